import { generatedNote } from "../core/generated.ts";
import type { System } from "../model/system.ts";
import { portsText } from "../network/annotations.ts";
import { commandEffects, type Effect } from "../network/commands.ts";
import { edgesOf } from "../network/edges.ts";
import { endpointsOf, ownNamespaces } from "../network/endpoints.ts";
import { type Edge, type Side, sideKey, sideName } from "../network/side.ts";
import { type Stage, stagesOf } from "../network/staging.ts";
import { connectionsOf } from "../runbooks/connections.ts";
import { block, code, listed, page, section, sentence, table } from "../runbooks/markdown.ts";

/** `network.md`: what the policies of a system let through, for a reviewer with five minutes. */
export function networkDocument(system: System): string {
  const { network } = system;
  if (network === undefined) return "";
  const edges = edgesOf(system);
  const effects = commandEffects(system, connectionsOf(system));
  const stages = stagesOf(system, effects);
  return page([
    `<!-- ${generatedNote(system.name)} -->`,
    "",
    `# What connects to what in ${system.title ?? system.name}`,
    "",
    ...summary(system, edges),
    "",
    ...section(2, "Connections", connections(edges)),
    ...section(2, "Who reaches whom", matrix(edges)),
    ...section(2, "Out to the world", toTheWorld(edges)),
    ...section(2, "What others have to allow", others(system, edges)),
    ...section(2, "Names", names(system)),
    ...section(2, "Commands of the pages", commands(effects)),
    ...section(2, "One at a time", staging(system, stages)),
    ...section(2, "Quarantine", quarantine(system)),
  ]);
}

function summary(system: System, edges: readonly Edge[]): readonly string[] {
  const namespaces = listed(ownNamespaces(system).map(code));
  const enforced = system.network?.enforced;
  const pairs = new Set(edges.map(({ from, to }) => `${sideKey(from)} ${sideKey(to)}`)).size;
  return [
    enforced === undefined
      ? `In ${namespaces} nothing connects but what stands here: ${pairs} connections, written into the policies of both ends.`
      : `Only the policies of ${enforced.length === 0 ? "nobody" : listed(enforced.map(code))} are enforced in ${namespaces}; everything else connects as before.`,
    "`burnline reach FROM TO PORT` says of any two which rule lets them connect, or that none does.",
  ];
}

function connections(edges: readonly Edge[]): readonly string[] {
  return table(
    ["from", "to", "port of the container", "why"],
    grouped(edges).map((group) => [
      place(group.from),
      place(group.to),
      portsText(group.edges),
      [...new Set(group.edges.map(({ why }) => why))].map(sentenceless).join("; "),
    ]),
  );
}

interface Group {
  readonly from: Side;
  readonly to: Side;
  readonly edges: readonly Edge[];
}

function grouped(edges: readonly Edge[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const edge of edges) {
    const key = `${sideKey(edge.from)}\n${sideKey(edge.to)}`;
    groups.set(key, { from: edge.from, to: edge.to, edges: [...(groups.get(key)?.edges ?? []), edge] });
  }
  return [...groups.values()];
}

function place(side: Side): string {
  switch (side.kind) {
    case "pods":
      return side.endpoint.ours ? side.endpoint.name : `${side.endpoint.name} (${code(side.endpoint.namespace)})`;
    case "addresses":
      return side.cidrs.includes("0.0.0.0/0")
        ? `${side.name} (any public address)`
        : `${side.name} (${side.cidrs.map(code).join(", ")})`;
    case "names":
      return `${side.name} (${side.hosts.map(code).join(", ")})`;
  }
}

/** A reason of the model as a cell; its full stop is left to sentences. */
function sentenceless(why: string): string {
  return sentence(why).replace(/\.$/, "");
}

/** Wider tables are read by nobody; the report has one that scrolls. */
const WIDEST = 10;

function matrix(edges: readonly Edge[]): readonly string[] {
  const columns = new Map(
    edges.filter(({ path }) => !path.startsWith("network.dns")).map(({ to }) => [sideKey(to), to]),
  );
  const rows = new Map(edges.map(({ from }) => [sideKey(from), from]));
  if (columns.size > WIDEST) return [];
  const cells = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = `${sideKey(edge.from)}\n${sideKey(edge.to)}`;
    cells.set(key, [...(cells.get(key) ?? []), edge]);
  }
  return table(
    ["from \\ to", ...[...columns.values()].map(sideName)],
    [...rows].map(([from, side]) => [
      sideName(side),
      ...[...columns.keys()].map((to) => (cells.get(`${from}\n${to}`) ?? []).map(({ port }) => `${port}`).join(", ")),
    ]),
  );
}

function toTheWorld(edges: readonly Edge[]): readonly string[] {
  const out = edges.filter(({ to }) => to.kind === "names" || (to.kind === "addresses" && to.of === "external"));
  if (out.length === 0) return ["Nothing connects to anything outside of the cluster."];
  return out.map(({ from, to, port, exception }) =>
    exception === undefined
      ? `- ${sideName(from)} to ${place(to)}, port ${port}.`
      : `- ${sideName(from)} to any public address, port ${port}, for ${sideName(to)}: ${sentence(exception)} Private, link-local and metadata addresses stay closed.`,
  );
}

function others(system: System, edges: readonly Edge[]): readonly string[] {
  const lines = grouped(edges).flatMap(({ from, to, edges: list }) => {
    const ports = portsText(list);
    if (from.kind === "pods" && !from.endpoint.ours)
      return [`- ${code(from.endpoint.namespace)}: ${from.endpoint.name} out to ${sideName(to)}, ${ports}.`];
    if (to.kind === "pods" && !to.endpoint.ours)
      return [`- ${code(to.endpoint.namespace)}: ${sideName(from)} in to ${to.endpoint.name}, ${ports}.`];
    return [];
  });
  if (lines.length === 0) return [];
  return [
    `A connection needs both sides. These namespaces are not those of ${system.title ?? system.name}; where they deny by default, they have to let through:`,
    "",
    ...lines.sort(),
  ];
}

function names(system: System): readonly string[] {
  const { dns } = system.network ?? {};
  if (dns === undefined) return [];
  return [
    "Whatever opens a connection may ask the name server, by UDP and by TCP: long answers come by TCP only.",
    dns.nodeLocal === undefined
      ? "Where each node caches names (NodeLocal DNSCache, most often 169.254.20.10), pods ask that address instead: state it as `network.dns.nodeLocal`, or names may fail."
      : `The cache of each node at ${code(dns.nodeLocal)} is let through as an address, as it is in the network of its node.`,
  ];
}

function commands(effects: readonly Effect[]): readonly string[] {
  if (effects.length === 0) return [];
  return [
    "Commands that connect from within the cluster. Those from outside come as users do; `kubectl port-forward` comes through the node, which every policy lets in.",
    "",
    ...table(
      ["from", "to", "let through", "command"],
      effects.map(({ from, to, edge, line }) => [
        from?.name ?? "a pod of its own",
        to,
        edge === undefined ? "**no**" : "yes",
        code(line),
      ]),
    ),
  ];
}

function staging(system: System, stages: readonly Stage[]): readonly string[] {
  if (stages.length === 0) return [];
  const waiting = system.network?.enforced !== undefined;
  return [
    waiting
      ? "Policies of these are still to be enforced. Each row says what goes on when it is; everything else to or from it is cut."
      : "All policies are enforced. To begin with one, write `enforced` with its name into the model: the others are not written then, and neither is the default deny. This order has the fewest connections first.",
    "",
    ...table(
      ["enforce", "still comes in from", "still goes out to", "commands that are cut"],
      stages.map(({ endpoint, into, out, cut }) => [
        endpoint.name,
        peers(into.map(({ from }) => from)),
        peers(out.map(({ to }) => to)),
        cut.length === 0 ? "none" : cut.map(({ line }) => code(line)).join("<br>"),
      ]),
    ),
  ];
}

function peers(sides: readonly Side[]): string {
  const found = [...new Set(sides.map(sideName))];
  return found.length === 0 ? "nobody" : found.join(", ");
}

function quarantine(system: System): readonly string[] {
  const rule = system.network?.quarantine;
  if (rule === undefined) return [];
  const { label, forensics } = rule;
  const [namespace = ""] = ownNamespaces(system);
  const own = endpointsOf(system).find((one) => one.ours && Object.keys(one.labels).length > 0);
  const first = Object.keys(own?.labels ?? {})[0] ?? "app";
  return [
    "Policies only add, so a pod cannot be forbidden anything: the label takes it out of all policies but one.",
    forensics.length === 0
      ? "Nobody reaches it then, and it reaches nobody."
      : `${listed(forensics.map(({ from, port, why }) => `${code(from.namespace)} still reaches port ${port} (${sentenceless(why)})`))}; it reaches nobody.`,
    "",
    ...block(
      "bash",
      [
        `kubectl label pod "$POD" -n ${namespace} ${label}=true`,
        `# A new pod takes its place, and its Service sends it nothing more.`,
        `kubectl label pod "$POD" -n ${namespace} ${first}-`,
        `# When it has been looked at.`,
        `kubectl delete pod "$POD" -n ${namespace}`,
      ].join("\n"),
    ),
    "",
    "Connections that are open already may stay open, as plugins differ in this.",
  ];
}
