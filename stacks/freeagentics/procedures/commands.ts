import { type DoneStep, shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { BACKEND, BASE_URL, DATABASE, DATABASE_USER, FRONTEND, HPA, N, POSTGRES, REDIS, REPLICAS } from "../names.ts";

/** Why logs are asked of all pods. */
export const ALL_PODS = "`kubectl logs deployment/...` shows one pod of several";

/** Lines of all pods of a workload. `since` is kubectl's: `1h`. */
export function logs(since: string, filter: string, app = BACKEND): string {
  return `kubectl logs ${N} -l app=${app} --since=${since} --tail=-1 --prefix |
  ${filter}`;
}

/** A query of Loki over the lines of all pods of the backend. */
export function lines(pipeline: string): string {
  return `{namespace="${NAMESPACE}", app="${BACKEND}"} ${pipeline}`;
}

const wait = (workload: string) => `kubectl rollout status deployment/${workload} ${N} --timeout=300s`;

export const rolledOut = shell("Wait until the pods are ready", wait(BACKEND), { expect: "`successfully rolled out`" });

export const restart = (says: string, workload = BACKEND): DoneStep =>
  shell(says, `kubectl rollout restart deployment/${workload} ${N}\n${wait(workload)}`, {
    destructive:
      workload === POSTGRES
        ? "The database stops: every request fails until it is back, and every transaction is rolled back."
        : "Ends every pod, one after the other; WebSockets are cut, and requests in flight may fail.",
  });

export const undo = (workload: string): DoneStep =>
  shell(`Go back to the ${workload} before`, `kubectl rollout undo deployment/${workload} ${N}\n${wait(workload)}`, {
    destructive: "The present release is taken away from users. Its migrations stay: see the page Rollback.",
  });

/** Runs a program in a pod of a workload. */
export function inPod(workload: string, command: string): string {
  return `kubectl exec ${N} deployment/${workload} -- ${command}`;
}

/** Why psql is run where the database is. */
export const PSQL =
  "the backend's image need not have psql, and without `-U` psql asks for a user named as the container's";

export const openDatabase = shell(
  "Open the database; type the statements below there",
  `kubectl exec -it ${N} deployment/${POSTGRES} -- psql -U ${DATABASE_USER} -d ${DATABASE}`,
  { mended: PSQL },
);

export const redis = (says: string, command: string, options: Pick<DoneStep, "expect"> = {}): DoneStep =>
  shell(says, inPod(REDIS, `redis-cli ${command}`), options);

export const databaseAnswers = shell(
  "Ask the database",
  inPod(POSTGRES, `psql -U ${DATABASE_USER} -d ${DATABASE} -c "SELECT 1;"`),
  {
    expect: "one row with 1",
    mended: PSQL,
  },
);

/** FREE-HEALTH-03: through the pool of the application. */
export const databaseFromBackend = shell(
  "Ask the database through the backend's own pool",
  inPod(
    BACKEND,
    `python -c "
from database.session import get_db_session
from sqlalchemy import text
import asyncio
async def test():
    async with get_db_session() as session:
        result = await session.execute(text('SELECT 1'))
        print('Database OK:', result.scalar())
asyncio.run(test())
"`,
  ),
  { expect: "`Database OK: 1`", mended: "SQLAlchemy 2 takes no plain text for a statement" },
);

export const poolStatus = shell(
  "Check connection pool status",
  inPod(
    BACKEND,
    `python -c "
from database.connection_manager import get_connection_pool_status
print(get_connection_pool_status())
"`,
  ),
  { expect: "a new process: it shows how the pool is configured, and no connection of the service" },
);

export const health = shell(
  "Ask FreeAgentics itself",
  `curl -fsS --max-time 10 ${BASE_URL}/health\ncurl -fsS --max-time 10 ${BASE_URL}/api/v1/health`,
  {
    expect: "two answers within ten seconds; anything else is an outage for users too",
  },
);

export const monitoringHealth = shell(
  "Ask the monitoring",
  `curl -fsS --max-time 10 ${BASE_URL}/prometheus/-/healthy\ncurl -fsS --max-time 10 ${BASE_URL}/grafana/api/health`,
  { expect: '`Prometheus Server is Healthy.`, and `"database": "ok"` of Grafana' },
);

export const metricsAnswer = shell("Ask the metrics", `curl -fsS --max-time 10 ${BASE_URL}/metrics | head -n 5`, {
  expect: "lines that begin with `# HELP` or `# TYPE`",
});

export const listPods = shell("List the pods", `kubectl get pods ${N}`, {
  expect: "every pod `Running` and ready, with no restarts in the last minutes",
});

export const listNodes = shell("List the nodes", "kubectl get nodes", { expect: "every node `Ready`" });

export const usage = shell("Check resource usage", `kubectl top pods ${N}\nkubectl top nodes`);

export const listEvents = shell(
  "Check system events",
  `kubectl get events ${N} --sort-by=.metadata.creationTimestamp | tail -n 30`,
);

export const errorLines = shell(
  "Read the newest errors",
  logs("15m", 'grep -iE "error|critical|traceback" | tail -n 50'),
  {
    mended: ALL_PODS,
  },
);

export const rollouts = shell(
  "See what was rolled out last",
  `kubectl rollout history deployment/${BACKEND} ${N}\nkubectl rollout history deployment/${FRONTEND} ${N}`,
);

/** Why a number of pods is asked of the autoscaler. */
const held = (replicas: number) =>
  `P-17: the autoscaler takes back what \`kubectl scale deployment/${BACKEND} --replicas=${replicas} ${N}\` sets, and KEDA what is set on its HPA`;

/** Changes the bounds of the autoscaler where they are kept: KEDA makes the HPA anew from its ScaledObject. */
export function atLeast(replicas: number): string {
  return `kubectl patch scaledobject ${HPA} ${N} --type merge -p '{"spec":{"minReplicaCount":${replicas}}}'`;
}

/** More pods, until the autoscaler's minimum is set back. */
export const scaleTo = (says: string, replicas: number): readonly DoneStep[] => [
  shell(says, atLeast(replicas), { expect: `${replicas} pods within minutes`, mended: held(replicas) }),
  rolledOut,
];

export const scaleBack = shell("A day later, let the autoscaler choose again", atLeast(REPLICAS.least), {
  mended: "the document has no step back",
});

/** Holds KEDA still while nothing may run: without it, it would start the pods again. */
const PAUSE = "autoscaling.keda.sh/paused-replicas";

export const stopBackend = shell(
  "Stop who writes",
  `kubectl annotate scaledobject ${HPA} ${N} --overwrite ${PAUSE}=0
kubectl wait --for=delete pod -l app=${BACKEND} ${N} --timeout=120s`,
  {
    destructive: "For users nothing works until it is started again.",
    mended: "P-17: with `--replicas=0` on the Deployment the autoscaler starts the pods again within half a minute",
  },
);

export const startBackend = shell(
  "Start it again",
  `kubectl annotate scaledobject ${HPA} ${N} ${PAUSE}-
kubectl rollout status deployment/${BACKEND} ${N} --timeout=300s`,
);

/** Applies the autoscaler of the model. */
export const haveAutoscaler = (says: string): DoneStep =>
  shell(says, "kubectl apply -f stacks/freeagentics/manifests/scaling.yaml", {
    expect: `a ScaledObject that follows CPU (70 %), load and memory, with ${REPLICAS.least} to ${REPLICAS.most} pods`,
    destructive: "From now on it chooses the number of pods.",
    mended:
      "the document has `kubectl autoscale --cpu-percent=70 --min=3 --max=20`; KEDA takes over an HPA of the same name",
  });

/** Sets keys of a ConfigMap. */
export function configure(configmap: string, values: Readonly<Record<string, string>>): string {
  return `kubectl patch configmap ${configmap} ${N} --type merge \\\n  -p '${JSON.stringify({ data: values })}'`;
}
