import type { Binary, Matching } from "../../ast.ts";
import { Labels } from "../../data/labels.ts";
import { ABSENT, FLOAT } from "../../data/series.ts";
import { isComparison } from "../../operators.ts";
import { Column } from "../column.ts";
import { EvaluationError } from "../error.ts";
import type { Evaluator } from "../evaluator.ts";
import { SAME_LABELSET } from "../names.ts";
import { Claims } from "./claims.ts";
import { FirstFailure } from "./first-failure.ts";
import { DEFAULT_MATCHING, matchLabels, resultLabels, signaturesOf } from "./matching.ts";
import { type Sides, type Unique, uniqueSide } from "./one-side.ts";
import { operate, type SampleValue } from "./pair.ts";
import { collidesBefore, finished, put, sampleAt } from "./results.ts";
import { ARITHMETIC, COMPARISON, isArithmetic } from "./scalar.ts";
import { StepRemarks } from "./step-remarks.ts";

// Copies, since an imported constant is looked up anew in each round of a loop, ten times as slowly.
const ABSENT_KIND = ABSENT;
const FLOAT_KIND = FLOAT;

const FILLED = -1;

/** Two instant vectors, matched one to one or many to one. Errors: `EvaluationError` where matching is ambiguous. */
export function vectorVector(node: Binary, evaluator: Evaluator): Column[] {
  const left = evaluator.vector(node.left);
  const right = evaluator.vector(node.right);
  return new Operation(node, evaluator, left, right).run();
}

/** What is known of the many-side columns of one signature. */
interface Signature {
  readonly unique: Unique | undefined;
  /** Absent where no two results can be the same. */
  readonly claims: Claims | undefined;
}

class Operation {
  readonly #node: Binary;
  readonly #evaluator: Evaluator;
  readonly #matching: Matching;
  /** The many side stands on the right. */
  readonly #swapped: boolean;
  readonly #sides: Sides;
  readonly #manyOrdinals: Int32Array;
  readonly #oneOrdinals: Int32Array;
  readonly #signatures: readonly Signature[];
  readonly #labelsOf: (many: Labels, one: Labels) => Labels;
  readonly #failure = new FirstFailure();
  readonly #remarks: StepRemarks;
  readonly #results: Column[] = [];

  constructor(node: Binary, evaluator: Evaluator, left: readonly Column[], right: readonly Column[]) {
    this.#node = node;
    this.#evaluator = evaluator;
    this.#matching = node.matching ?? DEFAULT_MATCHING;
    this.#swapped = this.#matching.group?.side === "right";
    const steps = evaluator.steps.count;
    this.#sides = { node, steps, many: this.#swapped ? right : left, one: this.#swapped ? left : right };
    const ordinals = signaturesOf(this.#matching, left, right);
    this.#manyOrdinals = this.#swapped ? ordinals.right : ordinals.left;
    this.#oneOrdinals = this.#swapped ? ordinals.left : ordinals.right;
    this.#labelsOf = resultLabels(node, evaluator.settings.delayedNameRemoval);
    this.#remarks = new StepRemarks(steps);
    const unique = uniqueSide(this.#sides, this.#oneOrdinals, ordinals.count, this.#failure);
    this.#signatures = this.#withClaims(unique);
  }

  run(): Column[] {
    for (const [index, column] of this.#sides.many.entries()) {
      const signature = this.#signatures[this.#manyOrdinals[index] as number];
      if (signature !== undefined) this.#matchMany(column, signature);
    }
    if (this.#matching.fill?.left !== undefined) this.#fillMany(this.#matching.fill.left);
    if (collidesBefore(this.#failure.step, this.#results, this.#evaluator)) throw new EvaluationError(SAME_LABELSET);
    this.#failure.raise();
    this.#remarks.show(this.#evaluator.annotations, this.#node.source);
    return finished(this.#results, this.#evaluator);
  }

  /** Two results can only be the same where a signature has several series on the many side. */
  #withClaims(uniques: readonly (Unique | undefined)[]): readonly Signature[] {
    const { fill, group } = this.#matching;
    const members = uniques.map((): Labels[] => []);
    for (const [index, { labels }] of this.#sides.many.entries()) {
      members[this.#manyOrdinals[index] as number]?.push(labels);
    }
    return uniques.map((unique, ordinal) => {
      const labels = members[ordinal] ?? [];
      const oneLabels = this.#sides.one[unique?.indices[0] ?? FILLED]?.labels ?? Labels.empty;
      const several =
        labels.length > 1 &&
        (group === undefined ||
          (unique !== undefined && unique.indices.length > 1) ||
          fill !== undefined ||
          new Set(labels.map((many) => this.#labelsOf(many, oneLabels).key)).size < labels.length);
      const watched = several || fill?.left !== undefined;
      return { unique, claims: watched ? new Claims(this.#sides.steps) : undefined };
    });
  }

  #matchMany(many: Column, { unique, claims }: Signature): void {
    const filling = this.#matching.fill?.right;
    if (unique === undefined && filling === undefined) return;
    const single =
      unique !== undefined && unique.indices.length === 1 ? this.#sides.one[unique.indices[0] ?? 0] : undefined;
    if (single !== undefined && filling === undefined && claims === undefined && this.#isPlain(many, single)) {
      this.#matchFloats(many, single);
      return;
    }
    const only = single === undefined ? FILLED : (unique?.indices[0] ?? FILLED);
    const outputs = new Outputs((index) => {
      const labels =
        index === FILLED ? matchLabels(this.#matching)(many.labels) : (this.#sides.one[index] as Column).labels;
      return this.#output(this.#labelsOf(many.labels, labels));
    });
    for (let step = 0; step < many.kinds.length; step++) {
      if (many.kinds[step] === ABSENT_KIND) continue;
      let index = unique?.at === undefined ? only : (unique.at[step] as number);
      let one = index === FILLED ? undefined : this.#sides.one[index];
      if (one === undefined || one.kinds[step] === ABSENT_KIND) {
        if (filling === undefined) continue;
        index = FILLED;
        one = undefined;
      }
      const other = one === undefined ? (filling ?? NaN) : sampleAt(one, step);
      this.#operate(step, sampleAt(many, step), other, () => outputs.of(index), claims);
    }
  }

  /** The usual case: floats on both sides, one series each. */
  #matchFloats(many: Column, one: Column): void {
    const { operator, bool } = this.#node;
    const output = this.#output(this.#labelsOf(many.labels, one.labels));
    const [left, right] = this.#swapped ? [one, many] : [many, one];
    if (isArithmetic(operator)) computeFloats(ARITHMETIC[operator], left, right, output);
    else if (isComparison(operator)) compareFloats(COMPARISON[operator], left, right, output, bool === true);
  }

  #isPlain(many: Column, one: Column): boolean {
    const { operator } = this.#node;
    const floats = many.histograms === undefined && one.histograms === undefined;
    return floats && (isArithmetic(operator) || isComparison(operator));
  }

  /** The unique side's samples without a match, each with the value that stands in for the other side. */
  #fillMany(filling: number): void {
    for (const [index, one] of this.#sides.one.entries()) {
      const claims = this.#signatures[this.#oneOrdinals[index] as number]?.claims;
      const outputs = new Outputs(() =>
        this.#output(this.#labelsOf(matchLabels(this.#matching)(one.labels), one.labels)),
      );
      for (let step = 0; step < one.kinds.length; step++) {
        if (one.kinds[step] === ABSENT_KIND || claims?.has(step) === true) continue;
        this.#operate(step, filling, sampleAt(one, step), () => outputs.of(index), undefined);
      }
    }
  }

  #operate(
    step: number,
    many: SampleValue,
    one: SampleValue,
    outputOf: () => Output,
    claims: Claims | undefined,
  ): void {
    const [left, right] = this.#swapped ? [one, many] : [many, one];
    const { value, keep, remark } = operate(this.#node.operator, left, right);
    if (remark !== undefined) this.#remarks.note(step, remark);
    if (value === undefined) return;
    const output = outputOf();
    if (claims !== undefined) {
      const { group } = this.#matching;
      output.taken ??= claims.of(group === undefined ? "" : output.column.labels.key);
      if (!claims.claim(output.taken, step)) this.#failure.report(step, () => ambiguity(group !== undefined));
    }
    if (this.#node.bool === true) output.column.setFloat(step, Number(keep));
    else if (keep) put(output.column, step, value);
  }

  #output(labels: Labels): Column {
    const column = new Column(labels, this.#sides.steps, this.#node.bool === true);
    this.#results.push(column);
    return column;
  }
}

/** A result column, and where there are results of its labels already. */
interface Output {
  readonly column: Column;
  taken: Uint8Array | undefined;
}

/** The result columns of one series of the many side: one for each series it meets, made when it is needed. */
class Outputs {
  readonly #made = new Map<number, Output>();
  readonly #make: (index: number) => Column;

  constructor(make: (index: number) => Column) {
    this.#make = make;
  }

  of(index: number): Output {
    const known = this.#made.get(index);
    if (known !== undefined) return known;
    const output = { column: this.#make(index), taken: undefined };
    this.#made.set(index, output);
    return output;
  }
}

function ambiguity(grouped: boolean): string {
  return grouped
    ? "multiple matches for labels: grouping labels must ensure unique matches"
    : "multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)";
}

function computeFloats(
  apply: (left: number, right: number) => number,
  left: Column,
  right: Column,
  output: Column,
): void {
  const { values, kinds } = output;
  const { values: lefts, kinds: leftKinds } = left;
  const { values: rights, kinds: rightKinds } = right;
  for (let step = 0; step < kinds.length; step++) {
    if (leftKinds[step] === ABSENT_KIND || rightKinds[step] === ABSENT_KIND) continue;
    values[step] = apply(lefts[step] as number, rights[step] as number);
    kinds[step] = FLOAT_KIND;
  }
}

function compareFloats(
  holds: (left: number, right: number) => boolean,
  left: Column,
  right: Column,
  output: Column,
  bool: boolean,
): void {
  const { values, kinds } = output;
  const { values: lefts, kinds: leftKinds } = left;
  const { values: rights, kinds: rightKinds } = right;
  for (let step = 0; step < kinds.length; step++) {
    if (leftKinds[step] === ABSENT_KIND || rightKinds[step] === ABSENT_KIND) continue;
    const kept = holds(lefts[step] as number, rights[step] as number);
    if (!kept && !bool) continue;
    values[step] = bool ? Number(kept) : (lefts[step] as number);
    kinds[step] = FLOAT_KIND;
  }
}
