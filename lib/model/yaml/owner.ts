import { type Dependency, type DependencyType, dependency } from "../dependency.ts";
import { type DownSpec, type Scrape, scrape } from "../scrape.ts";
import { type Service, service } from "../service.ts";
import { conditionOf } from "./condition.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textMapOf, textOf, textsOf } from "./data.ts";
import { connectsOf, exposedOf, externalOf } from "./network.ts";
import { objectiveOf } from "./objective.ts";
import { durationOf, metricOf, type Reading } from "./reading.ts";
import { scalingOf } from "./scaling.ts";
import { workloadOf } from "./workload.ts";

/** A service of the model. */
export function serviceOf(name: string, data: Data, reading: Reading): Service {
  return service<string>(name, {
    ...partsOf(data, `services.${name}`, reading),
    ...optional(data, "workload", workloadOf),
    ...optional(data, "onKubernetes", workloadOf),
    ...optional(data, "scaling", (value) => scalingOf(value, `services.${name}.scaling`, reading)),
    ...optional(data, "connects", connectsOf),
    ...optional(data, "exposed", exposedOf),
    ...optionalLeaf(data, "policy", textOf),
  });
}

/** A dependency of the model. */
export function dependencyOf(name: string, data: Data, reading: Reading): Dependency {
  return dependency<string>(name, {
    type: data.type as DependencyType,
    ...partsOf(data, `dependencies.${name}`, reading),
    ...optionalLeaf(data, "address", textOf),
    ...optional(data, "workload", workloadOf),
    ...optional(data, "external", externalOf),
    ...optional(data, "connects", connectsOf),
    ...optionalLeaf(data, "facts", textMapOf),
  });
}

function partsOf(data: Data, path: string, reading: Reading) {
  const objectives = Object.entries(mapOf(data.objectives)).map(([name, objective]) =>
    objectiveOf(name, mapOf(objective), `${path}.objectives.${name}`, reading),
  );
  const conditions = listOf(data.conditions).map((item) => conditionOf(mapOf(item), path, reading));
  return {
    ...optional(data, "scrape", scrapeOf),
    ...(data.objectives === undefined ? {} : { objectives: objectives.filter((item) => item !== undefined) }),
    ...(data.conditions === undefined ? {} : { conditions: conditions.filter((item) => item !== undefined) }),
    ...optional(data, "metrics", (items) =>
      textsOf(items)
        .map((item, index) => metricOf(item, `${path}.metrics.${index}`, reading))
        .filter((metric) => metric !== undefined),
    ),
  };
}

function scrapeOf(value: unknown): Scrape {
  const data = mapOf(value);
  return scrape<string>({
    job: leafOf(data.job, textOf),
    every: leafOf(data.every, durationOf),
    ...optionalLeaf(data, "port", textOf),
    ...optionalLeaf(data, "addresses", textsOf),
    ...optionalLeaf(data, "path", textOf),
    ...optionalLeaf(data, "matchers", textMapOf),
    ...optional(data, "through", throughOf),
    down: downOf(mapOf(data.down)),
  });
}

function throughOf(value: unknown) {
  const data = mapOf(value);
  if (data.external !== undefined) return { kind: "external" as const };
  const kind = data.ServiceMonitor === undefined ? "PodMonitor" : "ServiceMonitor";
  return { kind, labels: leafOf(data[kind], textMapOf) } as const;
}

function downOf(data: Data): DownSpec<string> {
  if (data.ignored !== undefined) return { ignored: textOf(data.ignored) };
  const alertOf = (given: Data) => ({
    ...optionalLeaf(given, "alert", textOf),
    after: leafOf(given.after, durationOf),
    severity: textOf(given.severity),
  });
  return {
    ...alertOf(data),
    ...optionalLeaf(data, "impact", textOf),
    ...optional(data, "target", (target) => alertOf(mapOf(target))),
  };
}
