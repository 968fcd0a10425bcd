import type { Construct } from "constructs";
import type { Bundle } from "../../compile/bundle.ts";
import { BurnlinePart } from "./part.ts";

/** What the constructs for one well-known part render. */
export interface BurnlineBundleProps {
  /** What `compile` derived from one system. */
  readonly bundle: Bundle;
}

/**
 * The PrometheusRules of a system: what pages, and the recordings that it reads.
 * @throws BurnlineError `unknown-part` for a system without rules.
 */
export class BurnlineRules extends BurnlinePart {
  constructor(scope: Construct, id: string, props: BurnlineBundleProps) {
    super(scope, id, { bundle: props.bundle, part: "rules" });
  }
}

/**
 * The ServiceMonitors and PodMonitors of a system: what Prometheus scrapes, and how often.
 * @throws BurnlineError `unknown-part` for a system that is scraped by nobody.
 */
export class BurnlineMonitors extends BurnlinePart {
  constructor(scope: Construct, id: string, props: BurnlineBundleProps) {
    super(scope, id, { bundle: props.bundle, part: "monitors" });
  }
}
