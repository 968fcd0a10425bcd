import type { Issue } from "../../../core/issue.ts";
import type { Judged } from "./judged.ts";

/** Not yet. */
export function selectorFindings(_judged: Judged): readonly Issue[] {
  return [];
}
