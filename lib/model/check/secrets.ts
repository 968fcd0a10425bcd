import { given } from "../../core/given.ts";
import type { Receiver, SecretReference } from "../receiver.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { receiversOf } from "./walk.ts";

/** Beginnings of tokens that their makers chose so that they can be found. */
const TOKEN = /^(?:xox[a-z]-|xapp-|sk-|ghp_|gho_|github_pat_|glpat-|AKIA|eyJ|AIza|SG\.|Bearer |Basic |-----BEGIN)/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** PagerDuty's routing keys have 32 of these; the shortest hash in use that names of Secrets end with has 10. */
const HEXADECIMAL = /^[0-9a-f]{20,}$/i;
const WEBHOOK = /:\/\/|hooks\.slack\.com|webhook\.office\.com|discord(?:app)?\.com|events\.pagerduty\.com/;

/** True for a text that is a secret itself, not the name of one: an address, a token, a key. */
export function looksSecret(text: string): boolean {
  return WEBHOOK.test(text) || TOKEN.test(text) || UUID.test(text) || HEXADECIMAL.test(text) || isMixed(text);
}

/** Letters of both cases with digits, and no word in it: base64. */
function isMixed(text: string): boolean {
  return /^[A-Za-z0-9+/_=]{20,}$/.test(text) && [/[a-z]/, /[A-Z]/, /[0-9]/].every((kind) => kind.test(text));
}

/** A value as messages show it without giving it away. */
export function withheld(text: string): string {
  return text === "" ? "nothing" : `a text of ${text.length} characters, not shown`;
}

const MEND = "name the Kubernetes Secret and the key in it, and write the secret there";

/** That receivers have their secrets by reference, and an address where they need one. */
export function checkReceivers(system: System, report: Report<ModelCode>): void {
  for (const { receiver, path } of receiversOf(system)) {
    const { place, reference } = secretOf(receiver);
    if (reference !== undefined) checkSecret(reference, `${path}.${place}`, report);
    if (receiver.kind === "email") checkMail(receiver, `${path}.email`, report);
    if (receiver.kind === "slack" && !/^[#@]?[^\s#@]+$/.test(receiver.channel)) {
      report.error("receiver-invalid", `${path}.slack.channel`, "Slack has no such channel", {
        found: looksSecret(receiver.channel) ? withheld(receiver.channel) : JSON.stringify(receiver.channel),
        expected: "a channel such as #checkout",
      });
    }
  }
}

/** The reference of a receiver, and where it stands below it, in the words of YAML. */
function secretOf(receiver: Receiver): { readonly place: string; readonly reference?: SecretReference } {
  switch (receiver.kind) {
    case "pagerduty":
      return { place: "pagerduty", reference: receiver.routingKey };
    case "opsgenie":
      return { place: "opsgenie", reference: receiver.apiKey };
    case "slack":
      return { place: "slack.webhook", reference: receiver.webhook };
    case "msteams":
      return { place: "msteams", reference: receiver.webhook };
    case "webhook":
      return { place: "webhook", reference: receiver.url };
    case "email":
      return { place: "email.server.login.password", ...given("reference", receiver.server?.login?.password) };
  }
}

function checkMail({ to, server }: Receiver & { kind: "email" }, path: string, report: Report<ModelCode>): void {
  const addresses =
    server === undefined
      ? [["", to]]
      : [
          [".to", to],
          [".server.from", server.from],
        ];
  for (const [field, address = ""] of addresses) {
    if (/^[^\s@]+@[^\s@]+$/.test(address)) continue;
    report.error("receiver-invalid", `${path}${field}`, "no mail reaches this address", {
      found: looksSecret(address) ? withheld(address) : JSON.stringify(address),
      expected: "an address such as checkout@example.com",
    });
  }
  if (server === undefined || /^[^\s:]+:[0-9]+$/.test(server.smarthost)) return;
  report.error("receiver-invalid", `${path}.server.smarthost`, "Alertmanager needs the port of the mail server too", {
    found: JSON.stringify(server.smarthost),
    expected: "host and port, such as smtp.example.com:587",
    mend: /^[\w.-]+$/.test(server.smarthost) ? `write ${server.smarthost}:587` : undefined,
  });
}

function checkSecret({ secret, key }: SecretReference, path: string, report: Report<ModelCode>): void {
  const parts = [
    ["secret", secret, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, "a name such as pagerduty"],
    ["key", key, /^[-._a-zA-Z0-9]+$/, "a key such as routing-key"],
  ] as const;
  for (const [part, text, form, expected] of parts) {
    if (looksSecret(text)) {
      report.error("secret-literal", `${path}.${part}`, "a secret must not stand in a model, which everybody reads", {
        found: withheld(text),
        expected,
        mend: MEND,
      });
    } else if (!form.test(text) || text.length > 253) {
      report.error("secret-invalid", `${path}.${part}`, "Kubernetes has no Secret with such a name or key", {
        found: JSON.stringify(text),
        expected,
        mend: MEND,
      });
    }
  }
}
