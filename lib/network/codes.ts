/** Every kind of problem that the network of a system can have, as `docs/errors.md` explains them. */
export const NETWORK_CODES = [] as const;

/** One of {@link NETWORK_CODES}. */
export type NetworkCode = (typeof NETWORK_CODES)[number];
