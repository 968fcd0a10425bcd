import type { Issue } from "../../core/issue.ts";
import { objectivesOf } from "../../model/check/walk.ts";
import type { Indicator } from "../../model/indicator.ts";
import type { System } from "../../model/system.ts";

/** Fields of an indicator that have another key in YAML. */
const KEYS: Readonly<Record<string, string>> = {
  histogram: "of",
  quantile: "q",
  events: "of",
  timestamp: "of",
  depth: "of",
};

/** Issues of a model in the words of its YAML: `...latency.indicator.histogram` is `...latency.quantile.of` there. */
export function inYamlWords(issues: readonly Issue[], system: System): readonly Issue[] {
  const kinds = new Map(
    objectivesOf(system).map(({ objective, path }) => [`${path}.indicator`, objective.indicator.kind]),
  );
  return issues.map((issue) => {
    if (issue.path === "name") return { ...issue, path: "system" };
    const trigger = triggerPath(issue.path, system);
    if (trigger !== undefined) return { ...issue, path: trigger };
    const end = issue.path.indexOf(".indicator") + ".indicator".length;
    const kind = kinds.get(issue.path.slice(0, end));
    return kind === undefined ? issue : { ...issue, path: yamlPath(issue.path, end, kind) };
  });
}

/** A field of what a service scales on, which YAML has below the kind: `services.api.scaling.on.0.cpu.target`. */
function triggerPath(path: string, { services }: System): string | undefined {
  const match = /^services\.([^.]+)\.scaling\.on\.(\d+)\.(.+)$/.exec(path);
  const [, name, index, field] = match ?? [];
  const kind = services.find((service) => service.name === name)?.scaling?.on[Number(index)]?.kind;
  return kind === undefined ? undefined : `services.${name}.scaling.on.${index}.${kind}.${field}`;
}

function yamlPath(path: string, end: number, kind: Indicator["kind"]): string {
  const [field = "", ...rest] = path.slice(end + 1).split(".");
  const base = `${path.slice(0, end - ".indicator".length)}.${kind}`;
  return [base, KEYS[field] ?? field, ...rest].filter((part) => part !== "").join(".");
}
