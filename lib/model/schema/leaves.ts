import { UNITS } from "../../core/quantity.ts";
import { WEEKDAYS } from "../time-interval.ts";
import { leaf, type Schema } from "./parts.ts";

const NUMBER = "[0-9]+(?:\\.[0-9]+)?(?:e-?[0-9]+)?";

/** Prometheus' own form, `1h30m`; a single unit may have a fraction, `0.5s`. */
const TIME = `(?:0|${NUMBER} ?(?:ms|s|m|h|d|w|y)|(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)`;
const SHARE = `${NUMBER} ?%`;
const RATE = "(?:/s|/m|/h|per second|per minute|per hour)";
const OTHER = `${NUMBER}(?: ?(?:B|KiB|MiB|GiB|TiB|cores?|${RATE}))?`;

/** Definitions of single values, by the name that the others refer to. */
export const LEAVES: Readonly<Record<string, Schema>> = {
  text: leaf("text", ["checkout"], { type: "string" }),
  duration: leaf("a length of time", ["5m", "30s", "1h30m"], {
    anyOf: [
      { type: "string", pattern: `^(?!$)${TIME}$` },
      { type: "number", enum: [0] },
    ],
  }),
  window: leaf("a length of time, or the month so far", ["30d", "28d", "month"], {
    type: "string",
    pattern: `^(?!$)(?:${TIME}|month)$`,
  }),
  share: leaf("a share in percent", ["99.9%", "0.5%"], { type: "string", pattern: `^${SHARE}$` }),
  quantity: leaf("a number with its unit", ["500ms", "99.9%", "800/s", "512MiB", "20"], {
    anyOf: [{ type: "string", pattern: `^(?!$)(?:${TIME}|${SHARE}|${OTHER})$` }, { type: "number" }],
  }),
  capacity: leaf("a number with its unit, or a declared gauge", ["512MiB", "2 cores", "20", "memory_limit_bytes"], {
    // A pattern, since the code that counts characters is not in the validator but required.
    anyOf: [{ type: "string", pattern: "." }, { type: "number" }],
  }),
  cores: leaf("a number of cores", ["0.5 cores", "2 cores"], { type: "string", pattern: `^${NUMBER} ?cores?$` }),
  size: leaf("a size", ["512MiB", "2GiB"], { type: "string", pattern: `^${NUMBER} ?(?:B|KiB|MiB|GiB|TiB)$` }),
  rate: leaf("a rate", ["800/s"], { type: "string", pattern: `^${NUMBER} ?${RATE}$` }),
  load: leaf("a rate or a number", ["800/s", 20], {
    anyOf: [{ type: "string", pattern: `^${NUMBER}(?: ?${RATE})?$` }, { type: "number" }],
  }),
  number: leaf("a number", [10, 14.4], { type: "number" }),
  wholeNumber: leaf("a whole number", [0, 1], { type: "integer" }),
  bounds: leaf("a list of numbers", [[0.1, 0.5, 1]], { type: "array", items: { type: "number" } }),
  texts: leaf("a list of texts", [["10.0.0.1:9100"]], { type: "array", items: { type: "string" } }),
  clock: leaf("a time of day", ["09:00", "24:00"], {
    type: "string",
    pattern: "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
  }),
  weekdays: leaf("a list of weekdays", [["monday", "friday"]], { type: "array", items: { enum: WEEKDAYS } }),
  wholeNumbers: leaf("a list of whole numbers", [[1, 15, -1]], { type: "array", items: { type: "integer" } }),
  truth: leaf("true or false", [true], { type: "boolean" }),
  labels: leaf("a map of texts", [{ app: "checkout" }], { type: "object", additionalProperties: { type: "string" } }),
  unit: { title: "a unit", examples: ["seconds"], enum: UNITS },
  platforms: leaf("kubernetes, host, or a list of both", ["kubernetes", ["kubernetes", "host"]], {
    anyOf: [{ enum: ["kubernetes", "host"] }, { type: "array", items: { enum: ["kubernetes", "host"] } }],
  }),
};
