import type { System } from "../model/system.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import type { LoadedModel } from "./load.ts";
import type { Progress } from "./progress.ts";
import { refusal, unknownName } from "./refuse.ts";
import { type Synthesized, synthesize } from "./synthesize.ts";

/** The rule group of an objective, and its system. */
export interface FoundObjective {
  readonly system: System;
  readonly group: DerivedGroup;
}

/** An objective with every name that it goes by. */
interface Named extends FoundObjective {
  /** `service/objective`. */
  readonly title: string;
  readonly names: ReadonlySet<string>;
}

/**
 * The objective that goes by a name: `system/service/objective`, `service/objective`, `objective`, or that of an alert.
 *
 * @throws BurnlineError for a name that none has, or more than one, and for models that are wrong
 */
export function findObjective(name: string, models: readonly LoadedModel[], progress: Progress): FoundObjective {
  return findAmong(name, synthesize(models, progress));
}

/**
 * The same among systems that are compiled already.
 *
 * @throws BurnlineError for a name that none has, or more than one
 */
export function findAmong(
  name: string,
  systems: readonly Pick<Synthesized, "system" | "compilation">[],
): FoundObjective {
  const all = systems.flatMap(({ system, compilation }) => namedObjectives(system, compilation.groups));
  const found = all.filter(({ names }) => names.has(name));
  const [first, second] = found;
  if (first === undefined) {
    const titles = all.map(({ title }) => title);
    const near = unknownName(name, [...new Set(all.flatMap(({ names }) => [...names]))]);
    throw refusal("objective-unknown", "", "no model has this objective", { ...near, expected: titles.join(", ") });
  }
  if (second !== undefined) {
    const expected = found.map(({ system, title }) => `${system.name}/${title}`).join(", ");
    throw refusal("objective-ambiguous", "", "several objectives go by this name", { found: name, expected });
  }
  return first;
}

function namedObjectives(system: System, groups: readonly DerivedGroup[]): readonly Named[] {
  const owners = [...system.services, ...system.dependencies];
  return groups.flatMap((group) => {
    const owner = owners.find(({ name }) => name === group.owner);
    if (owner?.objectives.some(({ name }) => name === group.part) !== true) return [];
    const title = `${owner.name}/${group.part}`;
    const alerts = group.rules.flatMap((rule) => (rule.kind === "alert" ? [rule.alert] : []));
    return [{ system, group, title, names: new Set([`${system.name}/${title}`, title, group.part, ...alerts]) }];
  });
}
