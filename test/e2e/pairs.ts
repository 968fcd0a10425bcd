import type { System } from "../../lib/index.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { type CompiledInhibition, inhibitionsOf } from "../../lib/routes/inhibition.ts";
import type { Labels } from "../../lib/routes/matcher.ts";
import { alertsOf } from "../routes/kubernetes/objects.ts";

/** Alerts that show one inhibition: its cause, what it silences, and the same of another instance, which it must not. */
export interface Pair {
  readonly name: string;
  readonly cause: Labels;
  readonly silent: Labels;
  readonly told: Labels;
  /** It silences a whole system: what is told is the same as what is silent, and only without the cause. */
  readonly wide: boolean;
}

/**
 * A pair for each inhibition of a system and each severity that it silences, each about instances of its own. Inhibitions that
 * have no cause or no effect among the alerts have none.
 */
export function pairsOf(system: System): readonly Pair[] {
  const routing = deriveRouting(system);
  if (routing === undefined) return [];
  const known = alertsOf(system).map(({ alert, labels }): Labels => ({ ...labels, alertname: alert }));
  // Derived inhibitions stand for alerts that may come, too: any objective may get an alert of any severity.
  const severities = Object.keys(system.severities);
  const possible = severities.map(
    (severity): Labels => ({ alertname: "Possible", system: system.name, service: "s", objective: "o", severity }),
  );
  return inhibitionsOf(routing.configuration).flatMap((inhibition) =>
    severities.flatMap((severity): readonly Pair[] => {
      const name = `${system.name} ${inhibition.path} ${severity}`;
      const pair = pairOf(name, inhibition, [...known, ...possible], severity);
      return pair === undefined ? [] : [pair];
    }),
  );
}

function pairOf(
  name: string,
  { rule, isSource, isTarget }: CompiledInhibition,
  alerts: readonly Labels[],
  severity: string,
): Pair | undefined {
  const about = (labels: Labels, instance: string): Labels => ({
    ...labels,
    ...Object.fromEntries(rule.equal.filter((label) => label !== "system").map((label) => [label, instance])),
  });
  for (const cause of alerts) {
    const source = about(cause, name);
    if (!isSource(source)) continue;
    for (const effect of alerts) {
      const target = about(effect, name);
      if (effect.severity !== severity || !isTarget(target) || (isSource(target) && isTarget(source))) continue;
      const wide = rule.equal.every((label) => label === "system");
      return { name, cause: source, silent: target, told: about(effect, `${name}, another one`), wide };
    }
  }
  return undefined;
}
