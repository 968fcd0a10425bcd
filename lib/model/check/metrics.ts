import { isLabelName, isMetricName, nearest } from "../../core/names.ts";
import { inspectRegexp } from "../../promql/regexp.ts";
import type { Metric, ScrapeLabel } from "../metric.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { didYouMean, type MetricUse, metricsOf, type ObjectiveAt, objectivesOf, ownersOf } from "./walk.ts";

const SCRAPE_LABELS: Readonly<Record<ScrapeLabel, true>> = {
  job: true,
  instance: true,
  namespace: true,
  pod: true,
  container: true,
  service: true,
  node: true,
  cluster: true,
};

/** Labels that alerts and recordings set themselves; an indicator may keep `service` alone of them. */
const RESERVED = new Set([
  "system",
  "objective",
  "severity",
  "priority",
  "long_window",
  "short_window",
  "alertname",
  "le",
]);

/** The metrics that indicators read: names, types, labels, buckets, and the scrape that brings them. */
export function checkMetrics(system: System, report: Report<ModelCode>): void {
  const declared = new Map<string, { readonly metric: Metric; readonly path: string }>();
  const sources = new Set<string>();
  for (const { owner, path } of ownersOf(system)) {
    for (const label of Object.keys(owner.scrape?.matchers ?? {}))
      labelName(`${path}.scrape.matchers.${label}`, label, report);
  }
  for (const at of objectivesOf(system)) {
    const uses = metricsOf(at.objective.indicator);
    for (const use of uses) {
      const path = `${at.path}.indicator.${use.field}`;
      checkUse(use, path, report);
      const source = `${at.path} ${use.metric.name}`;
      if (!sources.has(source)) checkSource(system, at, use.metric, path, report);
      sources.add(source);
      const before = declared.get(use.metric.name);
      if (before === undefined) {
        declared.set(use.metric.name, { metric: use.metric, path });
        checkDeclaration(use.metric, path, report);
      } else checkAgreement(use.metric, before, path, report);
    }
    if (uses.length === 0 && at.owner.scrape === undefined) scrapeMissing(at, `${at.path}.indicator`, report);
    checkKept(at, uses, report);
  }
}

function checkUse({ metric, types }: MetricUse, path: string, report: Report<ModelCode>): void {
  if (!types.includes(metric.type)) {
    report.error("metric-type-wrong", path, "the indicator cannot be measured with this type of metric", {
      found: `${metric.name}, a ${metric.type}`,
      expected: types.join(" or "),
    });
  }
  for (const { label, op, value } of metric.matchers) {
    labelKnown(path, label, metric, report);
    if (op === "=~" || op === "!~") regexp(`${path}{${label}}`, value, report);
  }
}

function checkDeclaration(metric: Metric, path: string, report: Report<ModelCode>): void {
  const suffix = /_(bucket|count|sum)$/.exec(metric.name)?.[0];
  if (!isMetricName(metric.name)) {
    report.error("metric-name-invalid", path, "Prometheus takes no such name for a metric", {
      found: JSON.stringify(metric.name),
    });
  } else if (suffix !== undefined && metric.type === "histogram") {
    report.error("metric-name-invalid", path, "a histogram is named without the suffix of its series", {
      found: metric.name,
      mend: `write ${metric.name.slice(0, -suffix.length)}`,
    });
  }
  for (const label of metric.labels) labelName(path, label, report);
  const { buckets } = metric;
  const sound = buckets?.every((bound, index) => Number.isFinite(bound) && bound > (buckets[index - 1] ?? -Infinity));
  if (metric.type === "histogram" && (sound !== true || buckets?.length === 0)) {
    report.error("buckets-invalid", path, "a classic histogram needs its finite upper bounds in ascending order", {
      found: `${metric.name} with ${buckets === undefined ? "none" : `[${buckets.join(", ")}]`}`,
    });
  }
}

/** Two uses of one name are two views of one metric: they may differ in matchers and, by label, in unit. */
function checkAgreement(
  metric: Metric,
  before: { readonly metric: Metric; readonly path: string },
  path: string,
  report: Report<ModelCode>,
): void {
  const facts = (of: Metric): string =>
    `${of.type}${of.buckets === undefined ? "" : ` with buckets [${of.buckets.join(", ")}]`}`;
  if (facts(metric) === facts(before.metric)) return;
  report.error("metric-conflict", path, `${metric.name} is declared otherwise at ${before.path}`, {
    found: facts(metric),
    expected: facts(before.metric),
    mend: "declare the metric once and use it in both places",
  });
}

function checkSource(system: System, at: ObjectiveAt, metric: Metric, path: string, report: Report<ModelCode>): void {
  if (metric.from === undefined) {
    if (at.owner.scrape === undefined) scrapeMissing(at, path, report);
    return;
  }
  const names = system.dependencies.map(({ name }) => name);
  const source = system.dependencies.find(({ name }) => name === metric.from);
  if (source === undefined) {
    report.error(
      "dependency-unknown",
      path,
      `${metric.name} comes from a dependency that the system does not declare`,
      {
        found: metric.from,
        expected: names.length === 0 ? "a dependency declared under dependencies" : `one of ${names.join(", ")}`,
        mend: didYouMean(nearest(metric.from, names)),
      },
    );
  } else if (source.scrape === undefined) {
    report.error("scrape-missing", path, `${metric.name} comes from ${source.name}, which has no scrape`, {
      mend: `give dependencies.${source.name} a scrape with its job`,
    });
  }
}

function scrapeMissing({ owner }: ObjectiveAt, path: string, report: Report<ModelCode>): void {
  report.error("scrape-missing", path, `${owner.name} is not scraped, so nothing of it can be measured`, {
    mend: `give ${owner.name} a scrape, or name the dependency that the metric comes from`,
  });
}

function checkKept(at: ObjectiveAt, uses: readonly MetricUse[], report: Report<ModelCode>): void {
  const { indicator } = at.objective;
  for (const label of indicator.kind === "up" ? [] : (indicator.by ?? [])) {
    const path = `${at.path}.indicator.by`;
    if (RESERVED.has(label) || label.startsWith("__")) {
      report.error("label-reserved", path, "the alerts and recordings of an objective set this label themselves", {
        found: label,
        mend: "leave it out",
      });
      continue;
    }
    for (const { metric } of uses) {
      if (!labelKnown(path, label, metric, report)) break;
    }
  }
}

function labelName(path: string, label: string, report: Report<ModelCode>): void {
  if (isLabelName(label) && !label.startsWith("__")) return;
  report.error("label-name-invalid", path, "Prometheus takes no such name for a label", {
    found: JSON.stringify(label),
    expected: "letters, digits and underscores, no digit first, no two underscores first",
  });
}

function labelKnown(path: string, label: string, metric: Metric, report: Report<ModelCode>): boolean {
  if (metric.labels.includes(label) || label in SCRAPE_LABELS) return true;
  const known = [...metric.labels, ...Object.keys(SCRAPE_LABELS)];
  report.error("label-undeclared", path, `${metric.name} declares no such label, so the selection would be empty`, {
    found: label,
    expected: `one of ${known.join(", ")}`,
    mend: [didYouMean(nearest(label, known)), `add ${label} to the labels of ${metric.name}`]
      .filter((part) => part !== undefined)
      .join(" Otherwise "),
  });
  return false;
}

function regexp(path: string, pattern: string, report: Report<ModelCode>): void {
  try {
    inspectRegexp(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report.error("matcher-regexp-invalid", path, `Prometheus refuses the regular expression: ${error.message}`, {
      found: JSON.stringify(pattern),
      expected: "RE2 syntax, which has no lookarounds and no back references",
    });
  }
}
