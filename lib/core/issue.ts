/** One thing that is wrong with an input: where, what was found, what was expected, and the mend. */
export interface Issue {
  /** Stable, kebab-case identifier of the kind of problem, listed in `docs/errors.md`. */
  readonly code: string;
  /** Where, in the user's own words: `services.api.objectives.latency.target`. Empty for the whole input. */
  readonly path: string;
  readonly message: string;
  readonly found?: string;
  readonly expected?: string;
  /** What to write instead. */
  readonly mend?: string;
  /** A warning is reported and refuses nothing; default: `error`. */
  readonly level?: "error" | "warning";
}

/** True for issues that refuse the input. */
export function isError(issue: Issue): boolean {
  return issue.level !== "warning";
}

/** Every issue of a refused input at once; thrown only at the outermost call. */
export class BurnlineError extends Error {
  override readonly name = "BurnlineError";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(renderIssue).join("\n"));
    this.issues = issues;
  }
}

/** One issue as one line: `path: message; found X, expected Y; mend`. */
export function renderIssue(issue: Issue): string {
  const found = issue.found === undefined ? "" : `found ${issue.found}`;
  const expected = issue.expected === undefined ? "" : `expected ${issue.expected}`;
  const facts = [found, expected].filter((part) => part !== "").join(", ");
  const parts = [issue.message, facts, issue.mend ?? ""].filter((part) => part !== "");
  return `${issue.path === "" ? "" : `${issue.path}: `}${parts.join("; ")} [${issue.code}]`;
}
