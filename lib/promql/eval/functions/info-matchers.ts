import type { Expression, Matcher } from "../../ast.ts";
import type { Labels } from "../../data/labels.ts";
import { compileMatcher, compileMatchers } from "../../data/matcher.ts";

const TARGET_INFO: Matcher = { label: "__name__", op: "=", value: "target_info" };
const ANY_INFO: Matcher = { label: "__name__", op: "=~", value: ".+_info" };

/** What the second argument of `info` asks for. */
export interface InfoMatchers {
  /** All matchers that an info series has to satisfy. */
  readonly all: readonly Matcher[];
  /** Whether a series is an info series itself, by its name. */
  readonly isInfo: (labels: Labels) => boolean;
  /** The labels to take from info series; without any, all are taken. */
  readonly dataLabels: ReadonlySet<string>;
  /** Whether a series without a matching info series stays. */
  readonly optional: boolean;
}

/** Reads the selector of `info`; without names it means `target_info`, with unwanted names only, all other `.+_info`. */
export function infoMatchers(selector: Expression | undefined): InfoMatchers {
  const given = selector?.type === "vector" ? selector : undefined;
  const named: readonly Matcher[] = given?.name === undefined ? [] : [{ ...TARGET_INFO, value: given.name }];
  const matchers = [...named, ...(given?.matchers ?? [])];
  const data = matchers.filter(({ label }) => label !== "__name__");
  const names = wantedNames(matchers.filter(({ label }) => label === "__name__"));
  return {
    all: [...names, ...data],
    isInfo: compileMatchers(names),
    dataLabels: new Set(data.map(({ label }) => label)),
    optional: data.every((matcher) => compileMatcher(matcher)("")),
  };
}

function wantedNames(names: readonly Matcher[]): readonly Matcher[] {
  if (names.length === 0) return [TARGET_INFO];
  return names.some(({ op }) => op === "=" || op === "=~") ? names : [ANY_INFO, ...names];
}
