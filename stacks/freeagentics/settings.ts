import { type Command, type Setting, setting } from "../../lib/index.ts";
import { N, REPLICAS, RESOURCES } from "./names.ts";
import { atLeast, configure } from "./procedures/commands.ts";
import { POOL } from "./procedures/database.ts";
import { CACHE } from "./procedures/optimization.ts";

const REPLACES_PODS = "Replaces every pod of the backend, one after the other.";
const SLOW = ["HighResponseTime", "HighErrorRate"];

function inBackend(values: Readonly<Record<string, string>>): Command {
  return {
    kind: "shell",
    text: `${configure("backend-config", values)}
kubectl rollout restart deployment/backend ${N}`,
    destructive: REPLACES_PODS,
  };
}

function inRedis(key: keyof typeof CACHE, about: string): Setting {
  return setting(key, {
    in: "ConfigMap redis-config",
    changedTo: CACHE[key],
    about,
    alerts: ["HighResponseTime"],
    change: {
      kind: "shell",
      text: `${configure("redis-config", { [key]: CACHE[key] })}
kubectl exec ${N} deployment/redis -- redis-cli config set ${key} ${CACHE[key]}`,
      destructive: "What does not fit any more is thrown away, sessions of users too.",
    },
  });
}

/** A file that the document names and does not have. */
function file(name: string, about: string): Setting {
  return setting(name, { in: "config/", about });
}

export const settings: readonly Setting[] = [
  setting("DATABASE_POOL_SIZE", {
    in: "ConfigMap backend-config",
    changedTo: POOL.DATABASE_POOL_SIZE,
    about: "Connections that each pod keeps; times the pods, with the overflow, they stay below `max_connections`.",
    alerts: [...SLOW, "DatabaseConnectionIssues"],
    change: inBackend({ DATABASE_POOL_SIZE: POOL.DATABASE_POOL_SIZE }),
  }),
  setting("DATABASE_MAX_OVERFLOW", {
    in: "ConfigMap backend-config",
    changedTo: POOL.DATABASE_MAX_OVERFLOW,
    about: "Connections that each pod may open besides, for a while.",
    alerts: [...SLOW, "DatabaseConnectionIssues"],
    change: inBackend({ DATABASE_MAX_OVERFLOW: POOL.DATABASE_MAX_OVERFLOW }),
  }),
  inRedis("maxmemory", "What Redis may hold; the container's limit is clearly above it."),
  inRedis("maxmemory-policy", "What it throws away when it is full: what was not used for longest."),
  setting("maintenance", {
    in: "ConfigMap nginx-config",
    value: "false",
    changedTo: "true",
    about: "Maintenance mode: all users get the maintenance page. Nginx reads it at its start.",
    alerts: ["BackendDown"],
    change: {
      kind: "shell",
      text: configure("nginx-config", { maintenance: "true" }),
      destructive: "Nobody can work until it is `false` again.",
    },
  }),
  setting("memory limit of the backend", {
    in: "Deployment backend",
    changedTo: RESOURCES.limits.memory,
    about: "The container is killed when it reaches it.",
    alerts: ["BackendHighMemoryUsage"],
    change: {
      kind: "shell",
      text: `kubectl set resources deployment/backend -c backend --limits=memory=${RESOURCES.limits.memory} ${N}`,
      destructive: REPLACES_PODS,
    },
  }),
  setting("minReplicaCount", {
    in: "ScaledObject backend",
    value: `${REPLICAS.least}`,
    changedTo: `${REPLICAS.slow}`,
    about: `Pods at least; ${REPLICAS.most} at most.`,
    alerts: ["HighResponseTime", "BackendHighCPUUsage"],
    change: { kind: "shell", text: atLeast(REPLICAS.slow) },
  }),
  file("prometheus.yml", "Prometheus configuration; rules and monitors come from the model now."),
  file("grafana-datasources.yml", "Grafana datasources; dashboards ask for one by a variable."),
  file("alertmanager.yml", "Alert routing configuration; `rules/freeagentics/alertmanager.yml` takes its place."),
  file("istio-gateway.yml", "Istio gateway configuration; nothing here depends on it."),
];
