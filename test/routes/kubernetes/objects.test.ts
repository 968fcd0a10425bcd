import { describe, expect, it } from "vitest";
import { tryCompile } from "../../../lib/compile/compile.ts";
import {
  alerting,
  businessHours,
  during,
  hours,
  pagerduty,
  type System,
  secret,
  slack,
  type TimeInterval,
} from "../../../lib/index.ts";
import type { AlertmanagerConfiguration } from "../../../lib/routes/configuration.ts";
import { receiversAt } from "../../../lib/routes/decide.ts";
import { deriveRouting } from "../../../lib/routes/derive-routing.ts";
import {
  asOperatorSees,
  BASE_RECEIVER,
  type MatcherStrategy,
} from "../../../lib/routes/kubernetes/as-operator-sees.ts";
import { routingTree } from "../../../lib/routes/tree.ts";
import { alcs } from "../../../stacks/alcs/system.ts";
import { systems } from "../../../stacks/index.ts";
import { octollm } from "../../../stacks/octollm/system.ts";
import { alertsOf, emitted, objectsOf } from "./objects.ts";

const HOUR = 3_600_000;

/** A week that starts on Monday, 19 October 2026 in UTC and has the change of Europe's clocks on its last day. */
const WEEK: readonly number[] = Array.from({ length: 7 * 24 }, (_, hour) => Date.UTC(2026, 9, 19) + hour * HOUR);

/** Who is told, without the prefix that the operator gives to names. */
function told(
  configuration: AlertmanagerConfiguration,
): (labels: Readonly<Record<string, string>>, time: number) => string {
  const tree = routingTree(configuration);
  return (labels, time) =>
    receiversAt(tree, labels, time)
      .map((name) => name.slice(name.lastIndexOf("/") + 1))
      .join(", ");
}

function seen(system: System, strategy?: MatcherStrategy): ReturnType<typeof told> {
  return told(asOperatorSees(objectsOf(system), strategy));
}

/** Alerts of a system with the labels of their rules, in a namespace where the series bring it. */
function labelSets(system: System, namespace: string): readonly Readonly<Record<string, string>>[] {
  return alertsOf(system).map(({ alert, labels }) => ({ namespace, ...labels, alertname: alert }));
}

describe("AlertmanagerConfig objects of the five systems", () => {
  const onKubernetes = systems.filter(({ name }) => name !== "amas");

  it.each(onKubernetes.map((system) => [system.name, system] as const))(
    "tell the same receivers as alertmanager.yml about every alert at every hour of a week: %s",
    (_, system) => {
      const routing = deriveRouting(system);
      if (routing === undefined) throw new Error(`${system.name} has no receivers`);
      const byFile = told(routing.configuration);
      const [onNamespace, matchingAll] = [seen(system), seen(system, "None")];
      const differences: string[] = [];
      for (const namespace of [system.namespace ?? "", ...(system.alerting?.namespaces ?? [])]) {
        for (const labels of labelSets(system, namespace)) {
          for (const time of WEEK) {
            const expected = byFile(labels, time);
            for (const found of [onNamespace(labels, time), matchingAll(labels, time)]) {
              if (found !== expected) differences.push(`${labels.alertname}: ${found} instead of ${expected}`);
            }
          }
        }
      }
      expect(differences.slice(0, 5)).toEqual([]);
    },
  );

  it("lose alerts of a third namespace with the operator's default, and lose none when it is told to match all", () => {
    const [labels] = labelSets(octollm, "octollm-staging").filter(
      ({ alertname }) => alertname === "PodCrashLoopBackOff",
    );
    const time = WEEK[0] ?? 0;
    expect(seen(octollm)(labels ?? {}, time)).toBe(BASE_RECEIVER);
    expect(seen(octollm, "None")(labels ?? {}, time)).toBe("octollm-critical");
  });

  it("are none for AMAS, whose alerts carry no namespace, and the finding counts them", () => {
    const amas = systems.find(({ name }) => name === "amas");
    if (amas === undefined) throw new Error("no AMAS");
    const onHostsToo = { ...amas, alerting: alerting({}) };
    expect(emitted(onHostsToo).filter(({ kind }) => kind === "AlertmanagerConfig")).toEqual([]);
    const names = new Set(alertsOf(amas).map(({ alert }) => alert));
    const { issues } = tryCompile(onHostsToo);
    expect(issues.filter(({ code }) => code === "namespace-not-matched")).toEqual([
      expect.objectContaining({ level: "warning", message: expect.stringContaining(`${names.size} alerts`) }),
    ]);
    const matched = { ...amas, alerting: alerting({ matcherStrategy: "None" }) };
    expect(emitted(matched).filter(({ kind }) => kind === "AlertmanagerConfig")).toHaveLength(1);
    expect(tryCompile(matched).issues.filter(({ code }) => code === "namespace-not-matched")).toEqual([]);
  });

  it("have a Watchdog beside them that carries their namespace", () => {
    const [rule, config] = emitted(octollm);
    expect(rule?.kind).toBe("PrometheusRule");
    expect(JSON.stringify(rule?.spec)).toContain('"namespace":"octollm-prod"');
    expect(config?.metadata.namespace).toBe("octollm-prod");
    expect(seen(octollm)({ alertname: "Watchdog", system: "octollm", namespace: "octollm-prod" }, 0)).toBe(
      "octollm-watchdog",
    );
  });

  it("find no alert of ALCS that lies outside its namespace", () => {
    expect(tryCompile(alcs).issues.filter(({ code }) => code.startsWith("namespace"))).toEqual([]);
  });
});

describe("AlertmanagerConfig objects", () => {
  const key = secret("shop-alerting", "key");
  const shop = (over: Partial<System>, interval: TimeInterval): System => ({
    ...alcs,
    severities: {
      critical: { priority: "P0", rank: 0, notify: [pagerduty(key)] },
      warning: { priority: "P1", rank: 1, notify: [slack("#shop", key)], during: [interval], repeatEvery: hours(12) },
    },
    ...over,
  });
  const codes = (system: System): readonly string[] =>
    tryCompile(system)
      .issues.map(({ code }) => code)
      .filter((code) => code.startsWith("hours-"));
  const count = (system: System): number => objectsOf(system).length;

  it("are refused for hours of a zone with daylight saving, unless the model takes month-bounded ones", () => {
    const berlin = shop({ alerting: alerting({}) }, businessHours("Europe/Berlin"));
    expect([count(berlin), codes(berlin)]).toEqual([0, ["hours-not-in-utc"]]);
    const bounded = { ...berlin, alerting: alerting({ daylightSaving: "month-bounded" }) };
    expect([count(bounded), codes(bounded)]).toEqual([1, ["hours-uncovered"]]);
    expect(objectsOf(bounded)[0]?.metadata.annotations).toEqual({
      "burnline/uncovered-hours": [
        "alcs-warning-hours: 07:00 to 08:00 UTC, monday, tuesday, wednesday, thursday, friday, in month 3 and 10",
        "alcs-warning-hours: 15:00 to 16:00 UTC, monday, tuesday, wednesday, thursday, friday, in month 3 and 10",
      ].join("\n"),
    });
  });

  it("are taken for hours of a zone without daylight saving, without a finding", () => {
    const kolkata = shop({ alerting: alerting({}) }, businessHours("Asia/Kolkata"));
    expect([count(kolkata), codes(kolkata)]).toEqual([1, []]);
  });

  it("are refused where one hour to be told in would be none for the 31 days of March", () => {
    const short = during({ from: "09:00", to: "10:00", zone: "Europe/Berlin" });
    const system = shop({ alerting: alerting({ daylightSaving: "month-bounded" }) }, short);
    expect(count(system)).toBe(0);
    expect(codes(system)).toContain("hours-vanish");
  });

  it("take a secret by name and key, never by path or text", () => {
    const [object] = objectsOf(shop({ alerting: alerting({}) }, businessHours("UTC")));
    expect(object?.spec.receivers.find(({ name }) => name === "alcs-critical")).toMatchObject({
      pagerdutyConfigs: [{ routingKey: { name: "shop-alerting", key: "key" } }],
    });
    expect(JSON.stringify(object)).not.toMatch(/_file|\/etc\//);
  });

  it("differ from the file in the 2 hours a day that are left out while Berlin changes its clocks, and in no other", () => {
    const system = shop({ alerting: alerting({ daylightSaving: "month-bounded" }) }, businessHours("Europe/Berlin"));
    const routing = deriveRouting(system);
    if (routing === undefined) throw new Error("no receivers");
    const [byFile, byObject] = [told(routing.configuration), seen(system)];
    const labels = { alertname: "A", system: "alcs", severity: "warning", namespace: "alcs" };
    const differing = WEEK.filter((time) => byFile(labels, time) !== byObject(labels, time));
    // Summer time until Sunday: 07:00 UTC is 09:00 in Berlin, and no business hour in winter. One hour on each of five days.
    expect(differing.map((time) => new Date(time).toISOString().slice(0, 13))).toEqual(
      [19, 20, 21, 22, 23].map((day) => `2026-10-${day}T07`),
    );
    expect(differing.map((time) => [byFile(labels, time), byObject(labels, time)])).toEqual(
      Array.from({ length: 5 }, () => ["alcs-warning", ""]),
    );
  });
});
