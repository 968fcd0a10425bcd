import { createServer } from "node:http";

/** Groups of a cluster that the documents speak of, with the kinds that their commands name. */
const GROUPS: Readonly<Record<string, readonly (readonly [plural: string, kind: string, short: string])[]>> = {
  v1: [
    ["pods", "Pod", "po"],
    ["services", "Service", "svc"],
    ["endpoints", "Endpoints", "ep"],
    ["events", "Event", "ev"],
    ["configmaps", "ConfigMap", "cm"],
    ["secrets", "Secret", ""],
    ["namespaces", "Namespace", "ns"],
    ["nodes", "Node", "no"],
    ["persistentvolumeclaims", "PersistentVolumeClaim", "pvc"],
    ["persistentvolumes", "PersistentVolume", "pv"],
    ["resourcequotas", "ResourceQuota", "quota"],
    ["serviceaccounts", "ServiceAccount", "sa"],
    ["replicationcontrollers", "ReplicationController", "rc"],
  ],
  "apps/v1": [
    ["deployments", "Deployment", "deploy"],
    ["replicasets", "ReplicaSet", "rs"],
    ["statefulsets", "StatefulSet", "sts"],
    ["daemonsets", "DaemonSet", "ds"],
  ],
  "batch/v1": [
    ["jobs", "Job", ""],
    ["cronjobs", "CronJob", "cj"],
  ],
  "autoscaling/v2": [["horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa"]],
  "networking.k8s.io/v1": [
    ["ingresses", "Ingress", "ing"],
    ["networkpolicies", "NetworkPolicy", "netpol"],
  ],
  "policy/v1": [["poddisruptionbudgets", "PodDisruptionBudget", "pdb"]],
  "storage.k8s.io/v1": [["storageclasses", "StorageClass", "sc"]],
  "metrics.k8s.io/v1beta1": [
    ["pods", "PodMetrics", ""],
    ["nodes", "NodeMetrics", ""],
  ],
  "monitoring.coreos.com/v1": [
    ["servicemonitors", "ServiceMonitor", "smon"],
    ["podmonitors", "PodMonitor", ""],
    ["prometheusrules", "PrometheusRule", ""],
  ],
  "cert-manager.io/v1": [
    ["certificates", "Certificate", "cert"],
    ["certificaterequests", "CertificateRequest", "cr"],
    ["issuers", "Issuer", ""],
    ["clusterissuers", "ClusterIssuer", ""],
  ],
  "acme.cert-manager.io/v1": [
    ["orders", "Order", ""],
    ["challenges", "Challenge", ""],
  ],
  "autoscaling.k8s.io/v1": [["verticalpodautoscalers", "VerticalPodAutoscaler", "vpa"]],
  "keda.sh/v1alpha1": [["scaledobjects", "ScaledObject", "so"]],
  "networking.istio.io/v1": [["virtualservices", "VirtualService", "vs"]],
  "rbac.authorization.k8s.io/v1": [
    ["roles", "Role", ""],
    ["rolebindings", "RoleBinding", ""],
  ],
};

const CLUSTER_WIDE = new Set(["nodes", "namespaces", "persistentvolumes", "storageclasses", "clusterissuers"]);
const VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

/** A cluster without a single object: it knows kinds, lists nothing, and finds nothing. Says what it was asked to change. */
export async function emptyCluster(): Promise<{ readonly url: string; readonly changes: string[]; close(): void }> {
  const changes: string[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    const path = url.split("?")[0] ?? "";
    const [code, body] = answer(request.method ?? "GET", path);
    if (request.method !== "GET" && !path.includes("selfsubject")) changes.push(`${request.method} ${path}`);
    request.resume();
    response.writeHead(code, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, changes, close: () => server.close() };
}

function answer(method: string, path: string): readonly [number, object] {
  if (path === "/api") return [200, { kind: "APIVersions", versions: ["v1"] }];
  if (path === "/apis") return [200, groupList()];
  if (path === "/version") return [200, { major: "1", minor: "28", gitVersion: "v1.28.3" }];
  const version = path.replace(/^\/apis?\//, "");
  if (GROUPS[version] !== undefined) return [200, resourceList(version)];
  if (path.startsWith("/openapi")) return [404, status(path)];
  const last = path.split("/").at(-1) ?? "";
  const kind = Object.values(GROUPS)
    .flat()
    .find(([plural]) => plural === last)?.[1];
  if (method === "GET" && kind !== undefined) {
    const apiVersion =
      Object.keys(GROUPS).find((one) => path.startsWith(one === "v1" ? "/api/v1" : `/apis/${one}`)) ?? "v1";
    const metrics = path.startsWith("/apis/metrics.k8s.io") ? `${kind.replace(/Metrics$/, "")}Metrics` : kind;
    return [200, { kind: `${metrics}List`, apiVersion, metadata: { resourceVersion: "1" }, items: [] }];
  }
  return [404, status(last)];
}

function status(name: string): object {
  return {
    kind: "Status",
    apiVersion: "v1",
    status: "Failure",
    reason: "NotFound",
    code: 404,
    message: `${name} not found`,
  };
}

function groupList(): object {
  const groups = Object.keys(GROUPS)
    .filter((version) => version !== "v1")
    .map((groupVersion) => {
      const [name = "", version = ""] = groupVersion.split("/");
      const preferred = { groupVersion, version };
      return { name, versions: [preferred], preferredVersion: preferred };
    });
  return { kind: "APIGroupList", apiVersion: "v1", groups };
}

function resourceList(groupVersion: string): object {
  const resources = (GROUPS[groupVersion] ?? []).map(([name, kind, short]) => ({
    name,
    singularName: kind.toLowerCase(),
    namespaced: !CLUSTER_WIDE.has(name),
    kind,
    verbs: VERBS,
    ...(short === "" ? {} : { shortNames: [short] }),
  }));
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources };
}
