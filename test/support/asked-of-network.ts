import type { System } from "../../lib/model/system.ts";
import type { NetworkObligation } from "../../lib/prove/obligation.ts";

/** The obligations that a system has for the network it declares. */
export function askedOfNetwork({ network }: System): readonly NetworkObligation[] {
  if (network === undefined) return [];
  return network.quarantine === undefined ? ["network-is-edges"] : ["network-is-edges", "quarantine-cuts"];
}
