import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  above,
  absenceIgnored,
  atLeast,
  below,
  cores,
  counter,
  dependency,
  gauge,
  hours,
  mebibytes,
  minutes,
  type Objective,
  objective,
  onCpu,
  onLoad,
  onMemory,
  percent,
  perSecond,
  type Quantity,
  saturation,
  seconds,
  throughput,
} from "../../lib/index.ts";
import { checkScaling } from "../../lib/scaling/check/check-scaling.ts";
import { SCALING_CODES } from "../../lib/scaling/codes.ts";
import { systems } from "../../stacks/index.ts";
import { cpu, findings, mill, requests, type Variant } from "./mill.ts";

const TARGET = "services.grinding.scaling.on.0.target";

const used = counter("container_cpu_usage_seconds_total", { unit: "seconds", from: "cadvisor" });
const working = gauge("container_memory_working_set_bytes", { unit: "bytes", from: "cadvisor" });
const limit = gauge("kube_pod_container_resource_limits", { unit: "cores", from: "cadvisor" });
const request = gauge("kube_pod_container_resource_requests", { unit: "cores", from: "cadvisor" });
const memoryLimit = gauge("kube_pod_container_resource_limits", { unit: "bytes", from: "cadvisor" });

const sustained = { over: minutes(5), for: minutes(5), severity: "warning" } as const;
const unmeasured = { absence: absenceIgnored("a test") } as const;

/** An objective that alerts above a share of what it is a share of. */
const cpuAlert = (share: number, of: typeof limit | Quantity<"cores"> = limit): Objective =>
  objective("cpu", {
    indicator: saturation({ used, capacity: of }),
    tiers: [above(percent(share), sustained)],
    ...unmeasured,
  });

const scalesAt = (share: number, of: "request" | "limit" = "request") => cpu({ on: [onCpu(percent(share), { of })] });

describe("codes of scaling", () => {
  it("are each explained once in docs/errors.md, and told somewhere", () => {
    const rows = readFileSync("docs/errors.md", "utf8").split("\n");
    for (const code of SCALING_CODES) expect(rows.filter((row) => row.startsWith(`| \`${code}\` |`))).toHaveLength(1);
    const files = readdirSync("lib/scaling", { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".ts") && name !== "codes.ts",
    );
    const text = files.map((name) => readFileSync(join("lib/scaling", name), "utf8")).join("\n");
    expect(SCALING_CODES.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });
});

describe("ALECS-D10: scaling and the alerts of the same quantity", () => {
  // The limit is 250 % of the request, and the controller acts at 110 % of its target.
  it("agree where replicas are added first: 158 % of the request are 69.52 % of the limit, the alert is at 70 %", () => {
    expect(findings({ scaling: scalesAt(158), objectives: [cpuAlert(70)] })).toEqual([]);
    expect(findings({ scaling: scalesAt(160), objectives: [cpuAlert(70)] })).toEqual([
      `scaling-beyond-alert ${TARGET}`,
    ]);
  });

  it("are compared on one base: 63 % of the limit act at 69.3 %, 64 % at 70.4 %", () => {
    expect(findings({ scaling: scalesAt(63, "limit"), objectives: [cpuAlert(70)] })).toEqual([]);
    expect(findings({ scaling: scalesAt(64, "limit"), objectives: [cpuAlert(70)] })).toEqual([
      `scaling-beyond-alert ${TARGET}`,
    ]);
  });

  it("disagree as in the document, where both are shares of the request: 70 % acts at 77 %", () => {
    const variant = { scaling: scalesAt(70), objectives: [cpuAlert(70, request)] };
    const [issue] = checkScaling(mill(variant));
    expect(issue).toMatchObject({
      code: "scaling-beyond-alert",
      path: TARGET,
      found: "replicas are added above 77 % of the same, the warning alert comes above 70 %",
      expected: "less than 70 %, with the tolerance of 10 %",
    });
    expect(findings({ scaling: scalesAt(63), objectives: [cpuAlert(70, request)] })).toEqual([]);
  });

  it("count a capacity in numbers: 70 % of 0.4 cores act at 0.308, which is 61.6 % of half a core", () => {
    expect(findings({ scaling: scalesAt(70), objectives: [cpuAlert(62, cores(0.5))] })).toEqual([]);
    expect(findings({ scaling: scalesAt(70), objectives: [cpuAlert(61, cores(0.5))] })).toEqual([
      `scaling-beyond-alert ${TARGET}`,
    ]);
  });

  it("meet at one value when it is told at that value", () => {
    const exact = (tier: typeof above) =>
      objective("cpu", {
        indicator: saturation({ used, capacity: request }),
        tiers: [tier(percent(77), sustained)],
        ...unmeasured,
      });
    expect(findings({ scaling: scalesAt(70), objectives: [exact(atLeast)] })).toEqual([
      `scaling-beyond-alert ${TARGET}`,
    ]);
    expect(findings({ scaling: scalesAt(69), objectives: [exact(atLeast)] })).toEqual([]);
    // Too little use is another matter.
    expect(findings({ scaling: scalesAt(70), objectives: [exact(below)] })).toEqual([]);
  });

  it("are compared for memory too: 80 % of 300 MiB act at 264, the alert is at 44 or 45 % of 600", () => {
    const alert = (share: number) =>
      objective("memory", {
        indicator: saturation({ used: working, capacity: memoryLimit }),
        tiers: [above(percent(share), sustained)],
        ...unmeasured,
      });
    const scaling = cpu({ on: [onCpu(percent(70)), onMemory(percent(80))] });
    expect(findings({ scaling, objectives: [alert(45)] })).toEqual([]);
    expect(findings({ scaling, objectives: [alert(44)] })).toEqual([
      "scaling-beyond-alert services.grinding.scaling.on.1.target",
    ]);
  });

  it("warn where replicas are kept at more than is promised: 70 % of 0.4 cores act at 30.8 % of the limit", () => {
    const promised = (share: number) =>
      objective("cpu", {
        indicator: saturation({ used, capacity: limit }),
        target: percent(share),
        tiers: [above(percent(80), sustained)],
        ...unmeasured,
      });
    expect(findings({ objectives: [promised(31)] })).toEqual([]);
    expect(findings({ objectives: [promised(30)] })).toEqual([`warning scaling-beyond-promise ${TARGET}`]);
  });

  it("warn where they cannot be compared, and leave other containers alone", () => {
    const quota = gauge("machine_cpu_cores", { unit: "cores", from: "cadvisor" });
    expect(findings({ objectives: [cpuAlert(10, quota)] })).toEqual([`warning scaling-alert-unknown ${TARGET}`]);
    const others = saturation({ used: used.where({ container: "database" }), capacity: limit });
    const alert = objective("database-cpu", {
      indicator: others,
      tiers: [above(percent(10), sustained)],
      ...unmeasured,
    });
    expect(findings({ objectives: [alert] })).toEqual([]);
  });

  it("are compared for load too: 3 replicas of 50 a second each are joined above 165 a second", () => {
    const alert = (most: number, status?: string) => {
      const events = status === undefined ? requests : requests.where({ status });
      return objective("traffic", {
        indicator: throughput(events),
        tiers: [above(perSecond(most), sustained)],
        ...unmeasured,
      });
    };
    const scaling = cpu({ on: [onLoad(requests, { perReplica: perSecond(50) })] });
    const beyond = ["scaling-beyond-alert services.grinding.scaling.on.0.perReplica"];
    expect(findings({ scaling, objectives: [alert(166)] })).toEqual([]);
    expect(findings({ scaling, objectives: [alert(165)] })).toEqual(beyond);
    expect(findings({ scaling, objectives: [alert(165, "200")] })).toEqual([]);
  });

  it("agree in all five systems", () => {
    expect(systems.flatMap((system) => checkScaling(system))).toEqual([]);
  });
});

describe("scaling", () => {
  const told = (variant: Variant): readonly string[] => findings(variant);

  it("needs pods, in a system that runs on Kubernetes", () => {
    const finding = ["scaling-not-on-kubernetes services.grinding.scaling"];
    expect(told({ workload: { kind: "pm2" } })).toEqual(finding);
    expect(told({ system: { runs: ["host"] } })).toEqual(finding);
    const system = mill({ workload: { kind: "pm2" } });
    const [grinding] = system.services;
    const onKubernetes = mill().services[0]?.workload;
    if (grinding === undefined || onKubernetes === undefined) throw new Error("no service");
    expect(checkScaling({ ...system, services: [{ ...grinding, onKubernetes }] })).toEqual([]);
  });

  it("needs labels, and a name that Kubernetes takes", () => {
    expect(told({ without: ["labels"] })).toEqual(["scaling-labels-missing services.grinding.workload.labels"]);
    expect(told({ scaling: cpu({ name: "Mill_1" }) })).toEqual(["scaling-name-invalid services.grinding.scaling.name"]);
    expect(told({ scaling: cpu({ name: "mill.v1" }) })).toEqual([]);
  });

  it("needs something to follow that is a number", () => {
    expect(told({ scaling: cpu({ on: [] }) })).toEqual(["scaling-trigger-missing services.grinding.scaling.on"]);
    for (const share of [0, -10, 0.9, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(told({ scaling: scalesAt(share) })).toEqual([`scaling-target-invalid ${TARGET}`]);
    }
    for (const load of [0, -1, 0.0005, Number.NaN]) {
      expect(told({ scaling: cpu({ on: [onLoad(requests, { perReplica: perSecond(load) })] }) })).toEqual([
        "scaling-target-invalid services.grinding.scaling.on.0.perReplica",
      ]);
    }
    expect(told({ scaling: cpu({ carries: perSecond(0) }) })).toEqual([
      "scaling-target-invalid services.grinding.scaling.carries",
    ]);
  });

  it("needs what it asks to be scraped, and the address of who is asked", () => {
    const memory = cpu({ on: [onCpu(percent(70)), onMemory(percent(80))] });
    const unscraped = ["scaling-metric-unscraped services.grinding.scaling.on.1"];
    expect(told({ scaling: memory, dependencies: [] })).toEqual(unscraped);
    expect(told({ scaling: memory, dependencies: [dependency("cadvisor", { type: "cadvisor" })] })).toEqual(unscraped);
    expect(told({ scaling: memory })).toEqual([]);
    const foreign = counter("requests_total", { from: "gateway" });
    expect(told({ scaling: cpu({ on: [onLoad(foreign, { perReplica: perSecond(5) })] }) })).toEqual([
      "scaling-metric-unscraped services.grinding.scaling.on.0.metric",
    ]);
    for (const address of [null, "prometheus:9090", "http://"]) {
      expect(told({ scaling: memory, address })).toEqual(["scaling-prometheus-address prometheus.address"]);
    }
    expect(told({ address: null })).toEqual([]);
  });

  it("has a pace that the API server takes: windows to an hour, periods to half of one", () => {
    const down = (window: number, every: number, step: { pods?: number; share?: Quantity<"ratio"> } = { pods: 1 }) =>
      told({ scaling: cpu({ down: { stabilization: seconds(window), steps: [{ ...step, every: seconds(every) }] } }) });
    const invalid = (at: string) => [`scaling-pace-invalid services.grinding.scaling.down.${at}`];
    expect(down(3_600, 1_800)).toEqual([]);
    expect(down(3_601, 1_800)).toEqual(invalid("stabilization"));
    expect(down(60.5, 60)).toEqual(invalid("stabilization"));
    expect(down(300, 1_801)).toEqual(invalid("steps.0.every"));
    expect(down(300, 0)).toEqual(invalid("steps.0.every"));
    expect(down(300, 60, {})).toEqual(invalid("steps.0"));
    expect(down(300, 60, { pods: 0 })).toEqual(invalid("steps.0.pods"));
    expect(down(300, 60, { share: percent(0.5) })).toEqual(invalid("steps.0.share"));
    expect(told({ scaling: cpu({ up: { stabilization: hours(2), steps: [] } }) })).toEqual([
      "scaling-pace-invalid services.grinding.scaling.up.stabilization",
      "scaling-pace-invalid services.grinding.scaling.up.steps",
    ]);
  });

  it("is told of all at once, each with what was found and expected", () => {
    const issues = checkScaling(
      mill({
        scaling: cpu({ min: 0, room: { memory: mebibytes(600) } }),
        workload: { replicas: 2, requests: { memory: mebibytes(300) } },
      }),
    );
    expect(issues.map(({ code }) => code)).toEqual([
      "scaling-replicas-set",
      "scaling-bounds-invalid",
      "scaling-room-exceeded",
      "scaling-request-missing",
    ]);
    for (const { found, expected } of issues) expect([found, expected]).not.toContain(undefined);
    expect(issues.find(({ code }) => code === "scaling-room-exceeded")).toMatchObject({
      found: "11 × 300Mi = 3300Mi of memory",
      expected: "at most 600Mi, which is 2 replicas",
    });
  });
});
