import type { System } from "../model/system.ts";
import type { Effect } from "./commands.ts";
import { isEnforced } from "./derive.ts";
import { type Additional, edgesOf } from "./edges.ts";
import { type Endpoint, endpointsOf } from "./endpoints.ts";
import { byEnds, type Edge } from "./side.ts";

/** What happens when the policies of one more group of pods are enforced. */
export interface Stage {
  readonly endpoint: Endpoint;
  /** Connections that go on, each at this end. */
  readonly into: readonly Edge[];
  readonly out: readonly Edge[];
  /** Commands of pages that it cuts. */
  readonly cut: readonly Effect[];
}

/**
 * Whose policies are to be switched on next, and what that cuts: first what has the fewest connections, as there is least to
 * have forgotten.
 */
export function stagesOf(system: System, effects: readonly Effect[], more: Additional = {}): readonly Stage[] {
  const { network } = system;
  if (network === undefined) return [];
  const [into, out] = byEnds(edgesOf(system, more));
  const waiting = endpointsOf(system, more.endpoints).filter(
    (one) => one.ours && !one.hostNetwork && (network.enforced === undefined || !isEnforced(network, one)),
  );
  return waiting
    .map((endpoint) => ({
      endpoint,
      into: into.get(endpoint.name) ?? [],
      out: out.get(endpoint.name) ?? [],
      cut: effects.filter(
        ({ edge, from, into }) => edge === undefined && [from?.name, into?.name].includes(endpoint.name),
      ),
    }))
    .sort((a, b) => a.into.length + a.out.length - (b.into.length + b.out.length));
}
