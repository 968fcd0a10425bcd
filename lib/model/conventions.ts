import { formatDuration } from "../core/duration.ts";
import { kebabCase, pascalCase } from "../core/names.ts";
import type { Quantity, Unit } from "../core/quantity.ts";
import type { Comparison } from "./tier.ts";

/**
 * Names that more than one emitter needs: recorded series, alert identity, runbook pages. Recorded names follow
 * `level:metric:operations` (https://prometheus.io/docs/practices/rules/); the level is the objective.
 */
export const RECORDED = {
  badEvents: (range: string): string => `objective:bad_events:rate${range}`,
  events: (range: string): string => `objective:events:rate${range}`,
  /** 1 at moments without an answering target, else 0. */
  badMoments: "objective:bad_moments:bool",
  errorRatio: (range: string): string => `objective:error_ratio:rate${range}`,
  /** Value of an indicator that is no ratio of events, in its unit. */
  value: (unit: Unit, operation: string): string => `objective:value_${unit.replace("-", "_")}:${operation}`,
  target: (unit: Unit): string => `objective:target:${unit.replace("-", "_")}`,
  budgetRemaining: "objective:error_budget_remaining:ratio",
  windowStart: "objective:window_start:timestamp_seconds",
} as const;

/** Labels that identify an objective on its recordings and alerts; no indicator can keep a label of these names. */
export const IDENTITY_LABELS = ["system", "service", "objective"] as const;

/** Labels that alerts carry besides their identity. */
export const ALERT_LABELS = ["severity", "priority", "long_window", "short_window"] as const;

/** `5m`, `1h`, `30d`: a duration as recorded names and labels spell it. Units: seconds. */
export function windowName(seconds: number): string {
  return formatDuration(seconds * 1_000);
}

/** Name of the rule group of one objective, unique in a Prometheus. */
export function groupName(system: string, owner: string, part: string): string {
  return `${system}.${owner}.${part}`;
}

/** Prefix of the names of derived alerts: `<Service><Objective>`. */
export function alertPrefix(owner: string, part: string): string {
  return `${pascalCase(owner)}${pascalCase(part)}`;
}

/** Page of an alert under the runbook base URL; its severities are anchors on the page. */
export function runbookPath(alert: string, severity: string): string {
  return `runbooks/${kebabCase(alert)}.md#${kebabCase(severity)}`;
}

/** Page of a procedure that stands on no alert's page, under the runbook base URL. */
export function procedurePath(title: string): string {
  return `runbooks/procedures/${kebabCase(title)}.md`;
}

/** Names of the dashboards that are derived; those that a system declares have names of their own. */
export const BOARDS = {
  overview: "overview",
  infrastructure: "infrastructure",
  dependencies: "dependencies",
  jobs: "backups-and-jobs",
  /** Of a service or dependency that has rules. */
  owner: (owner: string): string => owner,
  objective: (owner: string, objective: string): string => `${owner}-${objective}`,
} as const;

/** The longest uid that Grafana takes. */
const LONGEST_UID = 40;

/**
 * Uid of a dashboard: the same for the same system and name, whatever else changes. Long ones are cut and get a checksum, so
 * that they stay apart.
 */
export function dashboardUid(system: string, name: string): string {
  const whole = `${system}-${kebabCase(name)}`;
  if (whole.length <= LONGEST_UID) return whole;
  let sum = 0;
  for (const character of whole) sum = (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0;
  const end = sum.toString(36);
  return `${whole.slice(0, LONGEST_UID - end.length - 1)}-${end}`;
}

/** Where a dashboard is opened. */
export function dashboardUrl(grafana: string, uid: string): string {
  return `${grafana}/d/${uid}`;
}

const WORDS: Readonly<Record<Comparison, string>> = {
  above: "above",
  atLeast: "at or above",
  below: "below",
  atMost: "at or below",
};

/** A comparison in words: `above 1 %`. */
export function comparisonInWords(comparison: Comparison, threshold: Quantity): string {
  return `${WORDS[comparison]} ${quantityInWords(threshold)}`;
}

/** A quantity as people write it: `0.5 %`, `3 s`, `500 ms`, `80 per second`. */
export function quantityInWords({ unit, value }: Quantity): string {
  switch (unit) {
    case "ratio":
      return `${Number((value * 100).toPrecision(12))} %`;
    case "seconds":
      return value >= 60 ? windowName(value) : `${value} s`;
    case "milliseconds":
      return `${value} ms`;
    case "per-second":
      return rateInWords(value);
    case "bytes":
      return bytesInWords(value);
    case "cores":
      return `${value} ${value === 1 ? "core" : "cores"}`;
    case "timestamp":
    case "count":
      return `${value}`;
  }
}

/** In the largest unit of time that gives at least one event: `50 per minute`, not `0.833333333333 per second`. */
function rateInWords(perSecond: number): string {
  const [unit, seconds] = perSecond >= 1 ? ["second", 1] : perSecond * 60 >= 1 ? ["minute", 60] : ["hour", 3_600];
  return `${Number((perSecond * Number(seconds)).toPrecision(9))} per ${unit}`;
}

function bytesInWords(value: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let scaled = value;
  let index = 0;
  while (scaled >= 1_024 && index < units.length - 1) {
    scaled /= 1_024;
    index++;
  }
  return `${Number(scaled.toPrecision(6))} ${units[index] ?? "B"}`;
}

/** Template that renders `$value` in a unit, for annotations. */
export function valueTemplate(unit: Unit): string {
  switch (unit) {
    case "ratio":
      return "{{ $value | humanizePercentage }}";
    case "seconds":
      return "{{ $value | humanizeDuration }}";
    case "milliseconds":
      return '{{ printf "%.0f" $value }} ms';
    case "bytes":
      return "{{ $value | humanize1024 }}B";
    case "per-second":
      return '{{ printf "%.2f" $value }} per second';
    case "cores":
      return '{{ printf "%.2f" $value }} cores';
    case "timestamp":
      return "{{ $value | humanizeTimestamp }}";
    case "count":
      return '{{ printf "%.0f" $value }}';
  }
}
