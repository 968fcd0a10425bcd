/** An IP address as a number, and which of the two kinds it is. */
export interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

/** Bits of an address of each family. */
export const BITS = { 4: 32, 6: 128 } as const;

/**
 * Reads an IP address as Kubernetes does: four decimal bytes without leading zeros, or the forms of RFC 4291, section 2.2,
 * without a zone; `undefined` for other text.
 */
export function readAddress(text: string): Address | undefined {
  const value = text.includes(":") ? readIpv6(text) : readIpv4(text);
  return value === undefined ? undefined : { family: text.includes(":") ? 6 : 4, value };
}

/** An address as people write it; IPv6 in the form of RFC 5952. */
export function addressText({ family, value }: Address): string {
  return family === 4 ? groupsOf(value, 4, 8).join(".") : ipv6Text(value);
}

function readIpv4(text: string): bigint | undefined {
  const bytes = text.split(".");
  if (bytes.length !== 4 || !bytes.every((byte) => /^(?:0|[1-9][0-9]{0,2})$/.test(byte) && Number(byte) < 256))
    return undefined;
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function readIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => readGroups(half, index === halves.length - 1));
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  // `::` stands for at least one group; without it all eight are written.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0n), ...(tail ?? [])];
  return groups.reduce((sum, group) => (sum << 16n) | group, 0n);
}

function readGroups(text: string, isLast: boolean): readonly bigint[] | undefined {
  if (text === "") return [];
  const groups: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (part.includes(".")) {
      // An IPv4 address may stand for the last two groups.
      const value = isLast && index === parts.length - 1 ? readIpv4(part) : undefined;
      if (value === undefined) return undefined;
      groups.push(value >> 16n, value & 0xffffn);
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      groups.push(BigInt(`0x${part}`));
    }
  }
  return groups;
}

function groupsOf(value: bigint, count: number, bits: number): readonly bigint[] {
  const mask = (1n << BigInt(bits)) - 1n;
  return Array.from({ length: count }, (_, index) => (value >> BigInt(bits * (count - 1 - index))) & mask);
}

function ipv6Text(value: bigint): string {
  const groups = groupsOf(value, 8, 16).map((group) => group.toString(16));
  let [longest, from] = [1, -1];
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (groups[end] === "0") end++;
    if (end - start > longest) [longest, from] = [end - start, start];
  }
  if (from < 0) return groups.join(":");
  return `${groups.slice(0, from).join(":")}::${groups.slice(from + longest).join(":")}`;
}
