import type { Setting } from "../../lib/index.ts";
export const settings: readonly Setting[] = [];
