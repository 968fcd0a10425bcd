import { type AddressRange, rangeOf, readCidr, subtract } from "../../kubernetes/cidr.ts";
import type { System } from "../../model/system.ts";
import { type Endpoint, endpointsOf } from "../../network/endpoints.ts";
import type { End } from "../../network/reach/decision.ts";
import type { Addresses, Edge, Side } from "../../network/side.ts";
import { podOf } from "./cast.ts";

/** Something that has a name in a model and opens or takes connections. */
export interface Party {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One of its pods, or what it is outside of the cluster. */
  readonly end: End;
  /** Another one of its pods, for connections among them. */
  readonly other: End;
  readonly endpoint?: Endpoint;
  /** Whether policies of ours are about it. */
  readonly ours: boolean;
}

/** Everything that a system connects: its pods, then what is outside, each once, in the order of the model. */
export function partiesOf(system: System, edges: readonly Edge[]): readonly Party[] {
  const inside = endpointsOf(system)
    .filter(({ hostNetwork }) => !hostNetwork)
    .map(podParty);
  const names = new Set(inside.map(({ name }) => name));
  const outside = edges
    .flatMap(({ from, to }) => [from, to])
    .flatMap((side) => {
      const party = outsideParty(side);
      if (party === undefined || names.has(party.name)) return [];
      names.add(party.name);
      return [party];
    });
  return [...inside, ...outside];
}

/** The pods of an endpoint as a party. */
export function podParty(endpoint: Endpoint): Party {
  const { name, aliases, ours } = endpoint;
  return {
    name,
    aliases,
    end: { kind: "pod", pod: podOf(endpoint, name) },
    other: { kind: "pod", pod: podOf(endpoint, name) },
    endpoint,
    ours,
  };
}

function outsideParty(side: Side): Party | undefined {
  if (side.kind === "pods") return undefined;
  const name = side.name;
  const end: End =
    side.kind === "names"
      ? { kind: "name", name: side.hosts[0] ?? name }
      : { kind: "addresses", ranges: rangesOfSide(side) };
  return { name, aliases: side.kind === "names" ? side.hosts : [], end, other: end, ours: false };
}

/** The addresses of one end of a connection. */
export function rangesOfSide({ cidrs, except }: Pick<Addresses, "cidrs" | "except">): readonly AddressRange[] {
  const holes = except.flatMap((text) => readCidr(text) ?? []);
  return cidrs.flatMap((text) => {
    const cidr = readCidr(text);
    if (cidr === undefined) return [];
    return holes.length === 0 ? [rangeOf(cidr)] : subtract(cidr, holes);
  });
}
