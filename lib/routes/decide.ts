import type { Labels } from "./matcher.ts";
import { type Muted, mutedAt, nodesFor, type RouteNode, type RoutingTree } from "./tree.ts";

/** One receiver that an alert is routed to. */
export interface Delivery {
  readonly receiver: string;
  readonly node: RouteNode;
  /** Why it is not told at the moment that was asked for. */
  readonly muted?: Muted;
}

/** Every receiver that an alert is routed to, in the order of the tree, with what mutes it at a moment in milliseconds since 1970. */
export function deliveriesAt(tree: RoutingTree, labels: Labels, time: number): readonly Delivery[] {
  return nodesFor(tree, labels).map((node) => {
    const muted = mutedAt(tree, node, time);
    return { receiver: node.receiver, node, ...(muted === undefined ? {} : { muted }) };
  });
}

/** The receivers that are told about an alert at a moment: those of {@link deliveriesAt} that nothing mutes. */
export function receiversAt(tree: RoutingTree, labels: Labels, time: number): readonly string[] {
  return deliveriesAt(tree, labels, time).flatMap(({ receiver, muted }) => (muted === undefined ? [receiver] : []));
}

/** How far {@link mutedUntil} looks: intervals are at most a year apart, plus the leap day. Units: days. */
const HORIZON = 367;

/**
 * The first moment after `time` at which a muted node tells again, to the minute; nothing when it does not within a year.
 * Units: milliseconds since 1970.
 */
export function mutedUntil(tree: RoutingTree, node: RouteNode, time: number): number | undefined {
  const minute = 60_000;
  const start = Math.floor(time / minute) * minute;
  // Bounds are whole minutes. Beyond a week nobody waits for the minute, and zones are whole quarters of an hour.
  const week = start + 7 * 1_440 * minute;
  for (let at = start + minute; at < week; at += minute) if (mutedAt(tree, node, at) === undefined) return at;
  for (let at = week; at < start + HORIZON * 1_440 * minute; at += 15 * minute) {
    if (mutedAt(tree, node, at) === undefined) return at;
  }
  return undefined;
}
