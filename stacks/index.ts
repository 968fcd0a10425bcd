import { type Compilation, compile } from "../lib/compile/compile.ts";
import type { System } from "../lib/index.ts";
import { alcs } from "./alcs/system.ts";
import { alecs } from "./alecs/system.ts";
import { amas } from "./amas/system.ts";
import { freeagentics } from "./freeagentics/system.ts";
import { octollm } from "./octollm/system.ts";

/** The real systems, by the names of their folders. */
export const systems: readonly System[] = [alcs, alecs, octollm, freeagentics, amas];

/** Everything that is derived from the real systems. */
export function compileAll(): readonly Compilation[] {
  return systems.map((system) => compile(system));
}
