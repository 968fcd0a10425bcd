import { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import type { Bundle, Part } from "../../compile/bundle.ts";
import { BurnlineError } from "../../core/issue.ts";
import { nearest } from "../../core/names.ts";
import { checkObjects, qualifiedName } from "../objects.ts";

/** What a `BurnlinePart` renders. */
export interface BurnlinePartProps {
  /** What `compile` derived from one system. */
  readonly bundle: Bundle;
  /** Name of the part: `rules`, `monitors`, `scaling`, and whatever else the bundle holds. */
  readonly part: string;
}

/**
 * One part of a bundle as API objects, so that it can stand in a chart of yours beside your own objects.
 *
 * Names are the bundle's own, never generated ones: alerts, dashboards and other objects refer to them. Nothing is added,
 * except what a chart is told to add to all of its objects (`namespace` where an object has none, and `labels`).
 * @throws BurnlineError `unknown-part`; `invalid-name`, `duplicate-object`, `null-in-object`, `empty-metadata` for a
 * bundle that was not made by `compile`.
 */
export class BurnlinePart extends Construct {
  /** The objects in the bundle's order, for patches and dependencies. */
  readonly objects: readonly ApiObject[];

  constructor(scope: Construct, id: string, props: BurnlinePartProps) {
    super(scope, id);
    const part = partOf(props.bundle, props.part, this.node.path);
    const issues = checkObjects({ ...props.bundle, parts: [part] });
    if (issues.length > 0) throw new BurnlineError(issues);
    this.objects = part.objects.map((object) => {
      // A construct id may hold no slash; a namespace holds no dot, so this stays unambiguous.
      const childId = `${object.apiVersion}.${object.kind}.${qualifiedName(object)}`.replaceAll("/", ".");
      return new ApiObject(this, childId, { ...object });
    });
  }
}

function partOf(bundle: Bundle, name: string, path: string): Part {
  const part = bundle.parts.find((candidate) => candidate.name === name);
  if (part !== undefined) return part;
  const known = bundle.parts.map((candidate) => candidate.name);
  const near = nearest(name, known);
  throw new BurnlineError([
    {
      code: "unknown-part",
      path,
      message: `system ${bundle.system} has no such part`,
      found: JSON.stringify(name),
      expected: known.length === 0 ? "nothing: the bundle has no parts" : `one of ${known.join(", ")}`,
      ...(near === undefined ? {} : { mend: `did you mean "${near}"?` }),
    },
  ]);
}
