import { type Issue, renderIssue } from "../core/issue.ts";

/** Issues as stderr shows them. */
export function issuesText(issues: readonly Issue[], json: boolean): string {
  if (json) return `${JSON.stringify({ issues }, null, 2)}\n`;
  return issues.map((issue) => `error: ${renderIssue(issue)}\n`).join("");
}
