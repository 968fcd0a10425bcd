import { type Address, addressText, BITS, readAddress } from "./address.ts";

/** Addresses that share their first bits: `192.0.2.0/24`. */
export interface Cidr {
  readonly family: 4 | 6;
  /** Lowest of them; bits behind the mask are 0. */
  readonly first: bigint;
  /** Bits that they share. */
  readonly length: number;
}

/** Addresses from one to another, both among them. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Reads a CIDR with its mask; bits behind the mask are dropped. `undefined` for other text, an address alone among it. */
export function readCidr(text: string): Cidr | undefined {
  const [written = "", mask = "", ...more] = text.split("/");
  const address = readAddress(written);
  if (address === undefined || more.length > 0 || !/^(?:0|[1-9][0-9]{0,2})$/.test(mask)) return undefined;
  const { family, value } = address;
  const length = Number(mask);
  if (length > BITS[family]) return undefined;
  const host = BigInt(BITS[family] - length);
  return { family, first: (value >> host) << host, length };
}

/** The one way to write a CIDR that newer versions of Kubernetes take without a warning: no host bits, RFC 5952. */
export function cidrText({ family, first, length }: Cidr): string {
  return `${addressText({ family, value: first })}/${length}`;
}

/** Whether addresses of IPv4 are written as IPv6 (`::ffff:192.0.2.0/120`), which Kubernetes refuses in new objects. */
export function isMapped({ family, first, length }: Cidr): boolean {
  return family === 6 && length >= 96 && first >> 32n === 0xffffn;
}

/** The CIDR that holds one address only. */
export function hostCidr({ family, value }: Address): Cidr {
  return { family, first: value, length: BITS[family] };
}

/** The addresses of a CIDR. */
export function rangeOf({ family, first, length }: Cidr): AddressRange {
  return { family, first, last: first + (1n << BigInt(BITS[family] - length)) - 1n };
}

/** Whether all addresses of `inner` are among those of `outer`; a CIDR contains itself. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  const host = BigInt(BITS[outer.family] - outer.length);
  return outer.family === inner.family && outer.length <= inner.length && inner.first >> host === outer.first >> host;
}

/** Whether two CIDRs share an address: one of them contains the other, then. */
export function overlap(one: Cidr, other: Cidr): boolean {
  return containsCidr(one, other) || containsCidr(other, one);
}

/** What is left of a CIDR when others are taken out of it, in order: an `ipBlock` with its `except`. */
export function subtract(cidr: Cidr, taken: readonly Cidr[]): readonly AddressRange[] {
  const { family, first, last } = rangeOf(cidr);
  const holes = taken
    .filter((one) => overlap(cidr, one))
    .map(rangeOf)
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const left: AddressRange[] = [];
  let next = first;
  for (const hole of holes) {
    if (hole.first > next) left.push({ family, first: next, last: hole.first - 1n });
    if (hole.last >= next) next = hole.last + 1n;
  }
  if (next <= last) left.push({ family, first: next, last });
  return left;
}
