import { quantityInWords, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";

/** A word as text in Markdown, inside a table as well. */
export function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

/** Text inside a table of Markdown. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

/** Rows as a table of Markdown. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** `Query time`, of a name such as `query-time`. */
export function titleOf(name: string): string {
  const words = name.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What an indicator measures: `share of bad events`. */
export function measured({ indicator }: Objective): string {
  switch (indicator.kind) {
    case "ratio":
      return "share of bad events";
    case "latency":
      return `share of events slower than ${quantityInWords(indicator.below)}`;
    case "hitRatio":
      return "share of hits";
    case "up":
      return "share of time with an answering target";
    case "quantile":
      return `p${Number((indicator.quantile * 100).toPrecision(6))} of ${indicator.histogram.name}`;
    case "throughput":
      return `rate of ${indicator.events.name}`;
    case "saturation": {
      const { used, capacity } = indicator;
      return `${used.name} as a share of ${"value" in capacity ? quantityInWords(capacity) : capacity.name}`;
    }
    case "freshness":
      return `age of the newest success in ${indicator.timestamp.name}`;
    case "queueDepth":
      return indicator.depth.name;
  }
}

/** What an objective promises, as a sentence; without a target, what its alerts watch. */
export function promise(objective: Objective): string {
  const { indicator, target, over } = objective;
  const what = measured(objective);
  if (target === undefined) return `Watched: ${what}. No target is promised; its alerts have thresholds.`;
  if (over === undefined) return `Target: ${what} ${quantityInWords(target)}.`;
  const window = "calendar" in over ? "the calendar month" : windowName(over.value);
  if (indicator.kind === "up") return `Promised: a target answers ${quantityInWords(target)} of ${window}.`;
  const good = indicator.kind === "hitRatio" ? "of look-ups are hits" : "of events are good";
  const slow = indicator.kind === "latency" ? ` (faster than ${quantityInWords(indicator.below)})` : "";
  return `Promised: ${quantityInWords(target)} ${good}${slow} over ${window}.`;
}

/** Name of a series by its labels: `{{pod}}`; `fallback` where it has none. */
export function byLabels(labels: readonly string[], fallback: string): string {
  return labels.length === 0 ? fallback : labels.map((label) => `{{${label}}}`).join(" ");
}
