import { shell, sql } from "../../../lib/index.ts";
import { CONFIGMAP, DATABASE_POD, DEPLOYMENT, HPA, LLM_HOST, N, REPLICAS } from "../names.ts";
import { CHANGED } from "../settings.ts";
import { ALL_LINES, atLeastPods, configure, inPod, logs, openDatabase, RESTART, usage } from "./commands.ts";
import { cacheNow, llmTimeNow } from "./queries.ts";

const SLOWEST = `SELECT query, mean_exec_time, calls
FROM pg_stat_statements
ORDER BY mean_exec_time DESC
LIMIT 10;`;

export const slowQueries = {
  cause: "Database Slow Queries",
  steps: [
    openDatabase,
    sql("Find the queries that take longest", SLOWEST, {
      expect: "the first rows are where an index or a rewrite pays",
    }),
    sql("Log every query of more than a second", "ALTER SYSTEM SET log_min_duration_statement = 1000;"),
    sql("Make the server read that setting", "SELECT pg_reload_conf();", {
      mended: "without a reload ALTER SYSTEM changes nothing until the next restart",
    }),
    shell("Read what it logs", `kubectl logs ${N} ${DATABASE_POD} --since=15m | grep "duration:"`),
    sql(
      "Add the index that is missing, here on the status of sessions",
      "CREATE INDEX CONCURRENTLY idx_sessions_status ON sessions(status);",
      { destructive: "It reads the whole table and takes a while; it does not lock writes." },
    ),
    sql(
      "See that the index is good: one that failed stays behind, slows writes and is used by nobody",
      "SELECT indexrelid::regclass AS broken FROM pg_index WHERE NOT indisvalid;",
      { expect: "no row; drop what it lists with `DROP INDEX CONCURRENTLY` and try again" },
    ),
    sql("Renew the planner's statistics", "VACUUM ANALYZE;"),
    sql("In the end, stop logging", "ALTER SYSTEM RESET log_min_duration_statement;"),
    sql("Make the server read that", "SELECT pg_reload_conf();"),
  ],
};

export const highCpu = {
  cause: "High CPU Usage",
  steps: [
    usage,
    shell("See what the HPA does about it", `kubectl get hpa ${N} ${HPA}`, {
      expect: `fewer than ${REPLICAS.most} replicas; at the maximum it cannot help any more`,
    }),
    shell(`Ask for ${REPLICAS.busy} pods at least`, atLeastPods(REPLICAS.busy), {
      mended: `P-17: the HPA takes back what \`kubectl scale deployment ${DEPLOYMENT} --replicas=${REPLICAS.busy}\` sets; its minimum holds. ALCS-D09: the document scales by hand above 80 %; the HPA has done so long before, at 70 % of what a pod asks for`,
    }),
    shell("Look for work that takes the CPU", logs("15m", `grep "iteration\\|analysis\\|processing" | tail -n 50`), {
      mended: ALL_LINES,
    }),
  ],
};

export const memoryPressure = {
  cause: "Memory Pressure",
  steps: [
    usage,
    cacheNow,
    shell(
      "Clear the cache of every pod",
      `for POD in $(kubectl get pods ${N} -l app=${DEPLOYMENT} -o name); do
  kubectl exec ${N} "$POD" -- node -e "require('./dist/services/cacheService').default.clear()"
done`,
      {
        destructive:
          "The next requests are slow and go to the database and the LLM, until the cache is filled again. A cache that lies in the process is not reached this way.",
        mended:
          "the document clears the cache of one pod only, and in a new process: when nothing changes, restart the pods",
      },
    ),
    shell("Restart the pods when that changed nothing", RESTART, { destructive: "Every cache is empty afterwards." }),
    `Make the cache smaller for good: \`CACHE_MAX_ITEMS\` or \`CACHE_DEFAULT_TTL\` in ConfigMap \`${CONFIGMAP}\`; the page of settings has the command`,
  ],
};

export const slowLlm = {
  cause: "External API Latency (LLM)",
  steps: [
    llmTimeNow,
    shell("See whether the provider limits us", logs("1h", `grep -c "rate.limit\\|429"`)),
    shell("See whether the provider answers at all", llmAnswers(), {
      expect: "`401`, since no key is sent; anything slow or else is on their side",
    }),
    "Limited by the provider: ask LLM Provider Support for more; queuing and backing off need a change of code",
  ],
};

function llmAnswers(): string {
  return `curl -sS -o /dev/null --max-time 20 -w '%{http_code} after %{time_total}s\\n' -X POST https://${LLM_HOST}/v1/messages`;
}

/** Opens a connection from the pod, which says more than ping where policies are. */
function connects(host: string, port: number): string {
  return inPod(
    `node -e "require('net').connect(${port}, '${host}', () => { console.log('${host} answers'); process.exit(); }).setTimeout(5000, () => process.exit(1))"`,
  );
}

export const network = {
  cause: "Network Issues",
  steps: [
    shell("Connect from a pod to postgres and redis", `${connects("postgres", 5432)}\n${connects("redis", 6379)}`, {
      expect:
        "`postgres answers`, `redis answers`; `exit code 1` alone after five seconds is a network policy, `ECONNREFUSED` is the other side",
      mended: "ping needs NET_RAW, which Pod Security restricted drops, and no network policy opens ICMP",
    }),
    shell("Resolve names from a pod", `${inPod("nslookup postgres")}\n${inPod(`nslookup ${LLM_HOST}`)}`, {
      expect: "an address for each; otherwise look at the cluster's DNS",
    }),
    shell("Read the network policies", `kubectl get networkpolicy ${N} -o yaml`),
  ],
};

export const poolExhausted = {
  cause: "Database Connection Pool Exhausted",
  steps: [
    openDatabase,
    sql(
      "Count connections by what they do",
      `SELECT state, count(*)
FROM pg_stat_activity
WHERE datname = current_database()
GROUP BY state
ORDER BY count(*) DESC;`,
      {
        expect: "many `idle in transaction` is a leak in the code; many `active` is load",
        mended: "the document counts `state = 'active'` only, and idle connections fill a pool as well",
      },
    ),
    sql("See how many the server allows", "SHOW max_connections;", {
      expect: "more than pods times `DATABASE_POOL_MAX`; otherwise a larger pool is refused by the server",
    }),
    shell(
      "See where the pods connect to",
      inPod(`node -e "console.log(process.env.DATABASE_URL.replace(/:[^:@]*@/, ':***@'))"`),
      { mended: "the password would stay on the screen" },
    ),
    shell("Raise the size of the pool", configure({ DATABASE_POOL_MAX: CHANGED.DATABASE_POOL_MAX })),
  ],
};
