import { nearest } from "../../core/names.ts";
import { readQuantity } from "../../kubernetes/quantity.ts";
import type { Report } from "../check/report.ts";
import { looksSecret, withheld } from "../check/secrets.ts";
import { didYouMean } from "../check/walk.ts";
import type { TextCode } from "./codes.ts";
import { isMap } from "./data.ts";
import { readDuration } from "./quantity.ts";

/** Longest excerpt of a value in a message. */
const LONGEST = 60;

/** A value as it stands in the file, cut where it is long, and not shown where it may be a secret. */
export function shown(value: unknown, schema: Readonly<Record<string, unknown>> = {}): string {
  if (typeof value === "string" && (schema.writeOnly === true || looksSecret(value))) return withheld(value);
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

/** What is wrong with a value in one place: it is none of its kind, or it is marked as assumed without a reason. */
export function leafIssue(
  path: string,
  value: unknown,
  schema: Readonly<Record<string, unknown>>,
  report: Report<TextCode>,
): void {
  const title = typeof schema.title === "string" ? schema.title : "such a value";
  const examples = Array.isArray(schema.examples) ? schema.examples.map((example) => plain(example)) : [];
  const expected = examples.length === 0 ? title : `${title}, such as ${examples.join(" or ")}`;
  if (!isMap(value) || !("assumed" in value || "why" in value)) {
    report.error("value-invalid", path, `not ${title}`, {
      found: shown(value),
      expected,
      mend: mend(title, value, schema),
    });
    return;
  }
  for (const key of Object.keys(value).filter((name) => name !== "assumed" && name !== "why")) {
    report.error("key-unknown", `${path}.${key}`, "an assumed value has two keys", {
      found: key,
      expected: "assumed and why",
    });
  }
  if (!("assumed" in value)) {
    report.error("key-missing", `${path}.assumed`, "assumed is missing", { expected });
  } else if (typeof value.why !== "string") {
    report.error(
      "assumption-without-why",
      `${path}.why`,
      "an assumed value needs its reason, for whoever has to confirm it",
      {
        mend: "say why this value was chosen",
      },
    );
  } else {
    const inner = value.assumed;
    const facts = { found: shown(inner), expected, mend: mend(title, inner, schema) };
    report.error("value-invalid", `${path}.assumed`, `not ${title}`, facts);
  }
}

function plain(example: unknown): string {
  return typeof example === "string" ? example : JSON.stringify(example);
}

const LONG_UNITS: readonly (readonly [RegExp, string])[] = [
  [/^(ms|msec|milliseconds?)$/i, "ms"],
  [/^(s|secs?|seconds?)$/i, "s"],
  [/^(m|mins?|minutes?)$/i, "m"],
  [/^(h|hrs?|hours?)$/i, "h"],
  [/^(d|days?)$/i, "d"],
  [/^(w|weeks?)$/i, "w"],
];

function mend(title: string, value: unknown, schema: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof value === "number" && title.startsWith("a length of time"))
    return `with its unit: ${value}s, ${value}m or ${value}h`;
  if (
    typeof value === "string" &&
    (title === "a number" || title === "a whole number") &&
    Number.isFinite(Number(value))
  )
    return `write ${value} without quotes`;
  if (title === "a number of cores" || title === "a size") return kubernetesForm(title, value);
  if (typeof value === "number" && title === "text") return `write "${value}" in quotes`;
  if (Array.isArray(value)) {
    const words = allowed(schema);
    const stranger = value.find((item) => !words.includes(String(item)));
    return didYouMean(nearest(String(stranger), words));
  }
  if (typeof value !== "string") return undefined;
  if (title === "a time of day") return timeOfDay(value);
  const [, amount, word] = /^([0-9.]+)\s*([a-zA-Z]+)$/.exec(value) ?? [];
  const unit = LONG_UNITS.find(([pattern]) => word !== undefined && pattern.test(word))?.[1];
  if (unit !== undefined && readDuration(`${amount}${unit}`) !== undefined) return `write ${amount}${unit}`;
  return didYouMean(nearest(value, allowed(schema)));
}

/** `500m` and `512Mi` of a manifest. */
function kubernetesForm(title: string, value: unknown): string | undefined {
  const text = String(value);
  const amount = readQuantity(text);
  if (amount === undefined) return undefined;
  if (title === "a number of cores") return `write ${amount} cores`;
  return text.endsWith("i") ? `write ${text}B` : `write ${amount} B`;
}

/** `9:00` and `17h` as times of day. */
function timeOfDay(text: string): string | undefined {
  const [, hour = "", minute = "00"] = /^([0-9]|1[0-9]|2[0-3])(?:h|:([0-5][0-9]))?$/.exec(text) ?? [];
  return hour === "" ? undefined : `write ${hour.padStart(2, "0")}:${minute}`;
}

/** Values of the enumerations inside a union. */
function allowed(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(allowed);
  if (!isMap(schema)) return [];
  const own = Array.isArray(schema.enum) ? schema.enum.map(String) : [];
  return [...own, ...Object.values(schema).flatMap(allowed)];
}
