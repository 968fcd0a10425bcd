import { PromqlError } from "../../lib/promql/error.ts";

/** A script that is not in the promqltest language. */
export class ScriptError extends Error {
  override readonly name = "ScriptError";
}

/** A result that is not the expected one. */
export class Mismatch extends Error {
  override readonly name = "Mismatch";
  readonly expected: string;
  readonly got: string;

  constructor(expected: string, got: string) {
    super(`expected ${expected}, got ${got}`);
    this.expected = expected;
    this.got = got;
  }
}

/** What went wrong, as Prometheus would say it. */
export function messageOf(error: unknown): string {
  if (error instanceof PromqlError) {
    return `${error.position.line}:${error.position.column}: parse error: ${error.detail}`;
  }
  return error instanceof Error ? error.message : String(error);
}
