import { addressText, BITS } from "../../kubernetes/address.ts";
import type { AddressRange } from "../../kubernetes/cidr.ts";
import {
  intersectPorts,
  isNoPorts,
  NO_PORTS,
  type PortSet,
  portsText,
  samePorts,
  unionPorts,
  withoutPorts,
} from "./ports.ts";

/** Addresses, and the ports that are let through to or from all of them. */
export interface RangePorts extends AddressRange {
  readonly ports: PortSet;
}

/** Every address of both families. */
export const ALL_ADDRESSES: readonly AddressRange[] = ([4, 6] as const).map((family) => ({
  family,
  first: 0n,
  last: (1n << BigInt(BITS[family])) - 1n,
}));

/**
 * Ports by address: the outside world cut at every bound of the ranges, ports of overlapping ones added up, neighbours with equal
 * ports joined, so that equal answers have equal forms. Addresses with no port are left out.
 */
export function portsByAddress(parts: readonly RangePorts[]): readonly RangePorts[] {
  return cut(parts, (covering) => covering.reduce((sum, part) => unionPorts(sum, part.ports), NO_PORTS));
}

/** What the first lets through and the second does not. */
export function withoutRanges(first: readonly RangePorts[], second: readonly RangePorts[]): readonly RangePorts[] {
  const taken = new Set(second);
  return cut([...first, ...second], (covering) => {
    const [mine, others] = [covering.filter((part) => !taken.has(part)), covering.filter((part) => taken.has(part))];
    const sum = (parts: readonly RangePorts[]) =>
      parts.reduce((ports, part) => unionPorts(ports, part.ports), NO_PORTS);
    return withoutPorts(sum(mine), sum(others));
  });
}

/** `10.0.0.0 to 10.255.255.255 on 443/TCP`; from the fourth on only their number. */
export function rangesText(ranges: readonly RangePorts[]): string {
  const shown = ranges.slice(0, 3).map(({ ports, ...range }) => `${rangeText(range)} on ${portsText(ports)}`);
  return `${shown.join(", ")}${ranges.length > 3 ? `, and ${ranges.length - 3} ranges more` : ""}`;
}

/** `192.0.2.1`, `10.0.0.0 to 10.255.255.255`. */
export function rangeText({ family, first, last }: AddressRange): string {
  const [from, to] = [first, last].map((value) => addressText({ family, value }));
  return from === to ? `${from}` : `${from} to ${to}`;
}

function cut(
  parts: readonly RangePorts[],
  portsOf: (covering: readonly RangePorts[]) => PortSet,
): readonly RangePorts[] {
  return ([4, 6] as const).flatMap((family) => {
    const own = parts.filter((part) => part.family === family);
    const cuts = [...new Set(own.flatMap(({ first, last }) => [first, last + 1n]))].sort((a, b) => (a < b ? -1 : 1));
    const found: RangePorts[] = [];
    for (const [index, first] of cuts.slice(0, -1).entries()) {
      const last = (cuts[index + 1] ?? first + 1n) - 1n;
      const ports = portsOf(own.filter((part) => part.first <= first && last <= part.last));
      if (isNoPorts(ports)) continue;
      const before = found.at(-1);
      if (before !== undefined && before.last === first - 1n && samePorts(before.ports, ports)) {
        found[found.length - 1] = { ...before, last };
      } else {
        found.push({ family, first, last, ports });
      }
    }
    return found;
  });
}

/** Ports that are let through everywhere in a range, and those that are let through somewhere in it. */
export function portsIn(
  byAddress: readonly RangePorts[],
  range: AddressRange,
): { readonly everywhere: PortSet; readonly somewhere: PortSet } {
  const inside = byAddress.filter(
    ({ family, first, last }) => family === range.family && first <= range.last && range.first <= last,
  );
  const [start] = inside;
  const end = inside.at(-1);
  const somewhere = inside.reduce((sum, { ports }) => unionPorts(sum, ports), NO_PORTS);
  const gapless =
    start !== undefined &&
    end !== undefined &&
    start.first <= range.first &&
    range.last <= end.last &&
    inside.every(({ first }, index) => index === 0 || inside[index - 1]?.last === first - 1n);
  if (!gapless) return { everywhere: NO_PORTS, somewhere };
  return {
    everywhere: inside.slice(1).reduce((rest, { ports }) => intersectPorts(rest, ports), start.ports),
    somewhere,
  };
}
