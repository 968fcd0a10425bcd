import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect } from "vitest";
import { formatDuration } from "../../lib/core/duration.ts";
import { given } from "../../lib/core/given.ts";
import type { Receiver, System } from "../../lib/index.ts";
import { HOURS, toldWeek } from "../../lib/prove/routes/week.ts";
import type { RoutedReceiver } from "../../lib/routes/routing.ts";
import type { RoutingTree } from "../../lib/routes/tree.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";

/** What a fixture says of a severity, as the inventory has it. */
interface Expected {
  readonly told: readonly string[];
  readonly later?: readonly { readonly after: string; readonly told: readonly string[] }[];
  readonly hours?: {
    readonly zone: string;
    readonly weekdays: readonly string[];
    readonly from: number;
    readonly to: number;
  };
}

/** All severities of a system. */
interface Fixture {
  readonly system: string;
  readonly severities: Readonly<Record<string, Expected>>;
}

/** Monday 00:00 UTC of ordinary weeks, and of those in which clocks change in Europe and in America. */
const WEEKS = ["2026-06-01", "2026-03-23", "2026-10-19", "2026-03-02", "2026-10-26"];

const HOUR = 3_600_000;

/** What the inventory says of a system, written down by hand. */
export function fixtureOf(system: string): Fixture {
  const file = join(import.meta.dirname, "..", "fixtures", "routes", `${system}.yaml`);
  return load(readFileSync(file, "utf8")) as Fixture;
}

/**
 * Alerts whose receivers are not those of the fixture, with the first hour of it. Alerts whose series bring a namespace get the
 * one that is given.
 */
export function differences(
  system: System,
  tree: RoutingTree,
  receivers: readonly RoutedReceiver[],
  namespace?: string,
): readonly string[] {
  const { severities } = fixtureOf(system.name);
  const words = new Map(receivers.map(({ name, tells }) => [name, tells.map(wordsOf)]));
  const alerts = deriveGroups(system).flatMap(({ rules }) =>
    rules.flatMap((rule) =>
      rule.kind === "alert"
        ? [{ alert: rule.alert, labels: { ...given("namespace", namespace), ...rule.labels } }]
        : [],
    ),
  );
  expect(alerts.length).toBeGreaterThan(20);
  return WEEKS.flatMap((week) => {
    const from = Date.parse(`${week}T00:00:00Z`);
    const told = toldWeek(tree, alerts, from);
    expect(told.map(({ hours }) => hours.length)).toEqual(alerts.map(() => HOURS));
    const expected = new Map<string, readonly string[]>();
    return told.flatMap(({ alert, hours }) => {
      const severity = alert.labels.severity ?? "";
      const wanted = expected.get(severity) ?? expectedHours(severities[severity], from);
      expected.set(severity, wanted);
      const found = hours.map((nodes) =>
        nodes
          .flatMap(({ receiver, groupWait }) =>
            (words.get(receiver) ?? []).map((word) => `${formatDuration(groupWait)} ${word}`),
          )
          .sort()
          .join(", "),
      );
      const hour = found.findIndex((text, index) => text !== wanted[index]);
      if (hour === -1) return [];
      const at = new Date(from + hour * HOUR).toISOString();
      return [`${alert.alert} ${severity} at ${at}: told ${found[hour]}, the inventory says ${wanted[hour]}`];
    });
  });
}

/** Everybody who is to be told, hour by hour; the first message comes after the 30 seconds that Alertmanager gathers. */
function expectedHours(severity: Expected | undefined, from: number): readonly string[] {
  if (severity === undefined) return Array.from({ length: HOURS }, () => "nobody: the fixture lacks the severity");
  const { told, later = [], hours } = severity;
  const everybody = [
    ...told.map((word) => `30s ${word}`),
    ...later.flatMap((step) => step.told.map((word) => `${step.after} ${word}`)),
  ];
  return Array.from({ length: HOURS }, (_, index) => {
    if (hours === undefined) return everybody.sort().join(", ");
    const [weekday = "", hour = ""] = new Date(from + index * HOUR)
      .toLocaleString("en-GB", { timeZone: hours.zone, weekday: "short", hour: "2-digit", hourCycle: "h23" })
      .split(", ");
    const holds = hours.weekdays.includes(weekday) && Number(hour) >= hours.from && Number(hour) < hours.to;
    return holds ? everybody.sort().join(", ") : "";
  });
}

function wordsOf(receiver: Receiver): string {
  switch (receiver.kind) {
    case "pagerduty":
      return "PagerDuty";
    case "opsgenie":
      return "Opsgenie";
    case "slack":
      return `Slack ${receiver.channel}`;
    case "msteams":
      return "Microsoft Teams";
    case "email":
      return `e-mail ${receiver.to}`;
    case "webhook":
      return "webhook";
  }
}
