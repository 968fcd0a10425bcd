import {
  type Connection,
  dependency,
  minutes,
  network,
  type Service,
  type System,
  seconds,
  service,
  system,
} from "../lib/index.ts";
import { networkObjects } from "../lib/network/derive.ts";
import { edgesOf } from "../lib/network/edges.ts";
import { endpointsOf } from "../lib/network/endpoints.ts";
import { Reachability } from "../lib/network/reach/reachability.ts";
import { readPolicies } from "../lib/network/reach/read-policies.ts";
import { podOf } from "../lib/prove/network/cast.ts";
import { judgeNetwork } from "../lib/prove/network/prove-network.ts";

/**
 * `npm run bench:network [-- --runs N]`: what policies and reachability cost, for systems of 10 to 1,000 services with five
 * connections each. Reachability is all pairs of pods and all addresses on every port, from the objects; 200 services with 1,000
 * connections have to take less than a second. What counts is how it grows.
 */
const SIZES = [10, 50, 100, 200, 500, 1_000];
const CONNECTIONS = 5;
const index = process.argv.indexOf("--runs");
const runs = index === -1 ? 3 : Number(process.argv[index + 1]);

console.log(
  "services | edges | policies ms | reachability ms | pairs let through | proof ms | reachability µs / service",
);
console.log("---|---|---|---|---|---|---");
for (const size of SIZES) {
  const one = model(size);
  const objects = networkObjects(one, {});
  const pods = endpointsOf(one).map((endpoint) => podOf(endpoint, endpoint.name));
  const connect = () => new Reachability(readPolicies(objects).policies, pods).connections();
  const reach = median(connect);
  const cells = [
    size,
    edgesOf(one).length,
    median(() => networkObjects(one, {})).toFixed(1),
    reach.toFixed(1),
    connect().pods.length,
    median(() => judgeNetwork(one, objects)).toFixed(1),
    ((reach * 1_000) / size).toFixed(0),
  ];
  console.log(cells.join(" | "));
}

/** Services in one namespace, each connected to the next five. */
function model(size: number): System {
  const services = Array.from({ length: size }, (_, at): Service<never> => {
    const connects = Array.from(
      { length: CONNECTIONS },
      (__, step): Connection => ({ to: `s${(at + step + 1) % size}` }),
    );
    const workload = {
      kind: "Deployment" as const,
      name: `s${at}`,
      labels: { app: `s${at}` },
      ports: [{ name: "http", port: 8_000 + (at % 10) }],
    };
    return service<never>(`s${at}`, { workload, connects });
  });
  return system("bench", {
    owner: "bench",
    runs: ["kubernetes"],
    namespace: "bench",
    prometheus: { evaluationInterval: seconds(30), retention: minutes(60) },
    runbooks: "https://runbooks.example.com",
    severities: {},
    services,
    dependencies: [dependency<never>("db", { type: "postgresql" })],
    network: network({ plugin: "kubernetes", dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } } }),
  });
}

/** Milliseconds. */
function median(work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
