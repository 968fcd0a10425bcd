import { scalingObjectsOf } from "../../lib/compile/scaling-objects.ts";
import type { Json } from "../../lib/core/json.ts";
import {
  cores,
  counter,
  type Dependency,
  dependency,
  type Given,
  gauge,
  hours,
  mebibytes,
  minutes,
  type Objective,
  onCpu,
  percent,
  type Scaling,
  type Service,
  type System,
  scaling,
  scrape,
  seconds,
  service,
  system,
  type Workload,
} from "../../lib/index.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { checkScaling } from "../../lib/scaling/check/check-scaling.ts";

export const requests = counter("mill_requests_total", { labels: ["status"] });
export const inFlight = gauge("mill_sacks_in_flight", { unit: "count" });

const quiet = { ignored: "not what these tests are about" };

export const cadvisor = dependency("cadvisor", {
  type: "cadvisor",
  scrape: scrape({ job: "kubelet", every: seconds(30), through: { kind: "external" }, down: quiet }),
});

/** Numbers that differ everywhere, so that a swapped one cannot pass. Limit and request of CPU are as 5 to 2. */
export const deployment: Workload = {
  kind: "Deployment",
  name: "mill",
  container: "grinder",
  labels: { app: "mill" },
  requests: { cpu: cores(0.4), memory: mebibytes(300) },
  limits: { cpu: cores(1), memory: mebibytes(600) },
  startup: seconds(40),
};

export const onCpuAlone: Scaling = scaling({ min: 3, max: 11, on: [onCpu(percent(70))] });

/** Scaling on CPU, with other properties. */
export function cpu(more: { readonly [Key in keyof Scaling]?: Given<Scaling[Key]> }): Scaling {
  return scaling({ ...onCpuAlone, ...more });
}

/** What may differ from a mill that scales on CPU, without a finding. */
export interface Variant {
  readonly scaling?: Scaling;
  readonly workload?: Partial<Workload>;
  /** Keys of the workload to leave out. */
  readonly without?: readonly (keyof Workload)[];
  readonly objectives?: readonly Objective[];
  readonly services?: readonly Service[];
  readonly dependencies?: readonly Dependency[];
  readonly address?: string | null;
  readonly system?: Partial<System>;
}

/** A small mill that scales. */
export function mill(variant: Variant = {}): System {
  const stated: Workload = { ...deployment, ...variant.workload };
  const left = Object.entries(stated).filter(([key]) => !variant.without?.some((name) => name === key));
  const workload: Workload = { ...Object.fromEntries(left), kind: stated.kind, name: stated.name };
  const base: System = system("mill", {
    owner: "millers",
    runs: ["kubernetes"],
    namespace: "flour",
    prometheus: { evaluationInterval: minutes(1), retention: hours(720) },
    runbooks: "https://runbooks.example.com/mill",
    severities: {},
    services: [],
  });
  const address = variant.address === undefined ? "http://prometheus.monitoring.svc:9090" : variant.address;
  const one: Service = {
    ...service("grinding", {
      workload,
      scrape: scrape({ job: "mill", every: seconds(20), port: "metrics", down: quiet }),
      scaling: variant.scaling ?? onCpuAlone,
    }),
    objectives: variant.objectives ?? [],
  };
  return {
    ...base,
    prometheus: { ...base.prometheus, ...(address === null ? {} : { address }) },
    services: [one, ...(variant.services ?? [])],
    dependencies: variant.dependencies ?? [cadvisor],
    ...variant.system,
  };
}

/** The object of a kind that a mill gives. */
export function objectOf(variant: Variant, kind: string): KubernetesObject {
  const object = scalingObjectsOf(mill(variant)).find((one) => one.kind === kind);
  if (object === undefined) throw new Error(`no ${kind}`);
  return object;
}

/** What stands at a place of an object: `spec.metrics.0`. */
export function at(value: Json, path: string): Json | undefined {
  return path
    .split(".")
    .reduce<Json | undefined>(
      (inner, key) => (typeof inner === "object" ? Reflect.get(inner ?? {}, key) : undefined),
      value,
    );
}

/** Codes and places of the findings; warnings are marked. */
export function findings(variant: Variant): readonly string[] {
  return checkScaling(mill(variant)).map(
    ({ code, path, level }) => `${level === "warning" ? "warning " : ""}${code} ${path}`,
  );
}
