import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWith } from "./find-tool.ts";
import { type Finished, run } from "./run.ts";

/** A PostgreSQL of its own, empty, that only this process talks to. */
export interface Postgres {
  /** Folder of its unix socket: what `psql --host` takes. */
  readonly socket: string;
  /** Runs SQL as `psql` would from a file, statement by statement, and stops at the first that fails. */
  query(sql: string, database?: string): Promise<QueryResult>;
  stop(): Promise<void>;
}

/** What `psql` made of the SQL: rows without headings (columns with `|`), or the error with its SQLSTATE. */
export interface QueryResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Where Debian's `postgresql-15` puts its programs; BURNLINE_POSTGRES names another folder. */
function programs(): string {
  return process.env.BURNLINE_POSTGRES || "/usr/lib/postgresql/15/bin";
}

/** Why there is no PostgreSQL 15 here; `undefined` when there is one. */
export function postgresMissing(): string | undefined {
  const folder = programs();
  if (!existsSync(join(folder, "initdb"))) {
    return `${folder} has no initdb (Debian: apt-get install postgresql-15), and BURNLINE_POSTGRES names no other folder`;
  }
  if (process.getuid?.() === 0 && ownerWithoutRoot() === undefined) {
    return "PostgreSQL does not start as root, and there is no user postgres";
  }
  const { stdout } = spawnSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" });
  return / 15\./.test(stdout ?? "") ? undefined : `${folder} has ${(stdout ?? "nothing").trim()}, not PostgreSQL 15`;
}

/** A `describe` that needs PostgreSQL 15. */
export function describeWithPostgres(name: string, body: () => void): void {
  describeWith("PostgreSQL 15", postgresMissing(), name, body);
}

/**
 * Starts a throw-away cluster on a unix socket in a temporary folder; takes about two seconds, so once per test file.
 * `libraries` are loaded at its start, as `pg_stat_statements` must be.
 * @throws Error when it cannot be started
 */
export async function startPostgres(libraries: readonly string[] = []): Promise<Postgres> {
  const missing = postgresMissing();
  if (missing !== undefined) throw new Error(`no PostgreSQL 15: ${missing}`);
  const folder = await mkdtemp(join(tmpdir(), "burnline-pg-"));
  const owner = process.getuid?.() === 0 ? ownerWithoutRoot() : undefined;
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid);
  await chmod(folder, 0o755);
  const data = join(folder, "data");
  const log = join(folder, "log");
  await done("initdb", ["--pgdata", data, "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8"]);
  const preloaded = libraries.length === 0 ? "" : ` -c shared_preload_libraries=${libraries.join(",")}`;
  const options = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off${preloaded}`;
  await done("pg_ctl", ["start", "--pgdata", data, "--wait", "--log", log, "--options", options]);
  let count = 0;
  return {
    socket: folder,
    async query(sql, database = "postgres") {
      // From a file: what `--command` gets is one transaction, in which VACUUM and CREATE INDEX CONCURRENTLY cannot run.
      const file = join(folder, `${count++}.sql`);
      await writeFile(file, sql);
      const connection = ["--host", folder, "--username=postgres", "--dbname", database];
      const format = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=VERBOSITY=verbose"];
      const { code, output } = await asOwner("psql", [
        ...connection,
        ...format,
        "--set=ON_ERROR_STOP=1",
        "--file",
        file,
      ]);
      return { ok: code === 0, output };
    },
    async stop() {
      await done("pg_ctl", ["stop", "--pgdata", data, "--wait", "--mode=immediate"]);
      await rm(folder, { recursive: true });
    },
  };
}

async function done(program: string, args: readonly string[]): Promise<void> {
  const { code, output } = await asOwner(program, args);
  if (code !== 0) throw new Error(`${program}: ${output}`);
}

/** PostgreSQL refuses to run as root, which containers of CI are. */
function asOwner(program: string, args: readonly string[]): Promise<Finished> {
  const path = join(programs(), program);
  // The working directory of a test belongs to root, and PostgreSQL's programs complain when they cannot enter it.
  return process.getuid?.() === 0
    ? run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", path, ...args], { cwd: "/" })
    : run(path, args, { cwd: "/" });
}

function ownerWithoutRoot(): { readonly uid: number; readonly gid: number } | undefined {
  const number = (flag: string): number => {
    const { status, stdout } = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
    return status === 0 ? Number.parseInt(stdout, 10) : Number.NaN;
  };
  const [uid, gid] = [number("-u"), number("-g")];
  return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid, gid };
}
