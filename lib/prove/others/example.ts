import type { AlertingRule } from "../../engine/rule.ts";
import { binary, call, count, eq, metric, or } from "../../promql/build.ts";
import { print } from "../../promql/print.ts";
import { shownWorld } from "../counterexample.ts";
import { measuredBy, valuesAt } from "../measured.ts";
import type { Counterexample, Moment } from "../verdict.ts";
import type { World } from "../world.ts";
import type { GroupsRun } from "./run-groups.ts";

/** A world on which an alert of others is wrong, and where. */
export interface Wrong {
  readonly expectation: { readonly alert: string; readonly labels: Readonly<Record<string, string>> };
  readonly rule: AlertingRule | undefined;
  readonly world: World;
  readonly run: GroupsRun;
  readonly expected: ArrayLike<number>;
  readonly found: ArrayLike<number>;
  readonly index: number;
  readonly says: string;
}

/** Evaluations shown before and after the first difference. */
const AROUND = 4;

/** What a person needs to see, and to run, of a world on which an alert of others is wrong. */
export function exampleAgainst({ expectation, rule, world, run, expected, found, index, says }: Wrong): Counterexample {
  const { alert, labels } = expectation;
  const { interval } = world.evaluations;
  const measured = rule === undefined ? undefined : measuredBy(rule.expression);
  const values = measured === undefined ? undefined : valuesAt(run.storage, measured.value, world);
  const check = { expression: isFiring(alert, labels), at: index * interval };
  const samples = [{ labels: "{}", value: expected[index] === 0 ? 0 : 1 }];
  const from = Math.max(0, index - AROUND);
  const to = Math.min(world.evaluations.count - 1, index + AROUND);
  const moment = (at: number): Moment => {
    const value = values?.[at] ?? Number.NaN;
    return {
      at: (at * interval) / 1_000,
      ...(measured === undefined ? {} : { threshold: measured.threshold }),
      ...(Number.isNaN(value) ? {} : { value }),
      expected: expected[at] === 0 ? "silent" : "firing",
      found: found[at] === 0 ? "silent" : "firing",
    };
  };
  return {
    says,
    ...shownWorld(world, `${alert} ${says}`, { ...check, samples }),
    timeline: Array.from({ length: to - from + 1 }, (_, offset) => moment(from + offset)),
  };
}

/** 1 while some instance of an alert fires, else 0. */
function isFiring(alert: string, labels: Readonly<Record<string, string>>): string {
  const matchers = [eq("alertname", alert), eq("alertstate", "firing")];
  const own = Object.entries(labels).map(([label, value]) => eq(label, value));
  const some = binary(">", count(metric("ALERTS", [...matchers, ...own])), 0, { bool: true });
  return print(or(some, call("vector", 0)));
}
