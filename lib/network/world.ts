/**
 * Every address of the internet. Both families, as a pod with an IPv6 address would be cut from half of it otherwise.
 */
export const WORLD = ["0.0.0.0/0", "::/0"] as const;

/**
 * Addresses that are nobody's on the internet, and those where clouds keep the credentials of a node: what is let out to
 * the world does not reach them. Sources: the special-purpose registries of IANA (RFC 6890), and 168.63.129.16, a public
 * address that Azure answers metadata on
 * (https://learn.microsoft.com/en-us/azure/virtual-network/what-is-ip-address-168-63-129-16). The metadata address of AWS
 * and Google, 169.254.169.254, is among the link-local ones, that of Alibaba among the shared ones.
 */
export const NOT_WORLD = [
  // This network, private, shared, loopback, link-local.
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  // Protocol assignments, benchmarks, multicast, reserved.
  "192.0.0.0/24",
  "198.18.0.0/15",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "168.63.129.16/32",
  // The same of IPv6, and what leads to IPv4 addresses. Those that only hold one in memory (::ffff:0:0/96) are on no wire,
  // and Kubernetes refuses them.
  "::/128",
  "::1/128",
  "64:ff9b::/96",
  "fc00::/7",
  "fe80::/10",
  "ff00::/8",
] as const;

/** The one port that is let out to the world: HTTPS. */
export const WORLD_PORT = 443;
