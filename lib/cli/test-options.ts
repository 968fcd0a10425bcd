import type { ParseOptions } from "../promql/parse-options.ts";

/** What `--enable-feature` switches on, as promtool knows it. */
export interface Features extends ParseOptions {
  readonly delayedNameRemoval: boolean;
  /** Names that nobody knows, which promtool warns of and goes on. */
  readonly unknown: readonly string[];
}

/** Always on since Prometheus 3.14; the name is still taken. */
const NO_OPERATION = "promql-duration-expr";

/** Reads the names of features, each of them known to promtool 3.15 (cmd/promtool/main.go). */
export function featuresOf(names: readonly string[]): Features {
  const known = [
    "promql-experimental-functions",
    "promql-extended-range-selectors",
    "promql-binop-fill-modifiers",
    "promql-delayed-name-removal",
    NO_OPERATION,
    "",
  ];
  return {
    experimentalFunctions: names.includes("promql-experimental-functions"),
    extendedRangeSelectors: names.includes("promql-extended-range-selectors"),
    fillModifiers: names.includes("promql-binop-fill-modifiers"),
    delayedNameRemoval: names.includes("promql-delayed-name-removal"),
    unknown: names.filter((name) => !known.includes(name)),
  };
}
