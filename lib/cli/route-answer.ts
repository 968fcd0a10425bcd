import type { System } from "../model/system.ts";
import { deliveriesAt, mutedUntil } from "../routes/decide.ts";
import { deriveRouting } from "../routes/derive-routing.ts";
import { type CompiledInhibition, inhibitionsOf } from "../routes/inhibition.ts";
import { receiverInWords } from "../routes/integrations.ts";
import { type Labels, labelValue } from "../routes/matcher.ts";
import type { Routing } from "../routes/routing.ts";
import { pathTo, type RouteNode, type RoutingTree, routingTree } from "../routes/tree.ts";
import type { DerivedAlert, DerivedGroup } from "../rules/derived.ts";

/** Where one alert goes at a moment. Units: seconds; times are RFC 3339. */
export interface RouteAnswer {
  readonly system: string;
  readonly alert: string;
  readonly severity: string;
  /** Labels that its rule sets, without those that only tell burn rates apart. */
  readonly labels: Labels;
  readonly at: string;
  readonly deliveries: readonly DeliveryAnswer[];
  /** Steps of the escalation that people take. */
  readonly byPeople: readonly {
    readonly level: string;
    readonly after: number;
    readonly who: string;
    readonly when?: string;
  }[];
  /** What keeps it from being told while it fires. */
  readonly inhibitedBy: readonly InhibitionAnswer[];
  readonly inhibits: readonly InhibitionAnswer[];
}

/** One receiver on its way. */
export interface DeliveryAnswer {
  readonly receiver: string;
  readonly tells: readonly string[];
  /** From the root to the route that takes it. */
  readonly path: readonly { readonly route: string; readonly matchers: readonly string[] }[];
  readonly groupBy: readonly string[];
  /** After the alert fires. */
  readonly after: number;
  /** At the earliest, when something changes. */
  readonly changes: number;
  /** At which it is repeated while nothing changes: the first interval that is later than `repeat_interval`. */
  readonly again: number;
  /** Why nobody is told at the moment, and when somebody is again; absent where not within a year. */
  readonly muted?: {
    readonly why: "muted" | "inactive";
    readonly intervals: readonly string[];
    readonly until?: string;
  };
}

/** An inhibition with the alerts on its other side. */
export interface InhibitionAnswer {
  readonly alerts: readonly string[];
  readonly equal: readonly string[];
}

/** The ways of an alert, one for each severity and service; none where the system tells nobody. Units: `at` in milliseconds since 1970. */
export function routeAnswers(
  system: System,
  groups: readonly DerivedGroup[],
  { alert, severity }: { readonly alert: string; readonly severity?: string | undefined },
  at: number,
): readonly RouteAnswer[] {
  const all = groups.flatMap(({ rules }) => rules.flatMap((rule) => (rule.kind === "alert" ? [rule] : [])));
  const named = all.filter(
    (one) => one.alert === alert && (severity === undefined || one.labels.severity === severity),
  );
  const routing = deriveRouting(system);
  const tree = routing === undefined ? undefined : routingTree(routing.configuration);
  const distinct = new Map(named.map((one) => [`${one.labels.severity} ${one.labels.service}`, one]));
  return [...distinct.values()].map((one) => answerOf(system, one, { routing, tree, all, at }));
}

interface Asked {
  readonly routing: Routing | undefined;
  readonly tree: RoutingTree | undefined;
  readonly all: readonly DerivedAlert[];
  readonly at: number;
}

function answerOf(system: System, derived: DerivedAlert, { routing, tree, all, at }: Asked): RouteAnswer {
  const labels = labelsOf(derived);
  const severity = labels.severity ?? "";
  const { long_window: _, short_window: __, ...shown } = derived.labels;
  const inhibitions = tree === undefined ? [] : inhibitionsOf(tree.configuration);
  return {
    system: system.name,
    alert: derived.alert,
    severity,
    labels: shown,
    at: new Date(at).toISOString(),
    deliveries:
      tree === undefined
        ? []
        : deliveriesAt(tree, labels, at).map(({ node, muted }): DeliveryAnswer => {
            const until = muted === undefined ? undefined : mutedUntil(tree, node, at);
            return {
              ...describe(node, routing),
              ...(muted === undefined
                ? {}
                : { muted: { ...muted, ...(until === undefined ? {} : { until: new Date(until).toISOString() }) } }),
            };
          }),
    byPeople: (system.severities[severity]?.escalation ?? [])
      .filter(({ notify = [] }) => notify.length === 0)
      .map(({ level, after, who, when }) => ({
        level,
        after: after.value,
        who,
        ...(when === undefined ? {} : { when }),
      })),
    inhibitedBy: inhibitions.flatMap((one) => otherSide(one, labels, all, "source")),
    inhibits: inhibitions.flatMap((one) => otherSide(one, labels, all, "target")),
  };
}

function labelsOf({ alert, labels }: DerivedAlert): Labels {
  return { ...labels, alertname: alert };
}

function describe(node: RouteNode, routing: Routing | undefined): Omit<DeliveryAnswer, "muted"> {
  return {
    receiver: node.receiver,
    tells: (routing?.receivers.find(({ name }) => name === node.receiver)?.tells ?? []).map(receiverInWords),
    path: pathTo(node).map(({ path, route }) => ({ route: path, matchers: route.matchers ?? [] })),
    groupBy: node.groupBy === "all" ? ["..."] : node.groupBy,
    after: node.groupWait / 1_000,
    changes: node.groupInterval / 1_000,
    again: repeatedAfter(node) / 1_000,
  };
}

/** Alertmanager looks only every `group_interval`, a moment too early for an interval that is just as long. */
function repeatedAfter({ groupInterval, repeatInterval }: RouteNode): number {
  return (Math.floor(repeatInterval / groupInterval) + 1) * groupInterval;
}

/** The alerts on the other side of an inhibition, where this one is on one and nothing that both surely have differs. */
function otherSide(
  { rule, isSource, isTarget }: CompiledInhibition,
  labels: Labels,
  all: readonly DerivedAlert[],
  side: "source" | "target",
): readonly InhibitionAnswer[] {
  const [isHere, isThere] = side === "source" ? [isTarget, isSource] : [isSource, isTarget];
  if (!isHere(labels)) return [];
  const alerts = all
    .filter((other) => {
      const there = labelsOf(other);
      const twoSided = isThere(labels) && isHere(there);
      return isThere(there) && !twoSided && rule.equal.every((label) => mayEqual(labels, there, label));
    })
    .map(({ alert, labels: { severity = "" } }) => `${alert} (${severity})`);
  return alerts.length === 0 ? [] : [{ alerts: [...new Set(alerts)], equal: rule.equal }];
}

/** A label that a rule does not set comes from the series. */
function mayEqual(one: Labels, other: Labels, label: string): boolean {
  const values = [labelValue(one, label), labelValue(other, label)];
  return values.includes("") || values[0] === values[1];
}
