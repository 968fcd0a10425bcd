import type { Labels } from "../kubernetes/selector.ts";
import type { Protocol } from "../model/workload.ts";

/** Annotations by which a policy says, to people and to checks, why it lets something through. */
export const ANNOTATIONS = {
  ingress: "burnline.dev/lets-in",
  egress: "burnline.dev/lets-out",
  /** Why pods may reach every public address on port 443; checks of policies accept world egress with it alone. */
  world: "burnline.dev/world-egress",
} as const;

/** A port that a policy lets through. */
export interface PolicyPort {
  readonly protocol: Protocol;
  readonly port: number;
}

/** One line of an annotation: who, by which ports, what for. */
export function reason(who: string, ports: readonly PolicyPort[], why: string): string {
  return `${who}: ${portsText(ports)}, ${why}`;
}

/** `UDP and TCP 53`, `TCP 8080, 9090 and 15020`. */
export function portsText(ports: readonly PolicyPort[]): string {
  const numbers = new Map<number, Protocol[]>();
  for (const { protocol, port } of ports) numbers.set(port, [...(numbers.get(port) ?? []), protocol]);
  const groups = new Map<string, number[]>();
  for (const [port, protocols] of numbers) {
    const name = listed(protocols);
    groups.set(name, [...(groups.get(name) ?? []), port]);
  }
  return [...groups].map(([protocols, all]) => `${protocols} ${listed(all.map(String))}`).join("; ");
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

/** The annotations that have a text. */
export function annotations(texts: Readonly<Record<string, readonly string[]>>): { readonly annotations?: Labels } {
  const found = Object.entries(texts).filter(([, lines]) => lines.length > 0);
  if (found.length === 0) return {};
  return { annotations: Object.fromEntries(found.map(([key, lines]) => [key, lines.join("\n")])) };
}
