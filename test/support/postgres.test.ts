import { afterAll, beforeAll, expect, it } from "vitest";
import { describeWithPostgres, type Postgres, startPostgres } from "./postgres.ts";

describeWithPostgres("startPostgres", () => {
  let postgres: Postgres | undefined;
  beforeAll(async () => {
    postgres = await startPostgres(["pg_stat_statements"]);
  });
  afterAll(() => postgres?.stop());

  it("runs several statements and gives the rows of the last", async () => {
    const result = await postgres?.query(
      "CREATE TABLE t (n int); INSERT INTO t VALUES (2), (3); SELECT sum(n), 'x' FROM t",
    );
    expect(result).toEqual({ ok: true, output: "5|x\n" });
  });

  it("runs what cannot run in a transaction after other statements", async () => {
    const sql = "CREATE TABLE v (n int); CREATE INDEX CONCURRENTLY i ON v (n); VACUUM FULL v; SELECT 1";
    expect(await postgres?.query(sql)).toEqual({ ok: true, output: "1\n" });
  });

  it("tells the SQLSTATE of what fails", async () => {
    const result = await postgres?.query("SELECT total_time FROM pg_stat_activity");
    expect(result).toMatchObject({ ok: false, output: expect.stringContaining("42703") });
  });

  it("has the extensions of Debian's package, and those that must be loaded at the start", async () => {
    const result = await postgres?.query(
      "CREATE EXTENSION pg_stat_statements; SELECT count(*) > 0 FROM pg_stat_statements",
    );
    expect(result).toEqual({ ok: true, output: "t\n" });
  });
});
