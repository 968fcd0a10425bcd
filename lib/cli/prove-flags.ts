import { setFlagsFromString } from "node:v8";

/**
 * A proof runs much code for a short time, so that V8 spends a third of it on optimizing functions that soon are done
 * with. With a third of the usual inlining these are optimized sooner than they then run longer.
 */
export const LITTLE_INLINING = "--max-inlined-bytecode-size-cumulative=300";

/** Lets V8 optimize less from here on, in this process too. */
export function optimizeLess(): void {
  setFlagsFromString(LITTLE_INLINING);
}
