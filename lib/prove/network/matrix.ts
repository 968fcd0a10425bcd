import type { KubernetesObject } from "../../kubernetes/object.ts";
import type { System } from "../../model/system.ts";
import { edgesOf } from "../../network/edges.ts";
import type { End } from "../../network/reach/decision.ts";
import type { Pod } from "../../network/reach/pod.ts";
import type { Policy } from "../../network/reach/policy.ts";
import { hasPort, isNoPorts, type PortSet } from "../../network/reach/ports.ts";
import { type ClusterFacts, Reachability } from "../../network/reach/reachability.ts";
import { readPolicies } from "../../network/reach/read-policies.ts";
import { type Edge, sideName } from "../../network/side.ts";
import { entitiesOf } from "./entities.ts";
import { type Party, partiesOf } from "./parties.ts";

/** Who reaches whom: a row for each that opens connections, a column for each that takes them. */
export interface Matrix {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly MatrixCell[];
}

/** One pair that is let through. */
export interface MatrixCell {
  readonly from: string;
  readonly to: string;
  readonly ports: PortSet;
  /** What the model says that it is for; nothing where it does not know of it. */
  readonly whys: readonly string[];
}

/** What the rest of the internet is called. */
export const WORLD_PARTY: Party = {
  name: "world",
  aliases: [],
  end: { kind: "name", name: "world" },
  other: { kind: "name", name: "world" },
  ours: false,
};

/** Every pair of parties that the policies let through, as computed from these; pairs that no policy of ours is about are left out. */
export function matrixOf(system: System, objects: readonly KubernetesObject[]): Matrix {
  const { network } = system;
  if (network === undefined) return { rows: [], columns: [], cells: [] };
  const edges = edgesOf(system);
  const { policies } = readPolicies(objects);
  return matrixAmong(partiesOf(system, edges), policies, { entities: entitiesOf(network) }, edges);
}

/** The same of any parties and policies. */
export function matrixAmong(
  known: readonly Party[],
  policies: readonly Policy[],
  facts: ClusterFacts,
  edges: readonly Edge[] = [],
): Matrix {
  const parties = [...known, WORLD_PARTY];
  const pods = parties.flatMap(({ end, other }) => [...podsIn(end), ...podsIn(other)]);
  const reach = new Reachability(policies, pods, facts);
  const cells = parties.flatMap((from) =>
    parties.flatMap((to): readonly MatrixCell[] => {
      if (!from.ours && !to.ours) return [];
      const { allowed } = reach.decide(from.end, to.other);
      if (isNoPorts(allowed)) return [];
      return [{ from: from.name, to: to.name, ports: allowed, whys: whysOf(edges, from, to, allowed) }];
    }),
  );
  const names = parties.map(({ name }) => name);
  return {
    rows: names.filter((name) => cells.some(({ from }) => from === name)),
    columns: names.filter((name) => cells.some(({ to }) => to === name)),
    cells,
  };
}

/** What the connections of the model on these ports are for. */
function whysOf(edges: readonly Edge[], from: Party, to: Party, ports: PortSet): readonly string[] {
  const isTo = (edge: Edge): boolean =>
    sideName(edge.to) === to.name || (to === WORLD_PARTY && edge.exception !== undefined);
  const whys = edges
    .filter((edge) => sideName(edge.from) === from.name && isTo(edge) && hasPort(ports, edge.protocol, edge.port))
    .map(({ why }) => why);
  return [...new Set(whys)];
}

function podsIn(end: End): readonly Pod[] {
  return end.kind === "pod" ? [end.pod] : [];
}
