import type { System } from "../lib/index.ts";
import { alecs } from "./alecs/system.ts";

/** The real systems, by the names of their folders. */
export const systems: readonly System[] = [alecs];
