import type { Command } from "../../model/procedure.ts";

/** What destroys data, or takes something away from users, as it is written in shells and in SQL. */
const SHELL: readonly RegExp[] = [
  /\bkubectl\b[^|;&]*?\s(?:delete|drain|evict)\s/,
  /\bkubectl\b[^|;&]*?\srollout\s+undo\b/,
  // Deployments are restarted pod by pod while the others serve; databases are not.
  /\bkubectl\b[^|;&]*?\srollout\s+restart\s+(?:statefulset|sts)\b/,
  /\bkubectl\b[^|;&]*?\sscale\b[^|;&]*--replicas[= ]0\b/,
  /\bhelm\s+(?:uninstall|delete|rollback)\b/,
  /\b(?:docker|docker-compose|docker compose)\b[^|;&]*?\s(?:rm|prune|stop|kill|down|restart)\b/,
  /\bpm2\s+(?:delete|stop|restart|reload|kill|flush)\b/,
  /\bsystemctl\s+(?:stop|disable)\b/,
  /\b(?:rm|shred)\s+-[a-zA-Z]*[rRf]/,
  /\bgcloud\b[^|;&]*?\s(?:delete|reset|stop)\b/,
  /\b(?:mkfs\S*|wipefs)\b/,
  /\bredis-cli\b[^|;&]*?\s(?:FLUSHALL|FLUSHDB|SHUTDOWN|DEBUG)\b/i,
  /\bpg_restore\b[^|;&]*?--clean\b/,
  /\bjournalctl\b[^|;&]*?--vacuum/,
];

const SQL: readonly RegExp[] = [
  /\b(?:DROP|TRUNCATE)\s+(?:TABLE|DATABASE|SCHEMA|INDEX|MATERIALIZED|VIEW|OWNED|[a-z_]+\s*;)/i,
  /\bDELETE\s+FROM\b/i,
  /\bVACUUM\s*\(?\s*FULL\b/i,
  /\bpg_(?:terminate|cancel)_backend\s*\(/i,
  /\bREINDEX\b(?![^;]*\bCONCURRENTLY\b)/i,
];

/** The part of a command that destroys or interrupts something; none where it only looks, or only tries. */
export function destroyingPart({ kind, text }: Command): string | undefined {
  if (kind !== "shell" && kind !== "sql") return undefined;
  // SQL stands in shells too, as the argument of psql.
  const patterns = kind === "shell" ? [...SHELL, ...SQL] : SQL;
  // A database that the same command has made is its own to drop.
  const drops = /\bdropdb\b/.exec(text);
  if (drops !== null && !/\bcreatedb\b/.test(text)) return drops[0];
  for (const line of statements(kind, text)) {
    for (const pattern of patterns) {
      const found = pattern.exec(line);
      if (found !== null) return found[0].trim();
    }
  }
  return undefined;
}

/** Lines with their continuations, without comments and without what only tries or explains. */
function statements(kind: Command["kind"], text: string): readonly string[] {
  const joined = kind === "shell" ? text.replaceAll(/\\\n\s*/g, " ") : text.replaceAll(/--[^\n]*/g, "");
  return joined
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("#") && !/--dry-run\b|--help\b/.test(line) && !/^(?:echo|printf)\s/.test(line));
}
