/** Every kind of problem that policies of anybody can have, as `docs/errors.md` explains them. */
export const POLICY_CODES = [
  "policy-malformed",
  "policy-selector-invalid",
  "policy-port-invalid",
  "policy-peer-invalid",
  "policy-cidr-invalid",
  "policy-except-outside",
  "policy-types-invalid",
  "policy-not-understood",
  "policy-types-missing",
  "policy-silent-deny",
  "policy-open-to-all",
  "policy-whole-namespace",
  "policy-and-or",
  "policy-selects-nothing",
  "policy-host-network",
  "policy-peer-dangling",
  "policy-namespace-unlabelled",
  "policy-pod-addresses",
  "policy-world-egress",
  "policy-one-family",
  "policy-port-unheard",
  "policy-named-port-missing",
  "policy-protocol-defaulted",
  "policy-dns-blocked",
  "policy-dns-one-protocol",
  "policy-one-sided",
  "policy-deny-reopened",
  "policy-name-duplicate",
] as const;

/** One of {@link POLICY_CODES}. */
export type PolicyCode = (typeof POLICY_CODES)[number];
