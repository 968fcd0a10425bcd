import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describeWithShellcheck, findShellcheck } from "../support/find-shellcheck.ts";
import { describeWith, onPath } from "../support/find-tool.ts";
import { describeWithPostgres, type Postgres, startPostgres } from "../support/postgres.ts";
import { isFullRun } from "../support/promtool.ts";
import { run } from "../support/run.ts";
import { emptyCluster } from "./api-server.ts";
import { everyPage } from "./rendered.ts";
import { simpleCommands, UNKNOWN, type Words } from "./shell-words.ts";

/** Each distinct block of a language, and a page that has it. */
function distinct(language: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, blocks } of everyPage().pages.values()) {
    for (const block of blocks) if (block.language === language && !found.has(block.text)) found.set(block.text, path);
  }
  return found;
}

/** Each distinct command of the shell blocks, and a page that has it. */
function commandsOf(): readonly { readonly words: Words; readonly path: string }[] {
  const found = new Map<string, { readonly words: Words; readonly path: string }>();
  for (const [text, path] of distinct("bash")) {
    for (const words of simpleCommands(text)) found.set(JSON.stringify(words), { words, path });
  }
  return [...found.values()];
}

const WHEN = isFullRun ? "" : " (skipped, they take seconds: BURNLINE_REQUIRE_TOOLS=1 runs them)";

describe.skipIf(!isFullRun)(`commands of runbook pages${WHEN}`, () => {
  describeWithShellcheck("as shells read them", () => {
    it("have nothing that shellcheck finds", async () => {
      const folder = mkdtempSync(join(tmpdir(), "burnline-shell-"));
      try {
        const files = [...distinct("bash")].map(([text, path], index) => {
          const file = join(folder, `${index}.sh`);
          writeFileSync(file, `# ${path}\n${text}`);
          return file;
        });
        expect(files.length).toBeGreaterThan(100);
        const { code, output } = await run(findShellcheck() ?? "", ["--shell=bash", "--format=gcc", ...files]);
        expect(output).toBe("");
        expect(code).toBe(0);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  });

  const kubectl = process.env.BURNLINE_KUBECTL || onPath("kubectl");
  const missing = kubectl === undefined ? "not on PATH or in BURNLINE_KUBECTL" : undefined;
  describeWith(
    "kubectl",
    missing,
    "as kubectl reads them, against a cluster that knows kinds and has no objects",
    () => {
      let cluster: Awaited<ReturnType<typeof emptyCluster>>;
      let folder = "";
      let minor = 0;
      beforeAll(async () => {
        cluster = await emptyCluster();
        const { output } = await run(kubectl ?? "", ["version", "--client", "--output=json"]);
        minor = Number(/"minor": "(\d+)/.exec(output)?.[1]);
        folder = mkdtempSync(join(tmpdir(), "burnline-kubectl-"));
        mkdirSync(join(folder, "home"));
        // Discovery is kept, as it is for people: one command fills the cache.
        await refusalOf(["kubectl", "get", "pods"]);
      });
      afterAll(() => {
        cluster?.close();
        rmSync(folder, { recursive: true, force: true });
      });

      /** What kubectl refuses before or after it has asked the cluster; nothing where only the object is missing. */
      async function refusalOf(words: Words): Promise<string | undefined> {
        // Debian 12 has kubectl 1.20, which lacks two flags of the documents' clusters; the rest of the command is still parsed.
        const lacking = NEWER_FLAGS.filter(([, since]) => minor < since).map(([flag]) => flag);
        const args = words.slice(1).filter((word) => !lacking.some((flag) => word.startsWith(flag)));
        const end = args.indexOf("--") === -1 ? args.length : args.indexOf("--");
        const own = [`--server=${cluster.url}`, "--request-timeout=5s", `--cache-dir=${join(folder, "cache")}`];
        const env = { PATH: process.env.PATH, HOME: join(folder, "home"), KUBECONFIG: "/dev/null" };
        const { code, output } = await run(kubectl ?? "", [...args.slice(0, end), ...own, ...args.slice(end)], {
          env,
          cwd: folder,
          timeout: 20_000,
        });
        return code === 0 || ONLY_MISSING.test(output) ? undefined : output.trim();
      }

      /** The same, with a name, a number or an object for what only the shell knows. */
      async function refusalOfAny(words: Words): Promise<string | undefined> {
        const guesses = words.some((word) => word.includes(UNKNOWN)) ? ["x", "1", "pod/x"] : [""];
        let refusal: string | undefined;
        for (const guess of guesses) {
          refusal = await refusalOf(words.map((word) => word.replaceAll(UNKNOWN, guess)));
          if (refusal === undefined) return undefined;
        }
        return refusal;
      }

      it("are taken: verbs, flags, kinds and patches", { timeout: 300_000 }, async () => {
        const commands = commandsOf().filter(({ words }) => words[0] === "kubectl");
        expect(commands.length).toBeGreaterThan(100);
        const refused: string[] = [];
        let next = 0;
        const worker = async (): Promise<void> => {
          for (let one = commands[next++]; one !== undefined; one = commands[next++]) {
            const refusal = await refusalOfAny(one.words);
            if (refusal !== undefined) refused.push(`${one.path}: ${one.words.join(" ")}: ${refusal}`);
          }
        };
        await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
        expect(refused).toEqual([]);
      });

      it("have patches that are objects: kubectl would read these only after it has the object", () => {
        const patches = commandsOf().flatMap(({ words }) =>
          words.flatMap((word, index) =>
            words[0] === "kubectl" && /^(?:-p|--patch)$/.test(word) && !words.slice(0, index).includes("--")
              ? [words[index + 1] ?? ""]
              : [],
          ),
        );
        expect(patches.length).toBeGreaterThan(5);
        expect(patches.filter((patch) => typeof load(patch.replaceAll(UNKNOWN, "1")) !== "object")).toEqual([]);
      });

      const WRONG: readonly (readonly [defect: string, command: string, words: string])[] = [
        ["P-09", "kubectl create backup alecs", "backup"],
        ["P-13", "kubectl delete certificaterequest certificaterequest.cert-manager.io/x", "resource"],
        ["a flag", "kubectl get pods --sort", "unknown flag"],
        ["a kind", "kubectl get pdos", "resource type"],
      ];
      it.each(WRONG)("are refused for what the documents have wrong: %s, %s", async (_, command, words) => {
        expect(await refusalOf(command.split(" "))).toContain(words);
      });
    },
  );

  describeWithPostgres("as PostgreSQL 15 runs them", () => {
    let postgres: Postgres;
    beforeAll(async () => {
      postgres = await startPostgres(["pg_stat_statements"]);
      for (const database of DATABASES) await postgres.query(`CREATE DATABASE ${database};`);
    });
    afterAll(() => postgres?.stop());

    /** Runs a statement in a fresh schema of the database of its system, unless it asks for another database. */
    async function ran(sql: string, path: string, asked?: string): Promise<string | undefined> {
      const system = path.split("/")[1] ?? "";
      const database = system === "amas" ? "danci" : system;
      if (asked === undefined) {
        const made = await postgres.query(schemaFor(sql), database);
        if (!made.ok) return made.output;
      }
      const { ok, output } = await postgres.query(sql, asked ?? database);
      return ok ? undefined : output;
    }

    it("run, destructive ones too, on tables of the documents", { timeout: 120_000 }, async () => {
      const blocks = [...distinct("sql")];
      expect(blocks.length).toBeGreaterThan(30);
      const refused: string[] = [];
      for (const [sql, path] of blocks) {
        const refusal = await ran(sql, path);
        if (refusal !== undefined) refused.push(`${path}: ${sql}: ${refusal}`);
      }
      expect(refused).toEqual([]);
    });

    it("run where they stand in a shell, as arguments of psql", { timeout: 120_000 }, async () => {
      const given = commandsOf().flatMap(({ words, path }) => psqlCommands(words).map((one) => ({ ...one, path })));
      expect(given.length).toBeGreaterThan(5);
      const refused: string[] = [];
      for (const { sql, path, database } of given) {
        const refusal = await ran(sql.replaceAll(UNKNOWN, "x1"), path, database);
        // Of a table that only the reader knows, the syntax is what can be shown.
        const unknown = sql.includes(UNKNOWN) && refusal?.includes("42P01") === true;
        if (refusal !== undefined && !unknown) refused.push(`${path}: ${sql}: ${refusal}`);
      }
      expect(refused).toEqual([]);
    });

    it("are refused for what the documents have wrong: P-06, mean_time of pg_stat_statements", async () => {
      const wrong = "SELECT query, mean_time FROM pg_stat_statements ORDER BY mean_time DESC LIMIT 10;";
      expect(await ran(wrong, "stacks/octollm/x.md")).toContain("mean_time");
      expect(await ran(wrong.replaceAll("mean_time", "mean_exec_time"), "stacks/octollm/x.md")).toBeUndefined();
    });
  });
});

/** Flags that kubectl has since a minor version, from its release notes. */
const NEWER_FLAGS: readonly (readonly [flag: string, since: number])[] = [
  ["--show-managed-fields", 21],
  ["--override-type", 24],
];

/** The command was understood, and what it is about is not there. */
const ONLY_MISSING =
  /NotFound|not found|No resources found|no objects passed to|no matching resources|no such file or directory|does not exist|no input given|metrics not available/;

/** Those of the systems, and those that a restore of ALCS and FreeAgentics makes before it renames both. */
const DATABASES = ["alcs", "alecs", "octollm", "freeagentics", "danci", "alcs_restored", "freeagentics_restored"];

/** Tables that the documents name, with the columns that they name; fresh for each statement. */
function schemaFor(sql: string): string {
  const indexes = [...sql.matchAll(/\b(?:REINDEX|DROP) INDEX (?:CONCURRENTLY )?(?:IF EXISTS )?(\w+)/gi)];
  return [
    "DROP SCHEMA public CASCADE;",
    "CREATE SCHEMA public;",
    "CREATE EXTENSION IF NOT EXISTS pg_stat_statements;",
    "CREATE TABLE sessions (id bigint PRIMARY KEY, status text, created_at timestamptz, updated_at timestamptz);",
    "CREATE TABLE decision_insights (id bigint PRIMARY KEY, created_at timestamptz);",
    ...(/CREATE TABLE decision_insights_restored/i.test(sql)
      ? []
      : ["CREATE TABLE decision_insights_restored (LIKE decision_insights INCLUDING ALL);"]),
    "CREATE TABLE users (id bigint PRIMARY KEY, created_at timestamptz, email text);",
    "CREATE TABLE agents (id bigint PRIMARY KEY, created_at timestamptz, status text, user_id bigint);",
    "CREATE TABLE coalitions (id bigint PRIMARY KEY, created_at timestamptz, status text);",
    ...indexes.map(([, name]) => `CREATE INDEX ${name} ON sessions(status);`),
  ].join("\n");
}

/** What `psql` is given to run on its command line, and in which database; PgBouncer's own console speaks no SQL. */
function psqlCommands(words: Words): readonly { readonly sql: string; readonly database?: string }[] {
  const psql = words.indexOf("psql");
  if (psql === -1) return [];
  const after = (flag: RegExp): readonly string[] =>
    words.flatMap((word, index) => (index > psql && flag.test(word) ? [words[index + 1] ?? ""] : []));
  const database = after(/^-d$|^--dbname$/)[0];
  if (database === "pgbouncer" || words.at(-1) === "pgbouncer") return [];
  const maintenance = database === "postgres" ? { database } : {};
  return after(/^-[A-Za-z]*c$|^--command$/).map((sql) => ({ sql, ...maintenance }));
}
