import { quantityInWords } from "../conventions.ts";
import type { LatencyIndicator } from "../indicator.ts";
import { unitOfIndicator } from "../indicator.ts";
import type { Objective } from "../objective.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { countsEvents, objectivesOf } from "./walk.ts";

/** What an objective promises, and that nothing it has to choose is left out. */
export function checkTargets(system: System, report: Report<ModelCode>): void {
  for (const { objective, path } of objectivesOf(system)) {
    if (countsEvents(objective.indicator)) checkBudget(objective, path, report);
    checkTargetRange(objective, path, report);
    checkGuard(objective, path, report);
    checkChoices(objective, path, report);
    const { indicator } = objective;
    if (indicator.kind === "latency") checkBound(indicator, `${path}.indicator.below`, report);
    if (indicator.kind === "quantile" && !(indicator.quantile > 0 && indicator.quantile < 1)) {
      const share = indicator.quantile / 100;
      report.error("quantile-out-of-range", `${path}.indicator.quantile`, "a quantile is a share between 0 and 1", {
        found: `${indicator.quantile}`,
        mend: share > 0 && share < 1 ? `write ${share}` : undefined,
      });
    }
    // `none` gives the reason why nobody has to be told.
    const promised = countsEvents(indicator) && objective.target !== undefined;
    if (objective.tiers.length === 0 && objective.burnRate === undefined && !promised) {
      report.error("objective-without-alert", path, "nobody is told when the objective is missed", {
        expected: countsEvents(indicator) ? "tiers, or a target with burn rates" : "at least one tier",
      });
    }
  }
}

function checkBudget({ target, over, burnRate }: Objective, path: string, report: Report<ModelCode>): void {
  if (target === undefined) {
    if (over === undefined && burnRate === undefined) return;
    report.error("window-without-target", path, "a window and burn rates belong to a target, which is missing", {
      expected: "a target such as 99.9 %",
    });
    return;
  }
  if (over === undefined) {
    report.error(
      "target-without-window",
      `${path}.over`,
      "the error budget of a target needs the window that it lasts for",
      {
        expected: "a length such as 30d, or the calendar month",
      },
    );
  }
  if (burnRate === undefined) {
    report.error("target-without-burn-rate", `${path}.burnRate`, "say which alerts watch the error budget", {
      expected:
        "the SRE workbook's with a severity for pages and one for tickets, tiers of your own, or none with the reason",
    });
  }
}

function checkTargetRange({ target, indicator }: Objective, path: string, report: Report<ModelCode>): void {
  if (target === undefined || target.unit !== "ratio" || unitOfIndicator(indicator) !== "ratio") return;
  if (target.value > 0 && target.value < 1) return;
  if (!countsEvents(indicator) && target.value === 1) return;
  const slip = target.value > 1 && target.value <= 100;
  report.error("target-out-of-range", `${path}.target`, "a target is a share between 0 and 100 %, both excluded", {
    found: quantityInWords(target),
    mend:
      target.value === 1
        ? "promise less than everything, such as 99.99 %: without a budget the first failure breaks the promise for good"
        : slip
          ? `write ${target.value} %`
          : undefined,
  });
}

function checkGuard(objective: Objective, path: string, report: Report<ModelCode>): void {
  const { indicator, lowTraffic } = objective;
  if (indicator.kind === "up") checkMomentGuard(objective, path, report);
  else if ((countsEvents(indicator) || indicator.kind === "quantile") && lowTraffic === undefined) {
    report.error(
      "low-traffic-missing",
      `${path}.lowTraffic`,
      "say what keeps a handful of failures at night from paging",
      {
        expected: "minimumFailures, minimumEvents, widenedWindows, or unguarded with the reason",
        mend: "minimumFailures of 10 suits most services",
      },
    );
  }
  if (lowTraffic?.kind === "minimumFailures" || lowTraffic?.kind === "minimumEvents") {
    if (!(lowTraffic.count >= 1 && Number.isFinite(lowTraffic.count))) {
      report.error("low-traffic-invalid", `${path}.lowTraffic.${lowTraffic.kind}`, "a guard counts events", {
        found: `${lowTraffic.count}`,
        expected: "1 or more",
      });
    }
  }
  if (lowTraffic?.kind === "widenedWindows" && !(lowTraffic.factor > 1 && Number.isFinite(lowTraffic.factor))) {
    report.error("low-traffic-invalid", `${path}.lowTraffic.widenedWindows`, "the factor makes windows longer", {
      found: `${lowTraffic.factor}`,
      expected: "more than 1",
    });
  }
}

/** Moments are few: without a guard a single failed scrape may be beyond the threshold of an hour. */
function checkMomentGuard({ lowTraffic, burnRate }: Objective, path: string, report: Report<ModelCode>): void {
  const expected = "minimumFailures, which counts evaluations without a target, or unguarded with the reason";
  const mend = "minimumFailures of 3: one or two failed scrapes are no outage";
  if (lowTraffic === undefined && burnRate !== undefined && burnRate.kind !== "none") {
    report.error("low-traffic-missing", `${path}.lowTraffic`, "say what keeps a single failed scrape from paging", {
      expected,
      mend,
    });
  }
  if (lowTraffic?.kind === "minimumEvents" || lowTraffic?.kind === "widenedWindows") {
    report.error("low-traffic-invalid", `${path}.lowTraffic.${lowTraffic.kind}`, "uptime has moments, and no traffic", {
      found: lowTraffic.kind,
      expected,
      mend,
    });
  }
}

function checkChoices({ lowTraffic, absence, burnRate }: Objective, path: string, report: Report<ModelCode>): void {
  if (absence === undefined) {
    report.error("absence-missing", `${path}.absence`, "say what happens when the metric is not there at all", {
      expected: "an alert after a while, with its severity; or ignored, with the reason",
      mend: "an alert after 15 m suits most services: longer than a rollout",
    });
  }
  const reasons = [
    ["lowTraffic.unguarded", lowTraffic?.kind === "unguarded" ? lowTraffic.why : undefined],
    ["absence.ignored", absence?.kind === "ignored" ? absence.why : undefined],
    ["burnRate.none", burnRate?.kind === "none" ? burnRate.why : undefined],
  ] as const;
  for (const [field, why] of reasons) {
    if (why === undefined || why.trim() !== "") continue;
    report.error("reason-missing", `${path}.${field}`, "whoever reads this later needs the reason", {
      expected: "a sentence",
    });
  }
}

function checkBound({ histogram, below }: LatencyIndicator, path: string, report: Report<ModelCode>): void {
  const { buckets } = histogram;
  if (histogram.type !== "histogram" || buckets === undefined || below.unit !== histogram.unit) return;
  if (buckets.includes(below.value)) return;
  const lower = buckets.filter((bound) => bound < below.value).at(-1);
  const upper = buckets.find((bound) => bound > below.value);
  const near = [lower, upper].filter((bound) => bound !== undefined);
  report.error(
    "latency-not-a-bucket",
    path,
    `${histogram.name} counts up to its bucket bounds only, and this is none`,
    {
      found: quantityInWords(below),
      expected: `one of ${buckets.join(", ")} (${histogram.unit})`,
      mend: `the nearest: ${near.map((value) => quantityInWords({ unit: below.unit, value })).join(" or ")}`,
    },
  );
}
