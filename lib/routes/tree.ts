import { parseDuration } from "../core/duration.ts";
import type { AlertmanagerConfiguration, Route } from "./configuration.ts";
import { type Labels, type LabelTest, labelTest, labelValue } from "./matcher.ts";
import { namedTest, type TimeTest } from "./time.ts";

/** A node of the routing tree with what it inherits, ready to be asked. Units: milliseconds. */
export interface RouteNode {
  /** Where it stands in the configuration: `route.routes[1]`. */
  readonly path: string;
  readonly route: Route;
  readonly parent?: RouteNode;
  readonly matches: LabelTest;
  readonly children: readonly RouteNode[];
  readonly receiver: string;
  /** Labels that make one notification, or all of them. */
  readonly groupBy: readonly string[] | "all";
  readonly groupWait: number;
  readonly groupInterval: number;
  readonly repeatInterval: number;
  /** Names of intervals; these are not inherited. */
  readonly mutedIn: readonly string[];
  readonly activeIn: readonly string[];
}

/** A configuration that can be asked who is told about an alert. */
export interface RoutingTree {
  readonly configuration: AlertmanagerConfiguration;
  readonly root: RouteNode;
  readonly intervals: ReadonlyMap<string, TimeTest>;
}

/** Defaults of Alertmanager (https://prometheus.io/docs/alerting/latest/configuration/#route). Units: milliseconds. */
const DEFAULTS = {
  receiver: "",
  groupBy: [] as readonly string[] | "all",
  groupWait: 30_000,
  groupInterval: 5 * 60_000,
  repeatInterval: 4 * 3_600_000,
};

/**
 * Prepares a configuration for questions.
 *
 * @throws SyntaxError for matchers that Alertmanager refuses
 */
export function routingTree(configuration: AlertmanagerConfiguration): RoutingTree {
  const intervals = configuration.time_intervals.map((named) => [named.name, namedTest(named)] as const);
  return { configuration, root: nodeOf(configuration.route, "route"), intervals: new Map(intervals) };
}

function nodeOf(route: Route, path: string, parent?: RouteNode): RouteNode {
  const inherited = parent ?? DEFAULTS;
  const grouping = route.group_by?.includes("...") === true ? "all" : route.group_by;
  const children: RouteNode[] = [];
  const node: RouteNode = {
    path,
    route,
    ...(parent === undefined ? {} : { parent }),
    matches: labelTest(route.matchers ?? []),
    children,
    receiver: route.receiver === undefined || route.receiver === "" ? inherited.receiver : route.receiver,
    groupBy: grouping ?? inherited.groupBy,
    groupWait: millisecondsOf(route.group_wait) ?? inherited.groupWait,
    groupInterval: millisecondsOf(route.group_interval) ?? inherited.groupInterval,
    repeatInterval: millisecondsOf(route.repeat_interval) ?? inherited.repeatInterval,
    mutedIn: route.mute_time_intervals ?? [],
    activeIn: route.active_time_intervals ?? [],
  };
  for (const [index, child] of (route.routes ?? []).entries()) {
    children.push(nodeOf(child, `${path}.routes[${index}]`, node));
  }
  return node;
}

function millisecondsOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text);
}

/**
 * The nodes that take an alert: children before their parent, the first that matches unless it continues, and a node itself
 * where none of its children does.
 */
export function nodesFor({ root }: RoutingTree, labels: Labels): readonly RouteNode[] {
  return taking(root, labels) ?? [];
}

function taking(node: RouteNode, labels: Labels): readonly RouteNode[] | undefined {
  if (!node.matches(labels)) return undefined;
  const found: RouteNode[] = [];
  for (const child of node.children) {
    const below = taking(child, labels);
    if (below === undefined) continue;
    found.push(...below);
    if (child.route.continue !== true) break;
  }
  return found.length === 0 ? [node] : found;
}

/** From the root to a node. */
export function pathTo(node: RouteNode): readonly RouteNode[] {
  return node.parent === undefined ? [node] : [...pathTo(node.parent), node];
}

/** Every node, parents before their children. */
export function nodesOf(node: RouteNode): readonly RouteNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}

/** Why a node tells nobody at a moment. */
export interface Muted {
  /** `muted`: one of its mute intervals holds; `inactive`: none of its active intervals does. */
  readonly why: "muted" | "inactive";
  readonly intervals: readonly string[];
}

/** Why a node tells nobody at a moment, or nothing when it tells. Units: milliseconds since 1970. */
export function mutedAt({ intervals }: RoutingTree, node: RouteNode, time: number): Muted | undefined {
  const holding = (names: readonly string[]): readonly string[] =>
    names.filter((name) => intervals.get(name)?.(time) === true);
  const muted = holding(node.mutedIn);
  if (muted.length > 0) return { why: "muted", intervals: muted };
  if (node.activeIn.length > 0 && holding(node.activeIn).length === 0) {
    return { why: "inactive", intervals: node.activeIn };
  }
  return undefined;
}

/** What alerts share that are one notification of a node: alerts of one key are told together. */
export function groupKey({ path, groupBy }: RouteNode, labels: Labels): string {
  const grouping = groupBy === "all" ? Object.keys(labels) : groupBy;
  const pairs = [...new Set(grouping)].sort().map((label) => [label, labelValue(labels, label)]);
  return JSON.stringify([path, ...pairs.filter(([, value]) => value !== "")]);
}
