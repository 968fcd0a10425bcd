import type { Dependency } from "../model/dependency.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import { podsOf } from "../model/workload.ts";
import { type Additional, edgesOf } from "./edges.ts";
import type { Endpoint } from "./endpoints.ts";
import { hostsIn, insideOf, type Reached } from "./hosts.ts";
import { type Edge, sideName } from "./side.ts";
import { Topology } from "./targets.ts";

/** A command of a page that opens a connection. */
export interface PageCommand {
  /** The command in the model that the line belongs to. */
  readonly path: string;
  readonly line: string;
}

/** A connection that a command opens from within the cluster, and whether the policies let it through. */
export interface Effect {
  /** The command in the model. */
  readonly path: string;
  readonly line: string;
  /** The pods that it starts from; nothing for pods that no policy lets anywhere. */
  readonly from: Endpoint | undefined;
  readonly to: string;
  /** Pods that it leads to, where it leads to some. */
  readonly into: Endpoint | undefined;
  /** Why it is let through; nothing where it is cut. */
  readonly edge: Edge | undefined;
}

/** What the policies mean for commands of pages. Those from outside of the cluster, or through a node, are not among it. */
export function commandEffects(
  system: System,
  commands: readonly PageCommand[],
  more: Additional = {},
): readonly Effect[] {
  const { network } = system;
  if (network === undefined) return [];
  const topology = new Topology(system, network, more.endpoints);
  const edges = edgesOf(system, more);
  const effects = new Map<string, Effect>();
  for (const { path, text } of wholeCommands(commands)) {
    const inside = insideOf(text);
    if (inside === undefined) continue;
    const from = startOf(topology, inside);
    // A pod that is looked up first may be any of them.
    if (from === undefined && inside.kind === "pod") continue;
    for (const reached of hostsIn(inside.rest)) {
      const effect = { path, line: shown(text), ...effectOf(topology, edges, from, reached) };
      effects.set(`${sideOfKey(from)} ${effect.to} ${reached.port ?? ""}`, effect);
    }
  }
  return [...effects.values()];
}

/** Lines of one command belong together where it starts a pod, whose own command may stand lines below. */
function wholeCommands(commands: readonly PageCommand[]): readonly { readonly path: string; readonly text: string }[] {
  const byPath = new Map<string, string[]>();
  for (const { path, line } of commands) byPath.set(path, [...(byPath.get(path) ?? []), line]);
  return [...byPath].flatMap(([path, lines]) => {
    const distinct = [...new Set(lines)];
    const startsPod = distinct.some((line) => /\bkubectl\b.*?\s(?:run|debug)\s/.test(line));
    return (startsPod ? [distinct.join(" ")] : distinct).map((text) => ({ path, text }));
  });
}

function startOf(
  { system, endpoints }: Topology,
  inside: NonNullable<ReturnType<typeof insideOf>>,
): Endpoint | undefined {
  if (inside.kind === "new") return endpoints.find(({ labels }) => labels.run === inside.name);
  // Pods of `shop-oven` begin with `shop-` as well: the longest name is meant.
  const named = ownersOf(system)
    .flatMap((owner) => {
      const name = podsOf(owner)?.name;
      return name !== undefined && (inside.name === name || inside.name.startsWith(`${name}-`))
        ? [{ owner, name }]
        : [];
    })
    .reduce<{ readonly owner: Service | Dependency; readonly name: string } | undefined>(
      (best, one) => (best === undefined || one.name.length > best.name.length ? one : best),
      undefined,
    );
  return endpoints.find(({ name, aliases }) => [name, ...aliases].includes(named?.owner.name ?? ""));
}

function effectOf(
  topology: Topology,
  edges: readonly Edge[],
  from: Endpoint | undefined,
  { host, port, how }: Reached,
): Omit<Effect, "path" | "line"> {
  if (how === "name")
    return {
      from,
      to: "the name server",
      into: undefined,
      edge: edges.find((edge) => starts(edge, from) && edge.path === "network.dns"),
    };
  const owner = ownerAt(topology.system, host);
  const into = owner === undefined ? undefined : topology.endpoint(owner.name);
  const edge = edges.find(
    (one) =>
      starts(one, from) &&
      how === "port" &&
      owner !== undefined &&
      [owner.name, into?.name].includes(sideName(one.to)) &&
      // A Service of Kubernetes may have another port than its pods, which its name alone does not tell.
      (port === undefined || one.port === port || into !== undefined),
  );
  return { from, to: how === "ping" ? `${host} (ping)` : host, into, edge };
}

function starts({ from }: Edge, endpoint: Endpoint | undefined): boolean {
  return endpoint !== undefined && from.kind === "pods" && from.endpoint.name === endpoint.name;
}

/** What a host stands for: the name of a Service is most often that of what is behind it. */
function ownerAt(system: System, host: string): Service | Dependency | undefined {
  const [first = host] = host.split(".");
  return ownersOf(system).find((owner) => {
    const { address, external } = "type" in owner ? owner : { address: undefined, external: undefined };
    const names = [owner.name, podsOf(owner)?.name, address?.split(":")[0]];
    return names.includes(first) || names.includes(host) || (external?.hosts ?? []).includes(host);
  });
}

function ownersOf({ services, dependencies }: System): readonly (Service | Dependency)[] {
  return [...services, ...dependencies];
}

function sideOfKey(endpoint: Endpoint | undefined): string {
  return endpoint?.name ?? "";
}

/** A command as a table can hold it. */
function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= 110 ? line : `${line.slice(0, 60)} ... ${line.slice(-45)}`;
}
