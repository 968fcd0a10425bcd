/** What is known about the labels of the series an expression gives back. */
export interface LabelSet {
  /** Labels every series has, with a value that is not empty. */
  readonly sure: ReadonlySet<string>;
  /** Every label a series may have, `sure` included; `"any"` when the expression does not say. */
  readonly possible: ReadonlySet<string> | "any";
  /** Labels no series has although `possible` is `"any"`. */
  readonly impossible: ReadonlySet<string>;
}

/** No labels at all, like the series of `vector(1)`. */
export const NONE: LabelSet = { sure: new Set(), possible: new Set(), impossible: new Set() };

/** Nothing is known. */
export const ANY: LabelSet = { sure: new Set(), possible: "any", impossible: new Set() };

/** Exactly these labels, on every series. */
export function exactly(names: readonly string[]): LabelSet {
  return { sure: new Set(names), possible: new Set(names), impossible: new Set() };
}

/** Whether a series may have the label. */
export function mayHave(labels: LabelSet, name: string): boolean {
  return !labels.impossible.has(name) && (labels.possible === "any" || labels.possible.has(name));
}

/** The set after some labels were dropped from every series. */
export function without(labels: LabelSet, names: readonly string[]): LabelSet {
  const possible = labels.possible;
  return {
    sure: new Set([...labels.sure].filter((name) => !names.includes(name))),
    possible: possible === "any" ? "any" : new Set([...possible].filter((name) => !names.includes(name))),
    impossible: new Set([...labels.impossible, ...names]),
  };
}
