import { BurnlineError } from "../../core/issue.ts";
import type { Report } from "../../model/check/report.ts";
import { not } from "../../model/metric.ts";
import { type Data, isMap, leafOf } from "../../model/yaml/data.ts";
import { readDuration, readQuantity } from "../../model/yaml/quantity.ts";
import type { FromCatalogue } from "../../model/yaml/reading.ts";
import type { ParameterKind } from "../../rules/catalogue/parameters.ts";
import { build, catalogue } from "../../rules/catalogue/registry.ts";

/** Keys of a condition that stand beside `with` in YAML. */
const COMMON = new Set(["alert", "severity", "for", "impact"]);

/** Reads conditions that name an entry of the catalogue; what does not fit is reported in the words of the YAML. */
export function catalogueReader(report: Report<string>): FromCatalogue {
  return (entry, options, path) => {
    try {
      return build(entry, optionsOf(entry, options));
    } catch (error) {
      if (!(error instanceof BurnlineError)) throw error;
      for (const { code, path: option, message, ...facts } of error.issues) {
        const within = COMMON.has(option) || option === "catalogue" ? option : `with.${option}`;
        report.error(code, `${path}.${within}`, message, facts);
      }
      return undefined;
    }
  };
}

function optionsOf(entry: string, options: Data): Data {
  const parameters = Object.hasOwn(catalogue, entry) ? (catalogue[entry]?.parameters ?? {}) : {};
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      const kind = Object.hasOwn(parameters, name) ? parameters[name]?.kind : undefined;
      return [name, kind === undefined ? value : leafOf(value, (inner) => settled(kind, inner))];
    }),
  );
}

/** A value as its kind has it in TypeScript; what cannot be read is left as it is, for the entry to refuse. */
function settled(kind: ParameterKind, value: unknown): unknown {
  switch (kind) {
    case "duration":
      return readDuration(value) ?? value;
    case "count":
    case "ratio":
    case "bytes":
      return readQuantity(value) ?? value;
    case "pattern":
    case "selection":
      return selectionOf(value);
    case "selections":
      return isMap(value)
        ? Object.fromEntries(Object.entries(value).map(([label, item]) => [label, selectionOf(item)]))
        : value;
    case "text":
    case "texts":
    case "flag":
      return value;
  }
}

/** `text`, `{ matches: "re.*" }`, and `{ not: ... }` of either. */
function selectionOf(value: unknown): unknown {
  if (!isMap(value)) return value;
  if (typeof value.matches === "string") return expression(value.matches) ?? value;
  const inner = value.not === undefined ? value : selectionOf(value.not);
  return typeof inner === "string" || inner instanceof RegExp ? not(inner) : value;
}

function expression(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}
