import type { Issue } from "../../core/issue.ts";

/** What an issue says besides its code, place and message. */
export interface Facts {
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly mend?: string | undefined;
}

/** Collects issues whose codes are of one list, so that a code without documentation does not compile. */
export class Report<Code extends string> {
  readonly issues: Issue[] = [];

  error(code: Code, path: string, message: string, facts: Facts = {}): void {
    this.issues.push({ code, path, message, ...present(facts) });
  }

  warning(code: Code, path: string, message: string, facts: Facts = {}): void {
    this.issues.push({ code, path, message, ...present(facts), level: "warning" });
  }
}

function present({ found, expected, mend }: Facts): Partial<Issue> {
  return {
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
    ...(mend === undefined ? {} : { mend }),
  };
}
