import type { RoutedAlert } from "../../routes/check/context.ts";
import { LabelClasses } from "../../routes/label-classes.ts";
import { mutedAt, nodesFor, type RouteNode, type RoutingTree } from "../../routes/tree.ts";

const HOUR = 3_600_000;

/** Hours of a week; that of a change of daylight saving has as many in UTC. */
export const HOURS = 168;

/** Who is told about an alert, hour by hour. */
export interface ToldWeek {
  readonly alert: RoutedAlert;
  /** The nodes of the tree that tell, for each of {@link HOURS}. Alerts of one way share them. */
  readonly hours: readonly (readonly RouteNode[])[];
}

/**
 * Who is told about each alert at each full hour of a week, from a moment in milliseconds since 1970. The tree is asked once
 * for each class of alerts and the clocks once for each way through the tree, so that alerts cost next to nothing.
 */
export function toldWeek(tree: RoutingTree, alerts: Iterable<RoutedAlert>, from: number): readonly ToldWeek[] {
  const classes = new LabelClasses(tree.configuration);
  const byClass = new Map<string, ToldWeek["hours"]>();
  const byWay = new Map<string, ToldWeek["hours"]>();
  return Array.from(alerts, (alert): ToldWeek => {
    const labels = { ...alert.labels, alertname: alert.alert };
    const key = classes.keyOf(labels);
    let hours = byClass.get(key);
    if (hours === undefined) {
      const nodes = nodesFor(tree, labels);
      const way = nodes.map(({ path }) => path).join();
      hours = byWay.get(way) ?? hoursOf(tree, nodes, from);
      byWay.set(way, hours);
      byClass.set(key, hours);
    }
    return { alert, hours };
  });
}

function hoursOf(tree: RoutingTree, nodes: readonly RouteNode[], from: number): ToldWeek["hours"] {
  return Array.from({ length: HOURS }, (_, hour) =>
    nodes.filter((node) => mutedAt(tree, node, from + hour * HOUR) === undefined),
  );
}
