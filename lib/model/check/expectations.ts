import { nearest } from "../../core/names.ts";
import { burnRateTiers } from "../burn-rate.ts";
import type { AlertExpectation, Expectation } from "../expectation.ts";
import type { Objective } from "../objective.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { didYouMean, objectivesOf } from "./walk.ts";

/** Expectations of rules that others wrote: they name an objective that has what they are judged by. */
export function checkExpectations(system: System, report: Report<ModelCode>): void {
  const known = new Map(
    objectivesOf(system).map(({ owner, objective }) => [`${owner.name}/${objective.name}`, objective]),
  );
  for (const [index, expectation] of (system.expectations ?? []).entries()) {
    const path = `expectations.${"alert" in expectation ? expectation.alert : expectation.record}`;
    const objective = known.get(expectation.objective);
    if (objective === undefined) {
      report.error("expectation-objective-unknown", `${path}.objective`, "the model has no such objective", {
        found: expectation.objective,
        expected: "service/objective",
        mend: didYouMean(nearest(expectation.objective, [...known.keys()])),
      });
      continue;
    }
    const lacking = lackingIn(objective, expectation);
    if (lacking !== undefined) {
      report.error("expectation-without-measure", path, `nothing says when this has to happen: ${lacking}`, {
        found: "alert" in expectation ? expectation.fires : expectation.is,
      });
    }
    const before = (system.expectations ?? []).slice(0, index).some((other) => isSameRule(other, expectation));
    if (before) report.error("name-duplicate", path, "this rule is expected twice", { mend: "remove one of them" });
  }
}

function lackingIn(objective: Objective, expectation: Expectation): string | undefined {
  if ("record" in expectation) return objective.over === undefined ? "the objective has no window" : undefined;
  if (expectation.fires === "absence") {
    return objective.absence.kind === "ignored" ? "the objective ignores absence" : undefined;
  }
  return alertsWith(objective, expectation) ? undefined : "the objective has no alert of this severity";
}

function alertsWith({ burnRate, tiers, over }: Objective, { fires }: AlertExpectation): boolean {
  const window = over === undefined || "calendar" in over ? Number.POSITIVE_INFINITY : over.value;
  const burning = burnRate === undefined ? [] : burnRateTiers(burnRate, window);
  return [...burning, ...tiers].some(({ severity }) => severity === fires);
}

function isSameRule(a: Expectation, b: Expectation): boolean {
  const identity = (one: Expectation) => [
    "alert" in one ? ["alert", one.alert] : ["record", one.record],
    Object.entries(one.labels).sort(),
  ];
  return JSON.stringify(identity(a)) === JSON.stringify(identity(b));
}
