import type { Json } from "../../lib/core/json.ts";
import { escapeSegment, isList, valueAt } from "./pointer.ts";

/** What sort of thing an object is: a rule, a panel, a dashboard, a page, the model, or the kind of a Kubernetes object. */
export type ArtefactClass = "rule" | "panel" | "page" | "model" | (string & {});

/** Values without which a fact of a kind is not carried, whatever `aside` says. */
const MAIN: Readonly<Record<string, readonly string[]>> = {
  alert: ["/name", "/expr", "/for", "/severity", "/threshold"],
  slo: ["/target", "/alert_threshold", "/critical_threshold", "/scaling_trigger"],
};

/** Values that say nothing a rule or an object could carry; the same in every system. */
const DESCRIPTIVE: Readonly<Record<string, readonly string[]>> = {
  // `labels` repeat the severity; `operator` is compared with the threshold; X-D06: every rule of ours has annotations.
  alert: [
    "annotations",
    "labels",
    "impact",
    "runbook",
    "severity_key_as_written",
    "group",
    "heading",
    "message",
    "type",
    "operator",
    "engine",
  ],
  slo: ["metric", "objective", "rule_in_document"],
  // What a metric should be is a row of its own among the SLOs.
  metric: ["group", "description", "guidance", "note", "language", "sample"],
  service: ["description", "note", "technology", "runtime", "roles"],
  // `type` is the document's word for what the model calls by one of its own.
  dependency: ["description", "note", "holds", "type"],
};

/** JSON pointers to the main values that a fact has. */
export function mainValues(kind: string, data: Json): readonly string[] {
  const main = kind === "metric" ? metricMain(data) : (MAIN[kind] ?? []);
  return main.filter((pointer) => valueAt(data, pointer) !== undefined && valueAt(data, pointer) !== null);
}

/** An expression says which metrics; the name beside it is then only a title. */
function metricMain(data: Json): readonly string[] {
  return [["/expr", "/names", "/name"].find((pointer) => valueAt(data, pointer) !== undefined) ?? "/name"];
}

/** JSON pointers to every stated value of a fact that is not merely descriptive, lists as one value. */
export function statedValues(kind: string, data: Json): readonly string[] {
  if (typeof data !== "object" || data === null || isList(data)) return [""];
  const title = kind === "metric" && !metricMain(data).includes("/name") ? ["name"] : [];
  const free = [...(DESCRIPTIVE[kind] ?? []), ...title];
  return Object.entries(data)
    .filter(([key]) => !free.includes(key))
    .flatMap(([key, value]) => leaves(value, `/${escapeSegment(key)}`));
}

function leaves(value: Json, pointer: string): readonly string[] {
  if (value === null) return [];
  if (typeof value !== "object") return [pointer];
  if (isList(value)) return value.length === 0 ? [] : [pointer];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${pointer}/${escapeSegment(key)}`));
}

/** What each kind may be carried by; a page counts for these few kinds only. */
export function countsFor(kind: string, artefact: ArtefactClass): boolean {
  switch (kind) {
    case "slo":
    case "alert":
      return artefact === "rule";
    case "hpa":
      // A vertical one stands beside the horizontal one in a document, and in ours with it.
      return ["HorizontalPodAutoscaler", "ScaledObject", "VerticalPodAutoscaler"].includes(artefact);
    case "networkpolicy":
      return artefact === "NetworkPolicy";
    case "backup":
    case "restore":
      return artefact === "CronJob" || artefact === "Job";
    case "dashboard":
      return artefact === "panel" || artefact === "dashboard";
    case "runbook":
    case "healthcheck":
    case "escalation":
    case "config":
      return true;
    default:
      return artefact !== "page";
  }
}
