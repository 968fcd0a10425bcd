import type { Issue } from "../../lib/core/issue.ts";

/** Issues as the fixtures list them: level, code, place, message, and the mend in a line of its own. */
export function toldBy(issues: readonly Issue[]): string {
  return issues
    .map(({ level = "error", code, path, message, mend }) =>
      [`${level} [${code}] ${path}: ${message}`, ...(mend === undefined ? [] : [`    ${mend}`])].join("\n"),
    )
    .map((text) => `${text}\n`)
    .join("");
}
