import type { KubernetesObject } from "../kubernetes/object.ts";

export type { Json } from "../core/json.ts";
export type { KubernetesObject } from "../kubernetes/object.ts";

/** `record:` rule of a Prometheus rule group. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** `alert:` rule of a Prometheus rule group. Durations are Prometheus duration text (`5m`). */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly keep_firing_for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

export type Rule = RecordingRule | AlertingRule;

/** One Prometheus rule group: evaluated in order, so recordings stand before the alerts that read them. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: string;
  readonly query_offset?: string;
  readonly rules: readonly Rule[];
}

/** One file of plain rule groups, written to `rules/<system>/<name>.rules.yml`. */
export interface RuleFile {
  /** `<owner>.<part>`: two DNS labels. */
  readonly name: string;
  readonly groups: readonly RuleGroup[];
}

/** One kind of derived thing (`rules`, `monitors`, `scaling`, ...), written to `manifests/<name>.yaml`. */
export interface Part {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
}

/** A generated text file that is no Kubernetes object; `path` is relative to the output directory, with `/`. */
export interface Document {
  readonly path: string;
  readonly content: string;
}

/** Everything that is derived from one system, as plain frozen data. Targets read this and nothing else. */
export interface Bundle {
  readonly system: string;
  readonly ruleFiles: readonly RuleFile[];
  readonly parts: readonly Part[];
  readonly documents: readonly Document[];
}
