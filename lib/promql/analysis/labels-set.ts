/** What is known about the labels of the series an expression gives back. */
export interface LabelSet {
  /** Labels every series has, with a value that is not empty. */
  readonly sure: ReadonlySet<string>;
  /** Every label a series may have, `sure` included; `"any"` when the expression does not say. */
  readonly possible: ReadonlySet<string> | "any";
  /** Labels no series has although `possible` is `"any"`. */
  readonly impossible: ReadonlySet<string>;
}

/** What is dropped together with the metric name. */
export const METADATA: readonly string[] = ["__name__", "__type__", "__unit__"];

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

/** The set after all labels but some were dropped from every series. */
export function kept(labels: LabelSet, names: readonly string[]): LabelSet {
  const possible = names.filter((name) => mayHave(labels, name));
  return {
    sure: new Set(names.filter((name) => labels.sure.has(name))),
    possible: new Set(possible),
    impossible: new Set(names.filter((name) => !possible.includes(name))),
  };
}

/** The set after a label was set on every series: to a value, to nothing, or to one of both. */
export function assigned(labels: LabelSet, name: string, how: "sure" | "possible" | "impossible"): LabelSet {
  const sure = new Set(labels.sure);
  const possible = labels.possible === "any" ? "any" : new Set(labels.possible);
  const impossible = new Set(labels.impossible);
  sure.delete(name);
  impossible.delete(name);
  if (possible !== "any") possible.add(name);
  if (how === "sure") sure.add(name);
  if (how === "impossible") {
    impossible.add(name);
    if (possible !== "any") possible.delete(name);
  }
  return { sure, possible, impossible };
}

/** What holds for series that are of one of two sets. */
export function either(left: LabelSet, right: LabelSet): LabelSet {
  return {
    sure: new Set([...left.sure].filter((label) => right.sure.has(label))),
    possible:
      left.possible === "any" || right.possible === "any" ? "any" : new Set([...left.possible, ...right.possible]),
    impossible: new Set(
      [...left.impossible, ...right.impossible].filter((label) => !mayHave(left, label) && !mayHave(right, label)),
    ),
  };
}

/** What holds for series of which both sets are true. */
export function both(left: LabelSet, right: LabelSet): LabelSet {
  const { possible } = left;
  return {
    sure: new Set([...left.sure, ...right.sure]),
    possible: possible === "any" ? right.possible : new Set([...possible].filter((label) => mayHave(right, label))),
    impossible: new Set([...left.impossible, ...right.impossible]),
  };
}
