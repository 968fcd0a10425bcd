import { isError } from "../../core/issue.ts";
import { isLabelKey, isLabelValue } from "../../kubernetes/label.ts";
import { type Labels, selects } from "../../kubernetes/selector.ts";
import type { DependencyType } from "../../model/dependency.ts";
import { podsOf } from "../../model/workload.ts";
import type { Endpoint } from "../endpoints.ts";
import { isGuarded, type Side } from "../side.ts";
import { API_SERVER } from "../targets.ts";
import { type Context, owners } from "./context.ts";
import { checkContainerPorts } from "./ports.ts";

/** That policies can select each group of pods, and none but it. */
export function checkPods(context: Context): void {
  const { topology, edges, report } = context;
  for (const { owner, path } of owners(topology.system)) {
    const pods = podsOf(owner);
    if (pods === undefined) continue;
    const at =
      topology.endpoint(owner.name)?.name === owner.name ? (topology.endpoint(owner.name)?.path ?? path) : path;
    checkContainerPorts(context, pods.ports ?? [], `${at}.ports`);
    checkLabels(context, pods.labels ?? {}, `${at}.labels`);
  }
  const used = new Set(edges.flatMap(({ from, to }) => [from, to]).flatMap(endpointName));
  for (const endpoint of topology.endpoints) {
    if (endpoint.hostNetwork && endpoint.ours) reportHostNetwork(context, endpoint);
    if (!isGuarded({ kind: "pods", endpoint }) || endpoint.hostNetwork) {
      if (used.has(endpoint.name)) checkNamed(context, endpoint);
      continue;
    }
    checkNamed(context, endpoint);
    // Where a connection is refused, it is no news that it is missing.
    if (!used.has(endpoint.name) && !report.issues.some(isError))
      report.warning(
        "pods-unconnected",
        endpoint.path,
        `nothing connects to ${endpoint.name}, and it connects to nothing`,
        {
          expected: "connects, exposed or a scrape",
          mend: "its policy lets nothing through; say what it connects to",
        },
      );
    checkApiServer(context, endpoint);
  }
  checkOverlaps(context);
}

function endpointName(side: Side): readonly string[] {
  return side.kind === "pods" ? [side.endpoint.name] : [];
}

/** Keys and values of labels as Kubernetes takes them. */
export function checkLabels({ report }: Pick<Context, "report">, labels: Labels, path: string): void {
  for (const [key, value] of Object.entries(labels)) {
    if (isLabelKey(key) && isLabelValue(value)) continue;
    report.error("label-invalid", path, "Kubernetes refuses this label", {
      found: `${key}: ${value}`,
      expected: "63 characters at most: letters, digits, `-`, `_` and `.`, a letter or digit at both ends",
    });
  }
}

function checkNamed({ report }: Context, { name, labels, path }: Endpoint): void {
  // Pods of the network may be all of their namespace; the model says so.
  if (Object.keys(labels).length > 0 || path.startsWith("network.")) return;
  report.error("pods-without-labels", path, `nothing tells the pods of ${name} from others of their namespace`, {
    expected: "labels that all of them carry and no others do",
    mend: `labels: { app: "${name}" }, as its manifest has them`,
  });
}

function reportHostNetwork({ report }: Context, { name, path }: Endpoint): void {
  report.warning(
    "pods-on-host-network",
    path,
    `no policy protects ${name}: its pods are in the network of their node`,
    {
      found: "hostNetwork: true",
      mend: "give it ports of its own (hostPort, a Service), or guard it by a firewall of the nodes",
    },
  );
}

/** What cannot work without the API server, as far as types of dependencies tell. */
const CALLERS: readonly DependencyType[] = ["kube-state-metrics", "ingress", "cert-manager", "service-mesh"];

function checkApiServer({ topology, report }: Context, { name, aliases, path }: Endpoint): void {
  const parts = [name, ...aliases].flatMap((one) => topology.owner(one) ?? []);
  const calls = parts.some((one) => "type" in one && CALLERS.includes(one.type)) || path === "network.prometheus";
  if (!calls || parts.some(({ connects = [] }) => connects.some(({ to }) => to === API_SERVER))) return;
  report.warning(
    "api-server-blocked",
    path,
    `${name} asks the API server what there is, and its policy does not let it`,
    {
      expected: `a connection to ${API_SERVER}`,
      mend: `connects: [{ to: "${API_SERVER}" }] of the dependency with these pods`,
    },
  );
}

/** A selector that selects pods of somebody else lets through more than the edges say. */
function checkOverlaps({ topology, report }: Context): void {
  const having = byLabel(topology.endpoints);
  for (const one of topology.endpoints) {
    const { namespace, labels } = one;
    const keys = labelKeys(one);
    const isWhole = keys.length === 1;
    // Without labels it is a finding of its own where labels are due.
    if (isWhole && !one.path.startsWith("network.")) continue;
    const candidates = keys.map((key) => having.get(key) ?? []).reduce((a, b) => (b.length < a.length ? b : a));
    for (const other of candidates) {
      if (other === one || !selects({ matchLabels: labels }, other.labels)) continue;
      const facts = {
        found: isWhole ? `every pod of ${namespace}` : labelsText(labels),
        expected: `a label that ${other.name} does not have; its are ${labelsText(other.labels)}`,
      };
      const message = `the labels of ${one.name} select the pods of ${other.name} as well`;
      if (one.ours) report.error("pods-overlap", one.path, message, facts);
      else report.warning("pods-overlap", one.path, message, facts);
    }
  }
}

/** Pods by each of their labels, and by their namespace. */
function byLabel(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const one of endpoints) {
    for (const key of labelKeys(one)) {
      const list = found.get(key) ?? [];
      found.set(key, list);
      list.push(one);
    }
  }
  return found;
}

function labelKeys({ namespace, labels }: Endpoint): readonly string[] {
  return [namespace, ...Object.entries(labels).map(([key, value]) => JSON.stringify([namespace, key, value]))];
}

function labelsText(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}
