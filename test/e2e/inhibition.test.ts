import { beforeAll, expect, it } from "vitest";
import type { AlertmanagerConfiguration, Route } from "../../lib/routes/configuration.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { inhibitionsOf } from "../../lib/routes/inhibition.ts";
import type { Labels } from "../../lib/routes/matcher.ts";
import { mergeRoutings } from "../../lib/routes/merge.ts";
import { systems } from "../../stacks/index.ts";
import { type Pair, pairsOf } from "./pairs.ts";
import { describeWithRealAlerting, type Running, startAlertmanager } from "./real.ts";
import { mailbox, pause } from "./receive.ts";
import { toWebhooks, withTimes } from "./rewrite.ts";
import { alertsIn, type Trial, trialsOf, worldsOf } from "./worlds.ts";

/** One message for each alert, at every hour, so that each is told or silent for itself. */
function singly(configuration: AlertmanagerConfiguration): AlertmanagerConfiguration {
  const ofRoute = ({ active_time_intervals, mute_time_intervals, routes, ...route }: Route): Route => ({
    ...route,
    group_by: ["..."],
    ...(routes === undefined ? {} : { routes: routes.map(ofRoute) }),
  });
  return { ...configuration, route: ofRoute(configuration.route) };
}

/** OCTO-INHIBIT-01 to -03, by the inventory: a cause, its symptom, and whether the symptom is silent. */
const OCTOLLM: readonly (readonly [what: string, cause: Labels, symptom: Labels, silent: boolean])[] = [
  [
    "pods that crash on the node that is not ready",
    { alertname: "NodeNotReady", severity: "critical", service: "nodes", node: "n1" },
    { alertname: "PodCrashLoopBackOff", severity: "critical", service: "octollm", pod: "p1", node: "n1" },
    true,
  ],
  [
    "pods that crash on another node",
    { alertname: "NodeNotReady", severity: "critical", service: "nodes", node: "n2" },
    { alertname: "PodCrashLoopBackOff", severity: "critical", service: "octollm", pod: "p2", node: "n3" },
    false,
  ],
  [
    "errors of the service whose pool is exhausted",
    { alertname: "DatabaseConnectionPoolExhausted", severity: "critical", service: "a", objective: "pool" },
    { alertname: "HighErrorRate", severity: "critical", service: "a", objective: "errors" },
    true,
  ],
  [
    "errors of another service",
    { alertname: "DatabaseConnectionPoolExhausted", severity: "critical", service: "b", objective: "pool" },
    { alertname: "HighErrorRate", severity: "critical", service: "c", objective: "errors" },
    false,
  ],
  [
    "the page about latency while the warning about the cache fires",
    { alertname: "LowCacheHitRate", severity: "warning", service: "d", objective: "cache" },
    { alertname: "HighLatency", severity: "critical", service: "d", objective: "latency" },
    false,
  ],
];

/** What an Alertmanager of its own tells of alerts of which the causes are there before the others. */
async function toldIn(
  configuration: AlertmanagerConfiguration,
  trials: readonly Trial[],
): Promise<ReadonlySet<string>> {
  const box = await mailbox();
  const alertmanager = await startAlertmanager(withTimes(toWebhooks(singly(configuration), box.url), () => 2_000));
  try {
    await post(
      alertmanager,
      trials.flatMap(({ cause }) => (cause === undefined ? [] : [cause])),
    );
    await pause(500);
    await post(alertmanager, trials.flatMap(alertsIn));
    // Three times as long as an alert waits before it is told.
    await pause(7_000);
  } finally {
    await alertmanager.stop();
    await box.close();
  }
  const messages = box.received.map(
    ({ body }) => JSON.parse(body) as { readonly alerts: readonly { readonly labels: Labels }[] },
  );
  return new Set(messages.flatMap(({ alerts }) => alerts.map(({ labels }) => key(labels))));
}

describeWithRealAlerting("inhibitions of the five systems on a real Alertmanager", () => {
  const inventory = OCTOLLM.map(([what, cause, symptom, silent]): Trial & { readonly isSilent: boolean } => {
    const of = { system: "octollm", namespace: "octollm-prod", case: what };
    const [first, second] = [
      { ...of, ...cause },
      { ...of, ...symptom },
    ];
    return { name: what, cause: first, silent: second, told: [first], isSilent: silent };
  });
  let pairs: readonly Pair[] = [];
  let told: ReadonlyMap<string, ReadonlySet<string>> = new Map();

  beforeAll(async () => {
    const { configuration } = mergeRoutings(systems.flatMap((system) => deriveRouting(system) ?? []));
    pairs = systems.flatMap(pairsOf);
    const worlds = worldsOf(pairs.flatMap(trialsOf), inhibitionsOf(configuration)).map(({ trials }) => trials);
    const answers = await Promise.all(
      [...worlds, inventory].map(async (trials) => {
        const set = await toldIn(configuration, trials);
        return trials.map(({ name }) => [name, set] as const);
      }),
    );
    told = new Map(answers.flat());
  }, 120_000);

  const isTold = (trial: string, labels: Labels): boolean => told.get(trial)?.has(key(labels)) === true;

  it("silence the effect of each cause", () => {
    expect(pairs.length).toBeGreaterThan(20);
    expect(new Set(pairs.map(({ name }) => name.split(" ")[0])).size).toBe(systems.length);
    const loud = pairs.filter(({ name, silent }) => isTold(name, silent));
    expect(loud.map(({ name }) => name)).toEqual([]);
  });

  it("tell the same effect of another instance or without the cause, and every cause", () => {
    const missing = pairs
      .flatMap(trialsOf)
      .flatMap((trial) => trial.told.flatMap((labels) => (isTold(trial.name, labels) ? [] : [trial.name])));
    expect(missing).toEqual([]);
  });

  it.each(inventory)("OCTO-INHIBIT-01 to -03: $name (silent: $isSilent)", ({ name, silent, cause, isSilent }) => {
    expect(isTold(name, silent ?? {})).toBe(!isSilent);
    expect(isTold(name, cause ?? {})).toBe(true);
  });
});

function key(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort());
}

async function post({ url }: Running, alerts: readonly Labels[]): Promise<void> {
  const response = await fetch(`${url}/api/v2/alerts`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(alerts.map((labels) => ({ labels }))),
  });
  if (!response.ok) throw new Error(`Alertmanager takes no alerts: ${await response.text()}`);
}
