import { compile } from "../lib/compile/compile.ts";
import * as b from "../lib/index.ts";
import { dayLoad, type Load, stepLoad } from "../lib/prove/scaling/load.ts";
import { autoscaledServices, standardLoads, underLoad } from "../lib/prove/scaling/under-load.ts";
import { select } from "../lib/rules/context.ts";
import { scalingObjects } from "../lib/scaling/derive.ts";

/**
 * `npm run bench:scaling [-- --runs N]`: what autoscalers cost, in one process and by the number of services: deriving their
 * objects, and following one of them through half an hour and through a day. Time of the first run is told beside the median, as one
 * `burnline scale` has nothing that is warm.
 */
const place = process.argv.indexOf("--runs");
const runs = place === -1 ? 5 : Number(process.argv[place + 1]);

console.log("services | objects | derive ms | whole compilation ms | all through twice the load ms | ms for each");
console.log("---|---|---|---|---|---");
for (const size of [10, 100, 1_000]) {
  const system = systemOf(size);
  const derive = (): readonly unknown[] =>
    scalingObjects(system, {}, (owner, metric) => select({ system, owner }, metric));
  const objects = scalingObjects(system, {}, (owner, metric) => select({ system, owner }, metric));
  const services = autoscaledServices(system, objects);
  const step = [stepLoad(2)];
  const derived = median(derive);
  const compiled = median(() => compile(system));
  const followed = median(() => services.map((service) => underLoad(service, step)));
  const cells = [derived, compiled, followed, followed / size].map((time) => time.toFixed(1));
  console.log([size, objects.length, ...cells].join(" | "));
}

console.log("\nload | seconds followed | first ms | median ms");
console.log("---|---|---|---");
const one = systemOf(1);
const [service] = autoscaledServices(
  one,
  scalingObjects(one, {}, (owner, metric) => select({ system: one, owner }, metric)),
);
if (service === undefined) throw new Error("the system of this benchmark scales");
const follow = (load: Load) => () => underLoad(service, [load]);
for (const load of [dayLoad(4), ...standardLoads()]) {
  const first = timed(follow(load));
  console.log([load.title, load.length, first.toFixed(1), median(follow(load)).toFixed(1)].join(" | "));
}

/** As many services as asked for, each of 4 to 20 replicas that follow CPU and requests. */
function systemOf(size: number): b.System {
  const requests = b.counter("http_requests_total", { labels: ["status"] });
  return b.system(`bench-${size}`, {
    owner: "bench",
    runs: ["kubernetes"],
    namespace: "bench",
    prometheus: {
      evaluationInterval: b.seconds(30),
      retention: b.days(31),
      address: "http://prometheus.monitoring.svc:9090",
    },
    runbooks: "https://runbooks.example.com",
    severities: { critical: { priority: "P1", rank: 0 }, warning: { priority: "P2", rank: 1 } },
    services: Array.from({ length: size }, (_, index) => serviceOf(`service-${index}`, requests)),
  });
}

function serviceOf(name: string, requests: b.Metric<"count", "counter">): b.Service<"critical" | "warning"> {
  return b.service(name, {
    workload: {
      kind: "Deployment",
      name,
      labels: { app: name },
      ports: [{ name: "http", port: 8_080 }],
      requests: { cpu: b.cores(1), memory: b.mebibytes(512) },
      limits: { cpu: b.cores(1), memory: b.gibibytes(1) },
      startup: b.seconds(90),
    },
    scrape: b.scrape({
      job: name,
      every: b.seconds(30),
      port: "http",
      down: { after: b.minutes(5), severity: "critical" },
    }),
    scaling: b.scaling({
      min: 4,
      max: 20,
      on: [b.onCpu(b.percent(70)), b.onLoad(requests, { perReplica: b.perSecond(70) })],
      carries: b.perSecond(100),
    }),
    objectives: [
      b.objective("availability", {
        indicator: b.ratio({
          bad: { ...requests, matchers: [{ label: "status", op: "=~", value: "5.." }] },
          total: requests,
        }),
        target: b.percent(99),
        over: b.days(30),
        burnRate: b.workbook({ page: "critical", ticket: "warning" }),
        lowTraffic: b.minimumFailures(10),
        absence: b.absentFor(b.minutes(15), "warning"),
      }),
    ],
  });
}

/** CPU time of this process, so that others on the machine do not count. Units: milliseconds. */
function timed(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** The median time of some runs after one that warms up. Units: milliseconds. */
function median(work: () => unknown): number {
  work();
  const times = Array.from({ length: runs }, () => timed(work));
  return times.sort((x, y) => x - y)[Math.floor(runs / 2)] ?? 0;
}
