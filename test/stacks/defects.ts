/**
 * Defects of the documents that were demonstrated on series when the documents were read; each has to have a mend, and
 * so a test, in its system. Mends may be of more: of what was only read or calculated.
 */
export const DEMONSTRATED: Readonly<Record<string, readonly string[]>> = {
  alcs: ["X-D01", "X-D05", ...numbered("ALCS", 1, 2, 3, 4, 5, 6, 7, 8, 11, 12)],
  alecs: ["X-D01", "X-D05", ...numbered("ALECS", 1, 2, 3, 4, 5, 6, 7, 8)],
  octollm: [
    ...["X-D01", "X-D02", "X-D05"],
    ...numbered("OCTO", 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26),
  ],
  freeagentics: ["X-D01", "X-D02", "X-D05", ...numbered("FREE", 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 17)],
  // AMAS has no Prometheus rules, which the X defects are about.
  amas: numbered("AMAS", 3, 4, 5, 6),
};

function numbered(prefix: string, ...numbers: readonly number[]): readonly string[] {
  return numbers.map((number) => `${prefix}-D${String(number).padStart(2, "0")}`);
}
