import { type Compilation, compile } from "../lib/compile/compile.ts";
import type { System } from "../lib/index.ts";
import { alecs } from "./alecs/system.ts";

/** The real systems, by the names of their folders. */
export const systems: readonly System[] = [alecs];

/** Everything that is derived from the real systems. */
export function compileAll(): readonly Compilation[] {
  return systems.map(compile);
}
