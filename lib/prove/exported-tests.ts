import type { Document, RuleFile } from "../compile/bundle.ts";
import type { Compilation } from "../compile/compile.ts";
import { formatDuration } from "../core/duration.ts";
import { yamlHeader } from "../core/generated.ts";
import { toYaml } from "../core/yaml.ts";
import type { System } from "../model/system.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import { AlertTimeline } from "./alert-timeline.ts";
import { alertCount } from "./counterexample.ts";
import { trialsOf } from "./evidence.ts";
import type { GroupTrials } from "./prove-group.ts";
import { subjectOf } from "./subjects.ts";
import { isTrial, type Trial } from "./trial.ts";
import type { World } from "./world.ts";
import { type WorldCheck, type WorldTest, worldTest } from "./world-test.ts";

/**
 * promtool unit tests of every alert of a system, beside the rule files they load: `rules/<system>/<file>.test.yml`. They
 * are the worlds of the proofs that promtool can express, each once, as a second opinion on the same expectation.
 */
export function promtoolTests(
  system: System,
  { groups, bundle }: Pick<Compilation, "groups" | "bundle">,
): readonly Document[] {
  const derived = new Map(groups.map((group) => [group.name, group]));
  return bundle.ruleFiles.flatMap((file) => {
    const tests = file.groups.flatMap(({ name }) => testsOf(derived.get(name), system));
    const intervals = [...new Set(tests.map(({ interval }) => interval))];
    return intervals.map((interval) => testFile(system, file, interval, tests));
  });
}

/** A test, and how often its rules are evaluated, of which promtool has one for a file. Units: milliseconds. */
interface TimedTest {
  readonly interval: number;
  readonly test: WorldTest;
}

/** Scenarios that are evaluated at another interval than the system's have a file of their own: `<file>.15s.test.yml`. */
function testFile(system: System, { name, groups }: RuleFile, interval: number, tests: readonly TimedTest[]): Document {
  const every = formatDuration(interval);
  const content = toYaml({
    rule_files: [`${name}.rules.yml`],
    evaluation_interval: every,
    // Without it promtool evaluates groups in an order of chance.
    group_eval_order: groups.map((group) => group.name),
    tests: tests.filter((one) => one.interval === interval).map(({ test }) => test),
  });
  const own = interval === system.prometheus.evaluationInterval.value * 1_000;
  const path = `rules/${system.name}/${name}${own ? "" : `.${every}`}.test.yml`;
  return { path, content: `${yamlHeader(system.name)}${content}` };
}

function testsOf(group: DerivedGroup | undefined, system: System): readonly TimedTest[] {
  if (group === undefined) return [];
  const trials = trialsOf(subjectOf(group, system));
  const byWorld = new Map<World, Trial[]>();
  for (const trial of trials.evidence) {
    if (!isTrial(trial) || trial.exported !== true) continue;
    const shared = byWorld.get(trial.world) ?? [];
    shared.push(trial);
    byWorld.set(trial.world, shared);
  }
  return [...byWorld].map(([world, shared]) => ({
    interval: world.evaluations.interval,
    test: testOf(trials, world, shared),
  }));
}

/** One test of all alerts that a world says something of: each in its words, and its firing instances around every change. */
function testOf(trials: GroupTrials, world: World, shared: readonly Trial[]): WorldTest {
  const { alerts, counted } = trials.expected(world);
  const told = shared.map(({ rule, claim }) => ({
    rule,
    alert: alertAt(trials, rule),
    timeline: new AlertTimeline(world, alerts.get(rule) ?? []),
    claim,
  }));
  const names = told.map(({ alert, timeline, claim }) => `${nameOf(alert)} ${claim(timeline).says}`);
  const rules = new Map(told.map((one) => [one.rule, one]));
  const checks = [...rules.values()].flatMap(({ rule, alert, timeline }) => {
    const counts = counted?.get(rule);
    return counts === undefined ? checksOf(alert, timeline) : countedChecks(alert, counts, world);
  });
  return worldTest(world, [...new Set(names)].join("; "), checks);
}

function alertAt({ subject }: GroupTrials, index: number): DerivedAlert {
  const rule = subject.group.rules[index];
  if (rule?.kind !== "alert") throw new RangeError(`rule ${index} of ${subject.group.name} is no alert`);
  return rule;
}

/** The alert with the labels that tell it from others of its name. */
function nameOf({ alert, labels }: DerivedAlert): string {
  return [alert, labels.severity, labels.long_window].filter((part) => part !== undefined).join(" ");
}

/** The number of firing instances at the last evaluation, and on both sides of each change of it. */
function checksOf({ alert, labels }: DerivedAlert, timeline: AlertTimeline): readonly WorldCheck[] {
  const { count, interval } = timeline.world.evaluations;
  const expression = alertCount(alert, labels, "firing");
  const told: WorldCheck[] = [];
  for (let index = 0; index < count; index++) {
    const now = timeline.firing(index);
    const changes = (other: number): boolean => other >= 0 && other < count && timeline.firing(other) !== now;
    if (index !== count - 1 && !changes(index - 1) && !changes(index + 1)) continue;
    told.push({ expression, at: index * interval, samples: [{ labels: "{}", value: now }] });
  }
  return told;
}

/** The evaluations of which the number of firing instances is all that is known. */
function countedChecks(
  { alert, labels }: DerivedAlert,
  counts: ReadonlyMap<number, number>,
  { evaluations }: World,
): readonly WorldCheck[] {
  const expression = alertCount(alert, labels, "firing");
  return [...counts].map(([index, value]) => ({
    expression,
    at: index * evaluations.interval,
    samples: [{ labels: "{}", value }],
  }));
}
