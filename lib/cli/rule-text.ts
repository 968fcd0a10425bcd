import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Issue } from "../core/issue.ts";
import { issue } from "./refuse.ts";

/** The text of a rule file, or why there is none. */
export function ruleText(file: string, folder: string): string | Issue {
  try {
    return readFileSync(resolve(folder, file), "utf8");
  } catch (error) {
    const found = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return issue("model-unreadable", file, "the rule file cannot be read", { found });
  }
}
