import type { Json } from "../../core/json.ts";
import type { SecretReference } from "../../model/receiver.ts";
import { integrationOf } from "../integrations.ts";
import type { RoutedReceiver } from "../routing.ts";
import type { ObjectReceiver } from "./alertmanager-config.ts";

/** Fields that the object calls otherwise than in camel case. */
const RENAMED: Readonly<Record<string, string>> = {
  api_url: "apiURL",
  webhook_url: "webhookURL",
  // A URL in the open would be `url`.
  url: "urlSecret",
  links: "pagerDutyLinkConfigs",
};

/** A receiver as an AlertmanagerConfig has it: secrets by the key of a Secret in the object's own namespace. */
export function objectReceiver({ name, tells, message }: RoutedReceiver): ObjectReceiver {
  const lists: Record<`${string}Configs`, Readonly<Record<string, Json>>[]> = {};
  for (const { list, config, secrets } of tells.map((receiver) => integrationOf(receiver, message))) {
    const key: `${string}Configs` = `${list.slice(0, -"_configs".length)}Configs`;
    const plain = Object.entries(config).map(([field, value]) => [fieldName(field), fieldValue(field, value)]);
    const selected = Object.entries(secrets).map(([field, secret]) => [fieldName(field), selector(secret)]);
    const configs = lists[key] ?? [];
    configs.push(Object.fromEntries([...selected, ...plain]));
    lists[key] = configs;
  }
  return { name, ...lists };
}

function selector({ secret, key }: SecretReference): Json {
  return { name: secret, key };
}

function fieldName(field: string): string {
  return RENAMED[field] ?? field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function fieldValue(field: string, value: Json): Json {
  // Maps are lists of pairs there.
  if (field === "details" || field === "headers") return pairs(value);
  if (field === "links" && isList(value)) return value.map(link);
  return value;
}

function pairs(value: Json): Json {
  return Object.entries(isMap(value) ? value : {}).map(([key, text]) => ({ key, value: text }));
}

/** The operator's field for the text of a link is `alt`, as it is for images. */
function link(value: Json): Json {
  return isMap(value) ? { href: value.href ?? "", alt: value.text ?? "" } : value;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !isList(value);
}
