import type { Part } from "../../lib/compile/bundle.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";

/**
 * What a document has Kubernetes do and what is emitted instead, told apart by running both. A part of a mend: what it
 * says stands on the page as it came out, and its test fails unless the document's fails and ours holds.
 */
export interface ObjectMend {
  /** As the document has it: an object, or the commands that make or change one. */
  readonly document: KubernetesObject | readonly string[];
  /** What stands in its place among the emitted objects. */
  readonly ours: readonly EmittedObject[];
  /** At least one. */
  readonly comparisons: readonly Comparison[];
}

/** An emitted object, and what the page quotes of it. */
export interface EmittedObject {
  readonly kind: string;
  readonly name: string;
  /** JSON pointers. Default: all of its `spec`. */
  readonly quote?: readonly string[];
}

/** One question that both forms answer. */
export interface Comparison {
  /** Starts with the defect: `FREE-HPA-01a: the load doubles at minute 10`. Printed as it is. */
  readonly name: string;
  /** Runs both: a simulation of the autoscaler, or what the policies let through. Deterministic. */
  readonly run: (emitted: Emitted) => Outcome;
}

/** How both answered. */
export interface Outcome {
  readonly document: Verdict;
  readonly ours: Verdict;
}

/** What one of them does, as a sentence with figures, and whether that is right. */
export interface Verdict {
  readonly says: string;
  readonly holds: boolean;
}

/** The objects that are emitted for a system. */
export interface Emitted {
  readonly all: readonly KubernetesObject[];
  /** Errors: throws when there is not exactly one. */
  one(kind: string, name: string): KubernetesObject;
}

/** Reads the objects of a bundle's parts. */
export function emitted(parts: readonly Part[]): Emitted {
  const all = parts.flatMap(({ objects }) => objects);
  return {
    all,
    one(kind, name) {
      const [found, ...more] = all.filter((object) => object.kind === kind && object.metadata.name === name);
      if (found === undefined || more.length > 0)
        throw new Error(`${more.length + (found === undefined ? 0 : 1)} objects are a ${kind} ${name}`);
      return found;
    },
  };
}

/** What does not hold of a mend's comparisons: a document's form without its fault, or ours with it. */
export function comparisonFailures({ comparisons }: ObjectMend, objects: Emitted): readonly string[] {
  return comparisons.flatMap(({ name, run }) => {
    const { document, ours } = run(objects);
    return [
      ...(document.holds ? [`${name}: the document's form shows no fault: ${document.says}`] : []),
      ...(ours.holds ? [] : [`${name}: ours has the fault too: ${ours.says}`]),
    ];
  });
}
