import * as pulumi from "@pulumi/pulumi";
import type { Bundle } from "../../compile/bundle.ts";
import { BurnlineError } from "../../core/issue.ts";
import { checkObjects, qualifiedName } from "../objects.ts";
import { makeResource } from "./kinds.ts";

/** What a `BurnlineSystem` deploys. */
export interface BurnlineSystemArgs {
  /** What `compile` derived from one system. */
  readonly bundle: Bundle;
}

/**
 * Everything of one system as Pulumi resources below one component.
 *
 * A child is named `<name>-<kind>-<namespace>/<object name>` (without `<namespace>/` for cluster-wide objects): by what
 * it is and not by its place in a list, so that a new object never replaces another. `<name>` is the component's, by
 * habit the system's; another name and another `provider` deploy the same bundle to a second cluster.
 * @throws BurnlineError all issues at once (`invalid-name`, `duplicate-object`, `null-in-object`, `empty-metadata`) for
 * a bundle that was not made by `compile`.
 */
export class BurnlineSystem extends pulumi.ComponentResource {
  /** The resources by the part they belong to, in the bundle's order, for `dependsOn`. */
  readonly parts: Readonly<Record<string, readonly pulumi.CustomResource[]>>;

  constructor(name: string, args: BurnlineSystemArgs, options?: pulumi.ComponentResourceOptions) {
    const issues = checkObjects(args.bundle);
    if (issues.length > 0) throw new BurnlineError(issues);
    super("burnline:index:System", name, {}, options);
    this.parts = Object.fromEntries(
      args.bundle.parts.map((part) => [
        part.name,
        part.objects.map((object) => {
          const childName = `${name}-${object.kind.toLowerCase()}-${qualifiedName(object)}`;
          return makeResource(childName, object, { parent: this });
        }),
      ]),
    );
    this.registerOutputs({ system: args.bundle.system });
  }
}
