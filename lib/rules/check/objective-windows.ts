import { seconds } from "../../core/quantity.ts";
import type { Report } from "../../model/check/report.ts";
import { metricsOf, type ObjectiveAt } from "../../model/check/walk.ts";
import { quantityInWords, windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import { scrapeOf } from "../context.ts";
import { isEventObjective } from "../kinds.ts";
import { alertWindows, tiersOf, widening } from "../windows.ts";
import type { RuleCode } from "./codes.ts";

/** A window that alerts of an objective read, and the field that it comes from. Units: seconds. */
export interface NamedWindow {
  readonly path: string;
  readonly seconds: number;
  /** How many times as long as the model says, because of the low-traffic policy. */
  readonly widened: number;
  /** True where two samples are needed: rates. The mean of a gauge needs one. */
  readonly rate: boolean;
}

/** A rate needs two samples; Prometheus 3 leaves out the one that lies exactly at the start of the range. */
const LEAST_SCRAPES = 2;

/** From here on one missed scrape does not empty the window; pint and Grafana's rate interval advise the same. */
const SOUND_SCRAPES = 4;

/** `<objective>.burnRate`, or the tier of one's own in it. */
export function burnRatePath({ objective, path }: ObjectiveAt, index: number): string {
  return objective.burnRate?.kind === "tiers" ? `${path}.burnRate.${index}` : `${path}.burnRate`;
}

/** Every window that the alerts of an objective read. */
export function windowsOf(at: ObjectiveAt): readonly NamedWindow[] {
  const { objective, path } = at;
  const widened = widening(objective);
  const own = objective.burnRate?.kind === "tiers";
  const { kind } = objective.indicator;
  const rate = kind !== "queueDepth" && !(kind === "saturation" && objective.indicator.used.type === "gauge");
  return [
    ...tiersOf(objective).flatMap((tier, index) => [
      { path: `${burnRatePath(at, index)}${own ? ".long" : ""}`, seconds: tier.long.value, widened, rate },
      { path: `${burnRatePath(at, index)}${own ? ".short" : ""}`, seconds: tier.short.value, widened, rate },
    ]),
    ...objective.tiers.flatMap(({ over }, index) =>
      over === undefined ? [] : [{ path: `${path}.tiers.${index}.over`, seconds: over.value * widened, widened, rate }],
    ),
  ];
}

/** That every window holds enough samples of its scrape, and enough evaluations. */
export function checkSampling(system: System, at: ObjectiveAt, report: Report<RuleCode>): void {
  const { objective, owner, path } = at;
  const context = { system, owner };
  const windows = windowsOf(at);
  const evaluation = system.prometheus.evaluationInterval.value;
  const scrapes = metricsOf(objective.indicator).map(({ metric }) => scrapeOf(context, metric)?.every.value);
  const every = Math.max(
    0,
    ...(scrapes.length === 0 ? [owner.scrape?.every.value] : scrapes).map((value) => value ?? 0),
  );
  for (const window of windows) checkWindow(window, every, report);
  if (isEventObjective(objective) && windows.length > 0) {
    const base = alertWindows(objective)[0] ?? 0;
    const shortest = Math.min(...windows.map((window) => window.seconds));
    if (base < shortest && base < LEAST_SCRAPES * every) {
      report.error(
        "window-too-short",
        path,
        `events are first recorded over ${windowName(base)}, which holds too few scrapes`,
        {
          found: `a scrape every ${windowName(every)}`,
          expected: `a scrape at least every ${windowName(base / LEAST_SCRAPES)}`,
          mend: "scrape more often, or widen the windows by the low-traffic policy",
        },
      );
    }
  }
  const shortest = windows.toSorted((a, b) => a.seconds - b.seconds)[0];
  if (shortest !== undefined && evaluation > shortest.seconds / 2) {
    report.error(
      "evaluation-too-slow",
      shortest.path,
      "rules are evaluated too seldom to see what happens within this window",
      {
        found: `${windowName(shortest.seconds)}, evaluated every ${windowName(evaluation)}`,
        expected: `a window of at least ${windowName(evaluation * 2)}, or an evaluation at least every ${windowName(shortest.seconds / 2)}`,
      },
    );
  }
}

function checkWindow(window: NamedWindow, every: number, report: Report<RuleCode>): void {
  const { path, widened, rate } = window;
  const least = every * (rate ? LEAST_SCRAPES : 1);
  const found = `${windowName(window.seconds)} with a scrape every ${windowName(every)}`;
  const sound = (every * SOUND_SCRAPES) / widened;
  if (window.seconds < least) {
    report.error(
      "window-too-short",
      path,
      `the window holds fewer than ${rate ? "two scrapes" : "one scrape"}, so it would be empty`,
      {
        found,
        expected: `at least ${windowName(Math.ceil(least / widened))}`,
        mend: `write ${windowName(Math.ceil(least / widened))}, or better ${windowName(Math.ceil(sound))}`,
      },
    );
  } else if (rate && window.seconds < every * SOUND_SCRAPES) {
    report.warning("window-short", path, "one missed scrape can empty the window", {
      found,
      expected: `at least ${windowName(Math.ceil(sound))}`,
    });
  }
}

/** That Prometheus still has what the windows of an objective read, and that no alert looks further back than the objective. */
export function checkReach(system: System, at: ObjectiveAt, report: Report<RuleCode>): void {
  const { objective, path } = at;
  const retention = system.prometheus.retention.value;
  const over = objective.over;
  // The longest month: the budget of a calendar month reads all of it on its last day.
  const window = over === undefined ? undefined : "calendar" in over ? 31 * 86_400 : over.value;
  const beyond = (where: string, length: number): void => {
    if (length <= retention) return;
    report.error("window-beyond-retention", where, "Prometheus deletes samples before the window ends", {
      found: `${windowName(length)}, kept for ${windowName(retention)}`,
      expected: `at most ${windowName(retention)}`,
      mend: `set prometheus.retention to ${windowName(length)} or more, or shorten the window`,
    });
  };
  if (window !== undefined) beyond(`${path}.over`, window);
  for (const { path: where, seconds: length } of windowsOf(at)) {
    if (window === undefined || length <= window) {
      if (window === undefined) beyond(where, length);
      continue;
    }
    report.error("window-longer-than-objective", where, "the alert looks further back than the objective's window", {
      found: windowName(length),
      expected: `at most ${quantityInWords(seconds(window))}`,
    });
  }
}
