import { procedure, shell, sql } from "../../../lib/index.ts";
import { BACKEND, N, POSTGRES, REDIS, REPLICAS } from "../names.ts";
import { configure, inPod, openDatabase, restart } from "./commands.ts";
import { POOL, sessions } from "./database.ts";
import { responseNow } from "./queries.ts";
import { P_06, plan } from "./response-times.ts";

/** FREE-CONFIG-01: what the document sets the cache to. */
export const CACHE = { maxmemory: "2gb", "maxmemory-policy": "allkeys-lru" } as const;

/** Connections that each pod may open. */
const EACH = Number(POOL.DATABASE_POOL_SIZE) + Number(POOL.DATABASE_MAX_OVERFLOW);

const P_05 = "P-05: two in one `-c` are one transaction, in which CREATE INDEX CONCURRENTLY cannot run";

const index = (says: string, name: string, on: string) =>
  sql(says, `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON ${on};`, {
    expect: "`CREATE INDEX`; it takes CPU and disk while it is built, and locks nothing",
    mended: P_05,
  });

/** FREE-RUNBOOK-06. */
export const application = procedure("Performance optimization (application)", {
  about: "When nothing burns: what makes requests faster for good.",
  first: [responseNow],
  remedies: [
    {
      cause: "Database optimization",
      steps: [
        openDatabase,
        sql(
          "Identify slow queries",
          `SELECT left(query, 120) AS query, calls, total_exec_time, mean_exec_time
FROM pg_stat_statements
WHERE mean_exec_time > 100
ORDER BY total_exec_time DESC
LIMIT 10;`,
          { expect: "milliseconds; nothing is well", mended: P_06 },
        ),
        plan,
        index("Add indexes for slow queries, first on the status of agents", "idx_agents_status", "agents(status)"),
        index("Then on the age of coalitions", "idx_coalitions_created_at", "coalitions(created_at)"),
        sql(
          "See that nothing broken is left behind",
          "SELECT indexrelid::regclass AS broken FROM pg_index WHERE NOT indisvalid;",
          {
            expect: "no row; drop what it lists with `DROP INDEX CONCURRENTLY`, and build it again",
          },
        ),
      ],
    },
    {
      cause: "Cache optimization",
      steps: [
        shell(
          "Check cache hit rate",
          `${inPod(REDIS, "redis-cli info stats")} | grep -E 'keyspace_hits|keyspace_misses|evicted_keys'`,
          {
            expect: "hits far above misses; evicted keys that grow: it is too small",
          },
        ),
        shell("Optimize cache configuration", configure("redis-config", CACHE), {
          destructive: "`allkeys-lru` throws away whatever was not used for long, sessions of users too.",
        }),
        shell(
          "Set it without a restart",
          inPod(
            REDIS,
            `redis-cli config set maxmemory ${CACHE.maxmemory} maxmemory-policy ${CACHE["maxmemory-policy"]}`,
          ),
          {
            expect: "`OK`; the container's memory limit has to be clearly above it",
            mended:
              "Redis reads its configuration at its start only, and loses sessions when it is restarted without persistence",
          },
        ),
      ],
    },
  ],
  verify: [responseNow],
});

/** FREE-RUNBOOK-07. */
export const infrastructure = procedure("Performance optimization (infrastructure)", {
  about: "When nothing burns: the way between the backend and its database.",
  first: [
    shell(
      "Check network latency: the time that a connection to the database takes",
      inPod(
        BACKEND,
        `python -c "
import socket, time
for _ in range(5):
    start = time.perf_counter()
    socket.create_connection(('${POSTGRES}', 5432), timeout=5).close()
    print(round((time.perf_counter() - start) * 1000, 1), 'ms')
"`,
      ),
      {
        expect: "a few milliseconds each; seconds are DNS",
        mended:
          "`ping -c 5 postgres` asks a Service's address, which answers no ping, and needs a right that Pod Security restricted takes away",
      },
    ),
    openDatabase,
    sessions,
  ],
  remedies: [
    {
      cause: "Optimize connection pooling",
      steps: [
        shell("Set the pool of each pod", configure("backend-config", POOL)),
        restart("Have the pods read it"),
        shell(
          "See that the database allows it",
          `kubectl exec ${N} deployment/${POSTGRES} -- \\
  psql -U freeagentics -d freeagentics -c 'SHOW max_connections;'`,
          { expect: `above ${REPLICAS.most * EACH}: ${REPLICAS.most} pods of the autoscaler, times ${EACH}` },
        ),
      ],
    },
  ],
  verify: [responseNow],
});
