import { Bounds } from "../../promql/analysis/bounds.ts";
import { type Dimension, isSameUnit } from "../../promql/analysis/dimension.ts";
import { hull } from "../../promql/analysis/interval.ts";
import type { Knowledge } from "../../promql/analysis/knowledge.ts";
import { labelsOf } from "../../promql/analysis/labels.ts";
import { assigned, either, type LabelSet } from "../../promql/analysis/labels-set.ts";
import { Units } from "../../promql/analysis/units.ts";
import type { Expression } from "../../promql/ast.ts";

/** A recording rule, of a model or of a file. */
export interface Recording {
  readonly record: string;
  readonly expression: Expression;
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * What is known of metrics once the recordings among them are told from their own expressions; where several recordings
 * write one metric, what is true of all of them. Each is worked out when it is asked for; of a recording that reads itself
 * nothing is known.
 */
export function withRecordings(recordings: readonly Recording[], known: Knowledge): Knowledge {
  if (recordings.length === 0) return known;
  const recorded = byName(recordings);
  const knowledge: Knowledge = {
    ...known,
    labelsOf: told(recorded, known.labelsOf, (recording) => labelsOfRecording(recording, knowledge), either),
    boundsOf: told(recorded, known.boundsOf, ({ expression }) => new Bounds(knowledge).of(expression), hull),
    unitOf: told(recorded, known.unitOf, ({ expression }) => unitOfRecording(expression, knowledge), sameUnit),
  };
  return knowledge;
}

/** A lookup that answers for recordings from all that write the metric, and for other metrics as before. */
function told<T>(
  recorded: ReadonlyMap<string, readonly Recording[]>,
  known: ((name: string) => T | undefined) | undefined,
  find: (recording: Recording) => T | undefined,
  merge: (a: T, b: T) => T | undefined,
): (name: string) => T | undefined {
  const found = new Map<string, T | undefined>();
  return (name) => {
    const recordings = recorded.get(name);
    if (recordings === undefined) return known?.(name);
    if (found.has(name)) return found.get(name);
    found.set(name, undefined);
    const facts = recordings.map(find);
    const fact = facts.reduce((a, b) => (a === undefined || b === undefined ? undefined : merge(a, b)));
    found.set(name, fact);
    return fact;
  };
}

function byName(recordings: readonly Recording[]): ReadonlyMap<string, readonly Recording[]> {
  const found = new Map<string, Recording[]>();
  for (const recording of recordings) {
    const same = found.get(recording.record);
    if (same === undefined) found.set(recording.record, [recording]);
    else same.push(recording);
  }
  return found;
}

function labelsOfRecording({ expression, labels = {} }: Recording, knowledge: Knowledge): LabelSet {
  const own = assigned(labelsOf(expression, knowledge.labelsOf), "__name__", "sure");
  return Object.entries(labels).reduce(
    (set, [label, value]) => assigned(set, label, value === "" ? "impossible" : "sure"),
    own,
  );
}

function unitOfRecording(expression: Expression, knowledge: Knowledge): Dimension | undefined {
  const measured = new Units(knowledge).of(expression);
  return measured === "number" ? undefined : measured;
}

function sameUnit(a: Dimension, b: Dimension): Dimension | undefined {
  return isSameUnit(a, b) ? a : undefined;
}
