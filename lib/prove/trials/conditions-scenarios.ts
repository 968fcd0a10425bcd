import type { Condition } from "../../model/condition.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { AlertObligation } from "../obligation.ts";
import { scenarioWorld } from "../scenario-world.ts";
import type { Claim, Evidence, Subjected } from "../trial.ts";
import { firingInWords } from "./conditions-words.ts";

/** The scenarios that a condition brings, each for the obligation that it shows. */
export function scenarioEvidence({ rule }: Subjected, { scenarios, meaning }: Condition): readonly Evidence[] {
  return scenarios.map((scenario) => ({
    obligation: shownBy(scenario),
    rule,
    world: scenarioWorld(scenario),
    claim: (timeline) => (meaning === undefined ? expected(scenario) : told(scenario, timeline)),
    exported: true,
  }));
}

function shownBy(scenario: Scenario): AlertObligation {
  const { obligation, name, expect } = scenario;
  if (obligation !== "defect" && obligation !== "other") return obligation;
  const fires = name.startsWith("fires") || expect.some(({ firing }) => firing > 0);
  if (fires) return "fires-just-above";
  return "silent-just-below";
}

/** What it does must be what its name says, and what it expects. */
function told(scenario: Scenario, timeline: AlertTimeline): Claim {
  const { name, obligation, expect, step } = scenario;
  const asNamed = name.startsWith("fires")
    ? timeline.everFires
    : !name.startsWith("silent") || obligation === "target-lost" || !timeline.everFires;
  const asExpected = expect.every(({ at, firing }) => timeline.firing(at / step) === firing);
  return { holds: asNamed && asExpected, says: `${name}: ${firingInWords(timeline)}` };
}

/** Where only the scenario says what it does, nothing else is known. */
function expected({ name }: Scenario): Claim {
  return { holds: true, says: name };
}
