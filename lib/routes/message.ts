import type { MessageContext } from "./routing.ts";

/**
 * Texts of messages, in Go's template language as Alertmanager executes it
 * (https://prometheus.io/docs/alerting/latest/notifications/). They stand in the configuration itself, so that no
 * template file has to be delivered with it.
 */

/** Alerts of a group that a message spells out; the others are counted. More than a telephone shows at once. */
const SHOWN = 10;

/** An alert in one line; alerts of others may have no summary. */
const LINE = "{{ or .Annotations.summary .Labels.alertname }}";

/** One line for lists and lock screens: `CRITICAL: ... (first of 3)`. PagerDuty takes 1,024 characters, and cuts by itself. */
export function headline({ title }: MessageContext): string {
  const first = (list: string): string =>
    `{{ with index ${list} 0 }}${LINE}{{ end }}{{ if gt (len ${list}) 1 }} (first of {{ len ${list} }}){{ end }}`;
  return `{{ if eq .Status "firing" }}${title}: ${first(".Alerts.Firing")}{{ else }}RESOLVED: ${first(".Alerts")}{{ end }}`;
}

/** How a medium writes bold text and links. */
interface Markup {
  readonly bold: (text: string) => string;
  readonly link: (url: string, text: string) => string;
  /** What stands between two lines that have to stay two. */
  readonly newline: string;
}

const SLACK: Markup = {
  bold: (text) => `*${text}*`,
  link: (url, text) => `<${url}|${text}>`,
  newline: "\n",
};

/** Teams reads Markdown, in which only an empty line ends a line. */
const MARKDOWN: Markup = {
  bold: (text) => `**${text}**`,
  link: (url, text) => `[${text}](${url})`,
  newline: "\n\n",
};

const PLAIN: Markup = { bold: (text) => text, link: (url, text) => `${text}: ${url}`, newline: "\n" };

/** Message for Slack. */
export function slackText(context: MessageContext): string {
  return body(context, SLACK);
}

/** Message for Microsoft Teams. */
export function markdownText(context: MessageContext): string {
  return body(context, MARKDOWN);
}

/** Message without markup, for e-mail and Opsgenie. */
export function plainText(context: MessageContext): string {
  return body(context, PLAIN);
}

/** Each alert: what, how much, what users notice, and where to go on. */
function body({ ask }: MessageContext, { bold, link, newline }: Markup): string {
  const optional = (annotation: string, text: string): string =>
    `{{ with .Annotations.${annotation} }}${newline}${text}{{ end }}`;
  const alert = [
    `${bold(LINE)}{{ if eq .Status "resolved" }} (resolved){{ end }}`,
    optional("description", "{{ . }}"),
    optional("impact", "Impact: {{ . }}"),
    optional("runbook_url", link("{{ . }}", "Runbook")),
    optional("dashboard_url", link("{{ . }}", "Dashboard")),
  ].join("");
  const asked = ask === undefined ? "" : `{{ if eq .Status "firing" }}${ask}${newline}{{ end }}`;
  const rest = `{{ if gt (len .Alerts) ${SHOWN} }}${newline}${SHOWN} of {{ len .Alerts }} alerts are shown.{{ end }}`;
  return `${asked}{{ range $index, $alert := .Alerts }}{{ if lt $index ${SHOWN} }}{{ if $index }}${newline}${newline}{{ end }}{{ with $alert }}${alert}{{ end }}{{ end }}{{ end }}${rest}`;
}

/** An annotation of the first alert of a group; empty where it has none. */
export function firstAnnotation(annotation: string): string {
  return `{{ with index .Alerts 0 }}{{ .Annotations.${annotation} }}{{ end }}`;
}

/** The distinct values of a label, as far as all alerts of a group share it; else those of the first alert. */
export function commonLabel(label: string): string {
  return `{{ or .CommonLabels.${label} (index .Alerts 0).Labels.${label} }}`;
}
