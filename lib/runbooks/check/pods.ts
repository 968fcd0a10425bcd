import type { Command } from "../../model/procedure.ts";

/** What Pod Security "restricted" asks for (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const ASKED = ["runAsNonRoot", "allowPrivilegeEscalation", "seccompProfile", "drop"];

/**
 * The `kubectl run` or `kubectl debug` of a command that makes a pod which Pod Security "restricted" refuses: it carries neither
 * `--profile=restricted` (debug) nor overrides with the whole security context.
 */
export function unrestrictedPod({ kind, text }: Command): string | undefined {
  if (kind !== "shell") return undefined;
  for (const line of commandLines(text)) {
    const found = /\bkubectl\b[^|;&\n]*?\s(run|debug)\s/.exec(line);
    if (found === null || /--dry-run|--help/.test(line)) continue;
    if (found[1] === "debug" && /--profile[= ]restricted\b/.test(line)) continue;
    // Overrides may stand in a variable that the command sets before.
    const overridden = /--overrides\b/.test(line) && ASKED.every((word) => text.includes(word));
    if (!overridden) return found[0].trim();
  }
  return undefined;
}

/** Commands with their continued lines, and quoted text that goes over lines. */
function commandLines(text: string): readonly string[] {
  const lines: string[] = [];
  let open = "";
  for (const line of text.split("\n")) {
    open = open === "" ? line : `${open} ${line.trim()}`;
    const quotes = (open.match(/'/g) ?? []).length;
    if (open.endsWith("\\")) open = open.slice(0, -1);
    else if (quotes % 2 === 0) {
      lines.push(open);
      open = "";
    }
  }
  return open === "" ? lines : [...lines, open];
}
