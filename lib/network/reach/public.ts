import { type AddressRange, readCidr, subtract } from "../../kubernetes/cidr.ts";

/** IPv4 addresses that no public name stands for: those of the IANA special-purpose registry that are not global, multicast, and Azure's metadata. */
const NOT_PUBLIC = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/**
 * Every address that a name of the public DNS may stand for (https://www.iana.org/assignments/iana-ipv4-special-registry/). IPv4
 * only: a policy that lets through no IPv6 keeps nobody from what has both.
 */
export const PUBLIC_IPV4: readonly AddressRange[] = subtract(
  { family: 4, first: 0n, length: 0 },
  NOT_PUBLIC.flatMap((text) => readCidr(text) ?? []),
);
