import type { Json } from "../../core/json.ts";
import type { Report } from "../../model/check/report.ts";
import type { RouteCode } from "../codes.ts";
import type { AlertmanagerConfiguration } from "../configuration.ts";

/** Fields that are secrets, by the list that has them; one of the first kind has to be there, as a file. */
const SECRETS: Readonly<Record<string, { readonly needed: readonly string[]; readonly optional?: readonly string[] }>> =
  {
    pagerduty_configs: { needed: ["routing_key", "service_key"] },
    opsgenie_configs: { needed: ["api_key"] },
    slack_configs: { needed: ["api_url"] },
    msteamsv2_configs: { needed: ["webhook_url"] },
    msteams_configs: { needed: ["webhook_url"] },
    webhook_configs: { needed: ["url"] },
    email_configs: { needed: [], optional: ["auth_password", "auth_secret"] },
  };

/** That secrets stand in files and nowhere else, and that e-mail has a server. */
export function checkReceivers(
  { receivers }: AlertmanagerConfiguration,
  file: string,
  report: Report<RouteCode>,
): void {
  for (const [index, { name, ...lists }] of receivers.entries()) {
    for (const [list, configs] of Object.entries(lists)) {
      for (const [position, config] of configs.entries()) {
        const path = `${file}: receivers[${index}].${list}[${position}]`;
        checkSecrets(list, config, path, name, report);
        if (list === "email_configs") checkServer(config, path, name, report);
      }
    }
  }
}

type Config = Readonly<Record<string, Json>>;

function checkSecrets(list: string, config: Config, path: string, receiver: string, report: Report<RouteCode>): void {
  const { needed, optional = [] } = SECRETS[list] ?? { needed: [] };
  for (const field of [...needed, ...optional].filter((one) => config[one] !== undefined)) {
    report.error("receiver-without-secret", path, `the secret of ${receiver} stands in the configuration itself`, {
      found: field,
      expected: `${field}_file, the path of a file`,
      mend: "keep it in a Secret that is mounted into Alertmanager, and put a new one in its place: this one has been read",
    });
  }
  const missing =
    needed.length > 0 && needed.every((one) => !isText(config[`${one}_file`]) && config[one] === undefined);
  if (!missing) return;
  report.error("receiver-without-secret", path, `${receiver} has no secret to be reached by`, {
    expected: needed.map((field) => `${field}_file`).join(" or "),
    mend: "name the Secret and its key in the model",
  });
}

function checkServer(config: Config, path: string, receiver: string, report: Report<RouteCode>): void {
  const missing = ["smarthost", "from"].filter((field) => !isText(config[field]));
  if (missing.length === 0) return;
  report.warning("email-server-missing", path, `${receiver} sends e-mail and no mail server is named`, {
    found: `no ${missing.join(", no ")}`,
    expected: "a server, or `smtp_smarthost` and `smtp_from` in Alertmanager's global section",
    mend: 'email("ops@example.com", { smarthost: "smtp.example.com:587", from: "alerts@example.com" })',
  });
}

function isText(value: Json | undefined): boolean {
  return typeof value === "string" && value !== "";
}
