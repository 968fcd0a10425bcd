import { windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import { deriveRouting } from "../../routes/derive-routing.ts";
import { type CompiledInhibition, inhibitionsOf, inhibits } from "../../routes/inhibition.ts";
import type { Labels } from "../../routes/matcher.ts";
import { groupKey, nodesFor, type RoutingTree, routingTree } from "../../routes/tree.ts";
import type { DerivedAlert } from "../../rules/derived.ts";
import { listed } from "../static/listed.ts";
import type { ObligationResult } from "../verdict.ts";
import { alertsIn, type EmittedGroup } from "./emitted-alerts.ts";
import { type Incident, incidentsOf } from "./incidents.ts";

/** How the pages of one incident are one notification, or why nothing shows that they are. */
interface Judged {
  readonly one: boolean;
  readonly why: string;
}

/**
 * No two alerts page for one cause: the pages of an incident are one notification where Alertmanager groups them, or where one
 * of them inhibits the others. Which one fires first is said too.
 */
export function onePagePerCause(system: System, groups: readonly EmittedGroup[]): ObligationResult {
  const incidents = incidentsOf(system, alertsIn(groups));
  const several = incidents.filter(({ pages }) => pages.length > 1);
  const routing = deriveRouting(system);
  const tree = routing === undefined ? undefined : routingTree(routing.configuration);
  const inhibitions = tree === undefined ? [] : inhibitionsOf(tree.configuration);
  const judged = several.map((incident) => ({ incident, ...judge(incident, tree, inhibitions) }));
  const says = [
    `a single alert pages in ${incidents.length - several.length} of ${incidents.length} total outages`,
    ...judged.filter(({ one }) => one).map(({ incident, why }) => `${told(incident)}: ${why}`),
    ...judged.filter(({ one }) => !one).map(({ incident, why }) => `${told(incident)}: ${why}`),
  ];
  const verdict = judged.every(({ one }) => one) ? "PROVED" : "NOT COVERED";
  return { obligation: "one-page-per-cause", verdict, says, worlds: 0 };
}

function judge({ pages }: Incident, tree: RoutingTree | undefined, inhibitions: readonly CompiledInhibition[]): Judged {
  if (tree === undefined) {
    return namesOf(pages).length === 1
      ? { one: true, why: "one notification when grouped by alertname and service" }
      : { one: false, why: "needs routes, and no severity of the system has receivers" };
  }
  const all = pages.map(({ alert, labels }): Labels => ({ ...labels, alertname: alert }));
  const grouped = groupedBy(all, tree);
  if (grouped !== undefined) return { one: true, why: `one notification, grouped by ${listed(grouped)}` };
  const loud = all.find((cause) =>
    all.every((effect) => effect === cause || inhibitions.some((one) => inhibits(one, cause, effect))),
  );
  if (loud !== undefined) return { one: true, why: `one notification, as ${loud.alertname} inhibits the others` };
  return { one: false, why: "neither one group nor inhibited by one of them" };
}

/** The labels that make one notification of some alerts at each receiver, when all of them surely have the same values there. */
function groupedBy(all: readonly Labels[], tree: RoutingTree): readonly string[] | undefined {
  const keys = new Set<string>();
  const grouping = new Set<string>();
  for (const labels of all) {
    const nodes = nodesFor(tree, labels);
    for (const { groupBy } of nodes) {
      // A label that only the series has may differ between them.
      if (groupBy === "all" || groupBy.some((label) => labels[label] === undefined)) return undefined;
      for (const label of groupBy) grouping.add(label);
    }
    keys.add(nodes.map((node) => groupKey(node, labels)).join());
  }
  return keys.size === 1 ? [...grouping] : undefined;
}

function namesOf(pages: readonly DerivedAlert[]): readonly string[] {
  return [...new Set(pages.map(({ alert }) => alert))];
}

/** `no target of api answers: ApiDown, then ApiUptimeBudgetBurn 1h`. */
function told({ what, pages }: Incident): string {
  return `${what}: ${pages.map(nameOf).join(", then ")}`;
}

function nameOf({ alert, labels, for: pending }: DerivedAlert): string {
  if (labels.long_window !== undefined) return `${alert} ${labels.long_window}`;
  return pending === 0 ? alert : `${alert} after ${windowName(pending)}`;
}
