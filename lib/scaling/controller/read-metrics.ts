import { given } from "../../core/given.ts";
import type { Json } from "../../core/json.ts";
import type { Labels } from "../../kubernetes/selector.ts";
import type { Fields, ObjectReader } from "./object-reader.ts";
import {
  type AutoscalerMetric,
  type AverageTarget,
  metricKey,
  type ResourceMetric,
  type UtilizationTarget,
  type ValueTarget,
} from "./spec.ts";

const TYPES = ["Resource", "ContainerResource", "Pods", "Object", "External"] as const;

/** What the API server puts where `metrics` is empty: 80 % of the CPU requests (SetDefaults_HorizontalPodAutoscaler). */
export const DEFAULT_METRIC: ResourceMetric = {
  kind: "resource",
  key: "cpu",
  resource: "cpu",
  target: { kind: "utilization", percent: 80 },
};

/** Every metric of `spec.metrics`, in its order. */
export function readMetrics(reader: ObjectReader, value: Json | undefined, path: string): readonly AutoscalerMetric[] {
  const metrics = reader.list(value, path) ?? [];
  if (metrics.length === 0) return [DEFAULT_METRIC];
  return metrics.flatMap((metric, index) => readMetric(reader, metric, `${path}[${index}]`));
}

function readMetric(reader: ObjectReader, value: Json, path: string): readonly AutoscalerMetric[] {
  const metric = reader.map(value, path) ?? {};
  const type = reader.need(reader.choice(metric.type, `${path}.type`, TYPES), metric.type, `${path}.type`);
  if (type === undefined) return [];
  const field = `${type.slice(0, 1).toLowerCase()}${type.slice(1)}`;
  const place = `${path}.${field}`;
  const source = reader.need(reader.map(metric[field], place), metric[field], place);
  if (source === undefined) return [];
  switch (type) {
    case "Resource":
    case "ContainerResource":
      return readResource(reader, source, place, type === "ContainerResource");
    case "Pods": {
      const [key, target] = [readKey(reader, source, place), readAverage(reader, source, place)];
      return key === undefined || target === undefined ? [] : [{ kind: "pods", key, target }];
    }
    case "Object": {
      const described = reader.map(source.describedObject, `${place}.describedObject`) ?? {};
      const names = ["kind", "name"].map((part) => {
        const name = reader.text(described[part], `${place}.describedObject.${part}`);
        return reader.need(name, described[part], `${place}.describedObject.${part}`) ?? "";
      });
      const [name, target] = [readKey(reader, source, place), readTotal(reader, source, place, true)];
      return name === undefined || target === undefined
        ? []
        : [{ kind: "object", key: `${names.join("/")} ${name}`, target }];
    }
    case "External": {
      const [key, target] = [readKey(reader, source, place), readTotal(reader, source, place, false)];
      return key === undefined || target === undefined ? [] : [{ kind: "external", key, target }];
    }
  }
}

function readResource(
  reader: ObjectReader,
  source: Fields,
  path: string,
  ofContainer: boolean,
): readonly ResourceMetric[] {
  const resource = reader.need(reader.text(source.name, `${path}.name`), source.name, `${path}.name`);
  const container = ofContainer
    ? reader.need(reader.text(source.container, `${path}.container`), source.container, `${path}.container`)
    : undefined;
  const target = readResourceTarget(reader, source, path);
  if (resource === undefined || target === undefined || (ofContainer && container === undefined)) return [];
  return [resourceMetric(resource, container, target)];
}

/** A metric of a resource, with the key that it is known by. */
export function resourceMetric(
  resource: string,
  container: string | undefined,
  target: ResourceMetric["target"],
): ResourceMetric {
  const key = container === undefined ? resource : `${container}/${resource}`;
  return { kind: "resource", key, resource, ...given("container", container), target };
}

/** An average value goes before a utilization, as in computeStatusForResourceMetricGeneric. */
function readResourceTarget(
  reader: ObjectReader,
  source: Fields,
  path: string,
): UtilizationTarget | AverageTarget | undefined {
  const place = `${path}.target`;
  const target = reader.map(source.target, place) ?? {};
  if (!isAbsent(target.averageValue)) return readAverage(reader, source, path);
  const field = `${place}.averageUtilization`;
  const percent = reader.whole(target.averageUtilization, field, 1);
  if (percent !== undefined) return { kind: "utilization", percent };
  if (isAbsent(target.averageUtilization)) {
    reader.refuse(place, "a resource needs averageUtilization or averageValue", source.target);
  }
  return undefined;
}

function readAverage(reader: ObjectReader, source: Fields, path: string): AverageTarget | undefined {
  const value = readAmount(reader, source, path, "averageValue");
  return value === undefined ? undefined : { kind: "average", value };
}

/** For an object its `type` decides; an external metric takes the average value where there is one. */
function readTotal(
  reader: ObjectReader,
  source: Fields,
  path: string,
  byType: boolean,
): AverageTarget | ValueTarget | undefined {
  const target = reader.map(source.target, `${path}.target`) ?? {};
  const isAverage = byType ? target.type === "AverageValue" : !isAbsent(target.averageValue);
  if (isAverage) return readAverage(reader, source, path);
  const value = readAmount(reader, source, path, "value");
  return value === undefined ? undefined : { kind: "value", value };
}

function readAmount(reader: ObjectReader, source: Fields, path: string, field: string): number | undefined {
  const place = `${path}.target`;
  const target = reader.map(source.target, place) ?? {};
  const amount = reader.quantity(target[field], `${place}.${field}`);
  if (isAbsent(target[field])) reader.refuse(place, `this metric needs ${field}`, source.target);
  return amount;
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

function readKey(reader: ObjectReader, source: Fields, path: string): string | undefined {
  const metric = reader.map(source.metric, `${path}.metric`) ?? {};
  const name = reader.need(reader.text(metric.name, `${path}.metric.name`), metric.name, `${path}.metric.name`);
  const selector = reader.map(metric.selector, `${path}.metric.selector`);
  const matched = reader.map(selector?.matchLabels, `${path}.metric.selector.matchLabels`) ?? {};
  const labels: Record<string, string> = {};
  for (const [label, value] of Object.entries(matched)) labels[label] = String(value);
  return name === undefined ? undefined : metricKey(name, labels satisfies Labels);
}
