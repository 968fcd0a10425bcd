import { execFileSync } from "node:child_process";
import type { Found } from "../../lib/manifests/waivers.ts";

/** What kube-score prints with `--output-format json`, as far as it is read here. */
interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly summary: string }[] | null;
  }[];
}

/** Grade of a check that has nothing to say. */
const FULL_MARKS = 10;

/** What kube-score finds in some files, critical or not, with its name before those of its checks. */
export function kubeScoreFindings(program: string, files: readonly string[], prefix: string): readonly Found[] {
  const scored: readonly Scored[] = JSON.parse(score(program, files));
  return scored.flatMap(({ type_meta: { kind }, object_meta: { name, namespace }, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < FULL_MARKS)
      .map(({ check, comments }) => {
        const title = `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
        const message = (comments ?? []).map(({ summary }) => summary).join("; ");
        return { title, issue: { code: `${prefix}${check.id}`, path: title, message } };
      }),
  );
}

/** It exits with 1 when it finds something, and prints its findings all the same. */
function score(program: string, files: readonly string[]): string {
  const args = ["score", "--kubernetes-version", "v1.34", "--output-format", "json", ...files];
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 28 });
  } catch (error) {
    if (error instanceof Error && "stdout" in error && typeof error.stdout === "string") return error.stdout;
    throw error;
  }
}
