import type { Json } from "../core/json.ts";
import type { Receiver, SecretReference } from "../model/receiver.ts";
import type { AlertmanagerReceiver } from "./configuration.ts";
import { commonLabel, firstAnnotation, headline, markdownText, plainText, slackText } from "./message.ts";
import type { MessageContext, RoutedReceiver } from "./routing.ts";

/** One way in which Alertmanager tells somebody, without its secrets. */
export interface Integration {
  /** Field of the receiver: `slack_configs`. */
  readonly list: `${string}_configs`;
  readonly config: Readonly<Record<string, Json>>;
  /** Secrets by the field that takes them: `api_url`. */
  readonly secrets: Readonly<Record<string, SecretReference>>;
}

/** Where Alertmanager finds a secret: the operator mounts each Secret of `spec.secrets` under this path. */
function secretFile({ secret, key }: SecretReference): string {
  return `/etc/alertmanager/secrets/${secret}/${key}`;
}

/** A receiver as it stands in the configuration: secrets by file. */
export function alertmanagerReceiver({ name, tells, message }: RoutedReceiver): AlertmanagerReceiver {
  const lists: Record<`${string}_configs`, Readonly<Record<string, Json>>[]> = {};
  for (const { list, config, secrets } of tells.map((receiver) => integrationOf(receiver, message))) {
    const files = Object.entries(secrets).map(([field, secret]) => [`${field}_file`, secretFile(secret)]);
    const configs = lists[list] ?? [];
    configs.push({ ...Object.fromEntries(files), ...config });
    lists[list] = configs;
  }
  return { name, ...lists };
}

/** How one receiver of the model is told. Resolved alerts are told too, so that nobody goes on looking. */
export function integrationOf(receiver: Receiver, message: MessageContext): Integration {
  switch (receiver.kind) {
    case "pagerduty":
      return {
        list: "pagerduty_configs",
        config: {
          send_resolved: true,
          description: headline(message),
          severity: pagerdutySeverity(message.urgency),
          class: commonLabel("alertname"),
          component: commonLabel("service"),
          group: commonLabel("system"),
          details: { text: plainText(message) },
          // Alertmanager leaves out links without an address.
          links: [
            { href: firstAnnotation("runbook_url"), text: "Runbook" },
            { href: firstAnnotation("dashboard_url"), text: "Dashboard" },
          ],
        },
        secrets: { routing_key: receiver.routingKey },
      };
    case "opsgenie":
      return {
        list: "opsgenie_configs",
        config: {
          send_resolved: true,
          message: headline(message),
          description: plainText(message),
          priority: `P${Math.min(message.urgency, 4) + 1}`,
          entity: commonLabel("service"),
          tags: `${commonLabel("system")},${commonLabel("service")},${commonLabel("severity")}`,
          update_alerts: true,
        },
        secrets: { api_key: receiver.apiKey },
      };
    case "slack":
      return {
        list: "slack_configs",
        config: {
          send_resolved: true,
          channel: receiver.channel,
          color: `{{ if eq .Status "firing" }}${message.urgency === 0 ? "danger" : "warning"}{{ else }}good{{ end }}`,
          title: headline(message),
          text: slackText(message),
        },
        secrets: { api_url: receiver.webhook },
      };
    case "msteams":
      return {
        list: "msteamsv2_configs",
        config: { send_resolved: true, title: headline(message), text: markdownText(message) },
        secrets: { webhook_url: receiver.webhook },
      };
    case "email":
      return {
        list: "email_configs",
        config: {
          send_resolved: true,
          to: receiver.to,
          ...(receiver.server === undefined
            ? {}
            : { smarthost: receiver.server.smarthost, from: receiver.server.from }),
          ...(receiver.server?.login === undefined ? {} : { auth_username: receiver.server.login.username }),
          headers: { Subject: headline(message) },
          html: "",
          text: plainText(message),
        },
        secrets: receiver.server?.login === undefined ? {} : { auth_password: receiver.server.login.password },
      };
    case "webhook":
      return { list: "webhook_configs", config: { send_resolved: true }, secrets: { url: receiver.url } };
  }
}

/** PagerDuty's four severities (https://support.pagerduty.com/main/docs/pd-cef), the most urgent first. */
const PAGERDUTY = ["critical", "error", "warning", "info"];

function pagerdutySeverity(urgency: number): string {
  return PAGERDUTY[Math.min(urgency, PAGERDUTY.length - 1)] ?? "critical";
}

/** A receiver in a few words: `Slack #alerts`, `PagerDuty (pagerduty/routing-key)`. */
export function receiverInWords(receiver: Receiver): string {
  switch (receiver.kind) {
    case "pagerduty":
      return `PagerDuty ${secretInWords(receiver.routingKey)}`;
    case "opsgenie":
      return `Opsgenie ${secretInWords(receiver.apiKey)}`;
    case "slack":
      return `Slack ${receiver.channel}`;
    case "msteams":
      return `Microsoft Teams ${secretInWords(receiver.webhook)}`;
    case "email":
      return `e-mail to ${receiver.to}`;
    case "webhook":
      return `webhook ${secretInWords(receiver.url)}`;
  }
}

function secretInWords({ secret, key }: SecretReference): string {
  return `(secret ${secret}/${key})`;
}
