import { readSystem } from "../lib/compile/read-system.ts";
import { toYaml } from "../lib/core/yaml.ts";
import { hours, pagerduty, type System, secret, slack } from "../lib/index.ts";
import { toldWeek } from "../lib/prove/routes/week.ts";
import { RouteChecks } from "../lib/routes/check/route-checks.ts";
import { deriveRouting } from "../lib/routes/derive-routing.ts";
import { routingTree } from "../lib/routes/tree.ts";
import { deriveGroups } from "../lib/rules/derive.ts";
import { systems } from "../stacks/index.ts";
import { burnlineModel } from "./models.ts";

/**
 * `npm run bench:routes [-- --size N --runs N]`: what routes cost beside the rules that they belong to, in one process: deriving
 * and writing the configuration, checking the way of every alert, and the proof of a week. What counts are the ratios to the
 * derivation of the rules, since the machine's speed drifts.
 */
const option = (name: string, otherwise: number): number =>
  Number(process.argv[process.argv.indexOf(`--${name}`) + 1] || otherwise);
const size = process.argv.includes("--size") ? option("size", 1_000) : 1_000;
const runs = process.argv.includes("--runs") ? option("runs", 5) : 5;
const MONDAY = Date.parse("2026-03-23T00:00:00Z");

console.log(
  "system | alerts | rules ms | routes ms | checks ms | week ms | routes / rules | checks / rules | week / rules",
);
console.log("---|---|---|---|---|---|---|---|---");
for (const system of [...systems, large()]) report(system);

/** The system of the other benchmarks, with somebody who is told. */
function large(): System {
  const { system, issues } = readSystem(burnlineModel(size), "bench.yaml");
  if (system === undefined) throw new Error(issues.map(({ message }) => message).join("; "));
  const severities = Object.entries(system.severities).map(([name, severity]) => [
    name,
    {
      ...severity,
      notify: [pagerduty(secret("bench", "pagerduty")), slack("#bench", secret("bench", "slack"))],
      repeatEvery: hours(1),
    },
  ]);
  return { ...system, name: `${size} objectives`, severities: Object.fromEntries(severities) };
}

function report(system: System): void {
  const alerts = deriveGroups(system).flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.kind === "alert" ? [rule] : [])),
  );
  const routing = deriveRouting(system);
  if (routing === undefined) throw new Error(`${system.name} tells nobody`);
  const rules = median(() => deriveGroups(system));
  const ranks = Object.fromEntries(Object.entries(system.severities).map(([name, { rank }]) => [name, rank]));
  const others = [
    median(() => toYaml(deriveRouting(system)?.configuration ?? {})),
    median(() => {
      const checks = new RouteChecks(routing.configuration, { ranks, file: "alertmanager.yml" });
      for (const alert of alerts) checks.visit(alert, "");
      return checks.issues();
    }),
    median(() => toldWeek(routingTree(routing.configuration), alerts, MONDAY)),
  ];
  const cells = [rules, ...others].map((time) => time.toFixed(1));
  const ratios = others.map((time) => (time / rules).toFixed(2));
  console.log([system.name, alerts.length, ...cells, ...ratios].join(" | "));
}

/** The median time of some runs after one that warms up. Units: milliseconds. */
function median(work: () => unknown): number {
  work();
  const times = Array.from({ length: runs }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
