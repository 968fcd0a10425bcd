import { formatDuration, parseDuration } from "../../lib/core/duration.ts";
import type { Json } from "../../lib/core/json.ts";
import type { AlertmanagerConfiguration, AlertmanagerReceiver, Route } from "../../lib/routes/configuration.ts";

/** Where emitted configurations have their secrets. */
const SECRETS = "/etc/alertmanager/secrets/";

/** The same configuration with its secrets in another folder: `<folder>/<secret>/<key>`. */
export function withSecretsIn(configuration: AlertmanagerConfiguration, folder: string): AlertmanagerConfiguration {
  return {
    ...configuration,
    receivers: configuration.receivers.map((receiver) =>
      ofReceiver(receiver, (config) =>
        Object.fromEntries(
          Object.entries(config).map(([field, value]) => [
            field,
            field.endsWith("_file") && typeof value === "string" ? value.replace(SECRETS, `${folder}/`) : value,
          ]),
        ),
      ),
    ),
  };
}

/** The same configuration with PagerDuty at another address than its own. */
export function withPagerdutyAt(configuration: AlertmanagerConfiguration, url: string): AlertmanagerConfiguration {
  return {
    ...configuration,
    receivers: configuration.receivers.map((receiver) =>
      ofReceiver(receiver, (config, list) => (list === "pagerduty_configs" ? { ...config, url } : config)),
    ),
  };
}

/** The same configuration with one webhook instead of each receiver: `<url>/<name>`. */
export function toWebhooks(configuration: AlertmanagerConfiguration, url: string): AlertmanagerConfiguration {
  return {
    ...configuration,
    receivers: configuration.receivers.map(({ name }) => ({
      name,
      webhook_configs: [{ url: `${url}/${name}`, send_resolved: true }],
    })),
  };
}

/** The same configuration with other times in its routes. Units: milliseconds. */
export function withTimes(
  configuration: AlertmanagerConfiguration,
  change: (milliseconds: number) => number,
): AlertmanagerConfiguration {
  const changed = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : formatDuration(change(parseDuration(text) ?? 0));
  const ofRoute = (route: Route): Route => {
    const { group_wait, group_interval, repeat_interval, routes, ...rest } = route;
    const times = {
      group_wait: changed(group_wait),
      group_interval: changed(group_interval),
      repeat_interval: changed(repeat_interval),
    };
    const given = Object.fromEntries(Object.entries(times).filter(([, value]) => value !== undefined));
    return { ...rest, ...given, ...(routes === undefined ? {} : { routes: routes.map(ofRoute) }) };
  };
  return { ...configuration, route: ofRoute(configuration.route) };
}

type Config = Readonly<Record<string, Json>>;

function ofReceiver(
  receiver: AlertmanagerReceiver,
  change: (config: Config, list: string) => Config,
): AlertmanagerReceiver {
  const { name, ...lists } = receiver;
  const changed: Record<`${string}_configs`, readonly Config[]> = {};
  for (const [list, configs] of Object.entries(lists)) {
    if (isList(list) && Array.isArray(configs)) changed[list] = configs.map((config: Config) => change(config, list));
  }
  return { name, ...changed };
}

function isList(key: string): key is `${string}_configs` {
  return key.endsWith("_configs");
}
