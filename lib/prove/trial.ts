import type { Context } from "../rules/context.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import type { AlertTimeline } from "./alert-timeline.ts";
import type { ObligationId } from "./obligation.ts";
import type { Specification } from "./specification.ts";
import type { Verdict } from "./verdict.ts";
import type { World } from "./world.ts";

/** A rule group, what the model says of it, and where it stands. */
export interface Subject {
  readonly group: DerivedGroup;
  readonly context: Context;
  readonly specification: Specification;
}

/** An alerting rule of a subject. */
export interface Subjected {
  readonly subject: Subject;
  readonly alert: DerivedAlert;
  /** Index of the rule in its group. */
  readonly rule: number;
}

/** What one world shows of an alert. */
export interface Claim {
  /** False where what the model says of this world is not what the obligation asks: then the model itself is refuted. */
  readonly holds: boolean;
  /** One sentence with numbers: `fires 6 m after 1.1 % of requests fail`. */
  readonly says: string;
}

/** A world on which all rules of a group must do what the specification says, as evidence for one obligation of one alert. */
export interface Trial {
  readonly obligation: ObligationId;
  /** Index of the alerting rule in its group. */
  readonly rule: number;
  readonly world: World;
  /** What the specification says of the alert on this world, in words. */
  readonly claim: (timeline: AlertTimeline) => Claim;
  /** Whether it becomes a promtool test; only where promtool can express the world. */
  readonly exported?: boolean;
}

/** A verdict without a world: it follows from the rules as they are written, or cannot be had. */
export interface Statement {
  readonly obligation: ObligationId;
  readonly rule: number;
  readonly verdict: Verdict;
  readonly says: string;
}

export type Evidence = Trial | Statement;

/** True for evidence that has to be run. */
export function isTrial(evidence: Evidence): evidence is Trial {
  return "world" in evidence;
}
