import type { Procedure } from "../../../lib/index.ts";
export const procedures: readonly Procedure[] = [];
