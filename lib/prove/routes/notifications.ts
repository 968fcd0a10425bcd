import { inhibitedBy, inhibitionsOf } from "../../routes/inhibition.ts";
import type { Labels } from "../../routes/matcher.ts";
import { groupKey, mutedAt, nodesFor, type RouteNode, type RoutingTree } from "../../routes/tree.ts";

/** An alert that fires for some time. Units: milliseconds since 1970. */
export interface Firing {
  /** With `alertname`. */
  readonly labels: Labels;
  readonly from: number;
  /** Default: it goes on. */
  readonly to?: number;
}

/** One message to one receiver. Units: milliseconds since 1970. */
export interface Notification {
  readonly at: number;
  readonly node: RouteNode;
  readonly firing: readonly Labels[];
  /** Told before as firing, and over since. */
  readonly resolved: readonly Labels[];
}

/** Alerts of one node that are one notification. */
interface Group {
  readonly node: RouteNode;
  readonly alerts: readonly Firing[];
}

/**
 * Every message that Alertmanager sends for some alerts up to a moment: grouped, after `group_wait`, at most every
 * `group_interval`, again after `repeat_interval`, and without what is inhibited or muted. For ways without failures: messages
 * that a receiver refuses are sent again by Alertmanager.
 */
export function notifications(tree: RoutingTree, alerts: readonly Firing[], until: number): readonly Notification[] {
  const groups = new Map<string, { readonly node: RouteNode; readonly alerts: Firing[] }>();
  for (const alert of alerts) {
    for (const node of nodesFor(tree, alert.labels)) {
      const key = groupKey(node, alert.labels);
      const group = groups.get(key) ?? { node, alerts: [] };
      group.alerts.push(alert);
      groups.set(key, group);
    }
  }
  const inhibitions = inhibitionsOf(tree.configuration);
  const isToldAt = (alert: Firing, at: number): boolean => {
    const others = alerts.filter((other) => isFiring(other, at)).map(({ labels }) => labels);
    return inhibitedBy(inhibitions, alert.labels, others) === undefined;
  };
  return [...groups.values()]
    .flatMap((group) => messagesOf(tree, group, isToldAt, until))
    .sort((one, other) => one.at - other.at);
}

function messagesOf(
  tree: RoutingTree,
  { node, alerts }: Group,
  isToldAt: (alert: Firing, at: number) => boolean,
  until: number,
): readonly Notification[] {
  const messages: Notification[] = [];
  let told = new Set<Firing>();
  let last = Number.NEGATIVE_INFINITY;
  /** Alerts that were over at a flush leave the group, told or not. */
  const gone = new Set<Firing>();
  const begin = Math.min(...alerts.map(({ from }) => from));
  for (let at = begin + node.groupWait; at <= until; at += node.groupInterval) {
    const here = alerts.filter((alert) => alert.from <= at && !gone.has(alert));
    const passing = mutedAt(tree, node, at) === undefined ? here.filter((alert) => isToldAt(alert, at)) : [];
    const firing = passing.filter((alert) => isFiring(alert, at));
    const resolved = passing.filter((alert) => !isFiring(alert, at) && told.has(alert));
    for (const alert of here) if (!isFiring(alert, at)) gone.add(alert);
    // An alert that is inhibited after it was told is told no more, neither as firing nor as over.
    const news = firing.some((alert) => !told.has(alert)) || resolved.length > 0;
    // The last message is logged once it is delivered, a moment after its flush.
    const again = firing.length > 0 && at - last > node.repeatInterval;
    if (!news && !again) continue;
    messages.push({ at, node, firing: firing.map(labelsOf), resolved: resolved.map(labelsOf) });
    told = new Set(firing);
    last = at;
  }
  return messages;
}

function labelsOf({ labels }: Firing): Labels {
  return labels;
}

function isFiring({ from, to = Number.POSITIVE_INFINITY }: Firing, at: number): boolean {
  return at >= from && at < to;
}

/** The most messages in any minute. */
export function mostInAMinute(messages: readonly Notification[]): number {
  const times = messages.map(({ at }) => at);
  return Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + 60_000).length));
}
