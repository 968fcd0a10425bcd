/** Every kind of problem that the network of a system can have, as `docs/errors.md` explains them. */
export const NETWORK_CODES = [
  // What connects to what.
  "connection-unknown",
  "connection-nowhere",
  "connection-without-pods",
  "connection-port-unknown",
  "connection-port-ambiguous",
  "connection-name-reserved",
  "exposure-unknown",
  "exposure-closed",
  "scrape-port-unknown",
  "scrape-blocked",
  "command-cut",
  // Addresses and names.
  "cidr-invalid",
  "cidr-not-canonical",
  "except-outside",
  "host-invalid",
  "host-needs-plugin",
  "world-undeclared",
  "world-one-family",
  // Pods.
  "pods-without-labels",
  "pods-overlap",
  "pods-on-host-network",
  "pods-unconnected",
  "port-invalid",
  "label-invalid",
  "node-addresses-missing",
  // The network as a whole.
  "connections-unused",
  "network-not-on-kubernetes",
  "api-server-missing",
  "api-server-blocked",
  "quarantine-kept",
  "quarantine-open",
  "enforced-unknown",
  "policy-name-invalid",
  "policy-name-clash",
] as const;

/** One of {@link NETWORK_CODES}. */
export type NetworkCode = (typeof NETWORK_CODES)[number];
