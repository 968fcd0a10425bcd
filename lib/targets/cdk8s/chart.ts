import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { Bundle } from "../../compile/bundle.ts";
import { BurnlineError } from "../../core/issue.ts";
import { checkObjects } from "../objects.ts";
import { BurnlinePart } from "./part.ts";

/** What a `BurnlineChart` renders. */
export interface BurnlineChartProps {
  /** One bundle a system; usually one, as cdk8s writes a file a chart. */
  readonly bundles: readonly Bundle[];
}

/**
 * Everything of one or more systems as a chart of its own.
 *
 * It takes no `namespace` and no `labels`: its objects are equal to those that the files and the Pulumi target give.
 * Child ids are `<system>-<part>`.
 * @throws BurnlineError all issues of all bundles at once (`invalid-name`, `duplicate-object`, `null-in-object`,
 * `empty-metadata`).
 */
export class BurnlineChart extends Chart {
  constructor(scope: Construct, id: string, props: BurnlineChartProps) {
    super(scope, id);
    const issues = props.bundles.flatMap((bundle) =>
      checkObjects(bundle).map((issue) => ({ ...issue, path: `${bundle.system}.${issue.path}` })),
    );
    if (issues.length > 0) throw new BurnlineError(issues);
    for (const bundle of props.bundles) {
      for (const { name } of bundle.parts) new BurnlinePart(this, `${bundle.system}-${name}`, { bundle, part: name });
    }
  }
}
