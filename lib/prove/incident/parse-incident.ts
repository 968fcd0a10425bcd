import { given } from "../../core/given.ts";
import type { Issue } from "../../core/issue.ts";
import { nearest } from "../../core/names.ts";
import type { Read } from "../../core/read.ts";
import { readDuration, readQuantity } from "../../model/yaml/quantity.ts";
import type { IncidentCode } from "./codes.ts";
import type { Incident, Trouble } from "./incident.ts";

/** The form that an incident has, for messages. */
const FORM = "KIND [AMOUNT] for LENGTH [at TIME], such as error 5% for 20m at 3d";

/** What is read of an amount; `undefined` for one that does not suit. */
type ReadAmount = (amount: string) => Trouble | undefined;

/** Kinds of incidents, with an example of their amount where they have one. */
const KINDS: Readonly<Record<string, { readonly amount?: string; readonly read: ReadAmount }>> = {
  error: { amount: "5%", read: (amount) => shareOf("error", amount) },
  latency: { amount: "20%", read: (amount) => shareOf("latency", amount) },
  value: { amount: "95%, 3s or 80/s", read: quantityOf },
  down: { read: () => ({ kind: "down" }) },
  outage: { read: () => ({ kind: "error", share: 1 }) },
};

/**
 * Reads an incident: `error 5% for 20m at 3d`, `latency 20% for 10m`, `value 3s for 30m`, `down for 15m`, `outage for 5m`.
 * Issues come all at once, with the text itself as their path.
 */
export function parseIncident(text: string): Read<Incident> {
  const issues: Issue[] = [];
  const report = (code: IncidentCode, message: string, facts: Pick<Issue, "found" | "expected" | "mend">): void => {
    issues.push({ code, path: text, message, ...facts });
  };
  const { kind, amount, length, at } = partsOf(text);
  const known = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (known === undefined) {
    const near = nearest(kind, Object.keys(KINDS));
    report("incident-kind-unknown", "no such kind of incident", {
      found: kind === "" ? "nothing" : kind,
      expected: Object.keys(KINDS).join(", "),
      ...given("mend", near === undefined ? undefined : `did you mean ${near}?`),
    });
  }
  const trouble = known?.amount === undefined && amount !== "" ? undefined : known?.read(amount);
  if (known !== undefined && trouble === undefined) {
    report("incident-invalid", known.amount === undefined ? `${kind} has no amount` : `${kind} needs an amount`, {
      found: amount === "" ? "none" : amount,
      expected: known.amount === undefined ? `${kind} for 5m` : `${kind} ${known.amount} for 20m`,
    });
  }
  const seconds = timeOf(length);
  if (seconds === undefined || seconds === 0) {
    const found = length ?? "none";
    report("incident-invalid", "an incident lasts for some time", { found, expected: FORM });
  }
  const begins = at === undefined ? undefined : timeOf(at);
  if (at !== undefined && begins === undefined) {
    report("incident-invalid", "this is no time to begin at", { found: at, expected: "3d, or 1h30m" });
  }
  if (issues.length > 0 || trouble === undefined || seconds === undefined) return { ok: false, issues };
  return { ok: true, value: { text, trouble, seconds, ...given("at", begins) } };
}

/** The words of an incident by their place; what stands before `for` is its amount. */
function partsOf(text: string): { kind: string; amount: string; length: string | undefined; at: string | undefined } {
  const words = text.trim().split(/\s+/);
  const after = (word: string, until: number): string | undefined => {
    const place = words.indexOf(word);
    return place < 0 ? undefined : words.slice(place + 1, until).join(" ");
  };
  const place = (word: string): number => (words.includes(word) ? words.indexOf(word) : words.length);
  return {
    kind: words[0] ?? "",
    amount: words.slice(1, Math.min(place("for"), place("at"))).join(" "),
    length: after("for", place("at")),
    at: after("at", words.length),
  };
}

function shareOf(kind: "error" | "latency", amount: string): Trouble | undefined {
  const quantity = readQuantity(amount);
  if (quantity?.unit !== "ratio" || !(quantity.value > 0 && quantity.value <= 1)) return undefined;
  return { kind, share: quantity.value };
}

function quantityOf(amount: string): Trouble | undefined {
  const value = readQuantity(amount);
  return value === undefined || !Number.isFinite(value.value) ? undefined : { kind: "value", value };
}

/** Units: seconds. */
function timeOf(text: string | undefined): number | undefined {
  const seconds = text === undefined ? undefined : readDuration(text)?.value;
  return seconds === undefined || !(seconds >= 0) || !Number.isFinite(seconds) ? undefined : seconds;
}
