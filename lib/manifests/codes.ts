/** What cannot be read, and what is wrong with waivers; checks have codes of their own, in `docs/manifests.md`. */
export const MANIFEST_CODES = [
  "manifest-unreadable",
  "manifest-not-object",
  "schema-unreadable",
  "schema-mismatch",
  "waiver-malformed",
  "waiver-without-reason",
  "waiver-unknown-check",
  "waiver-unused",
] as const;

/** One of {@link MANIFEST_CODES}. */
export type ManifestCode = (typeof MANIFEST_CODES)[number];
