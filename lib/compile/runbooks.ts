import { given } from "../core/given.ts";
import { metricsOf, ownersOf } from "../model/check/walk.ts";
import type { Objective } from "../model/objective.ts";
import { type Context, scrapeOf, select, upSelector } from "../rules/context.ts";
import type { AlertOrigin, DerivedAlert, DerivedGroup } from "../rules/derived.ts";
import { eventSeries } from "../rules/event-series.ts";
import { isEventObjective } from "../rules/kinds.ts";
import { widening, windowSeconds } from "../rules/windows.ts";
import type { PageAlert, RunbookSource, Signal, Timing } from "../runbooks/page-alert.ts";
import { runbookPages } from "../runbooks/pages.ts";
import type { Addition, Source } from "./addition.ts";
import { pageInhibitions } from "./runbook-inhibitions.ts";

/** Runbook pages of a system: `stacks/<system>/runbooks/`. */
export function runbooks(source: Source): Addition {
  return {
    parts: [],
    get documents() {
      const { system, alerts } = source;
      return runbookPages({ system, alerts, source: () => runbookSource(source) }).map((page) => ({
        path: `stacks/${system.name}/${page.path}`,
        get content() {
          return page.content;
        },
      }));
    },
  };
}

/** What the pages of a system are made from, as plain data. */
export function runbookSource({ system, groups }: Source): RunbookSource {
  const contexts = new Map(ownersOf(system).map(({ owner }) => [owner.name, { system, owner }]));
  const alerts = groups().flatMap((group) => {
    const context = contexts.get(group.owner);
    if (context === undefined) return [];
    return group.rules.flatMap((rule) => (rule.kind === "alert" ? [pageAlert(rule, group, context)] : []));
  });
  return { system, alerts, inhibitions: pageInhibitions(system, alerts) };
}

function pageAlert(rule: DerivedAlert, group: DerivedGroup, context: Context): PageAlert {
  const { origin } = rule;
  const objective = "objective" in origin ? origin.objective : undefined;
  return {
    alert: rule.alert,
    owner: group.owner,
    group: group.name,
    expression: rule.expression,
    for: rule.for,
    labels: rule.labels,
    annotations: rule.annotations,
    origin,
    signals: objective === undefined ? [] : signalsOf(objective, context),
    timing: timingOf(origin, context),
    ...given("up", context.owner.scrape === undefined ? upOfSignals(objective, context) : upSelector(context)),
    path: group.path,
  };
}

function upOfSignals(objective: Objective | undefined, context: Context): ReturnType<typeof upSelector> | undefined {
  const metric = objective === undefined ? undefined : metricsOf(objective.indicator)[0]?.metric;
  return metric === undefined || scrapeOf(context, metric) === undefined ? undefined : upSelector(context, metric);
}

function signalsOf({ indicator }: Objective, context: Context): readonly Signal[] {
  return metricsOf(indicator).map(({ field, metric }) => ({ role: field, metric, selector: select(context, metric) }));
}

function timingOf(origin: AlertOrigin, context: Context): Timing {
  const evaluationInterval = context.system.prometheus.evaluationInterval.value;
  const objective = "objective" in origin ? origin.objective : undefined;
  const metric = objective === undefined ? undefined : metricsOf(objective.indicator)[0]?.metric;
  const over = origin.kind === "tier" ? origin.tier.over?.value : undefined;
  return {
    evaluationInterval,
    ...given("scrapeInterval", scrapeOf(context, metric)?.every.value),
    ...given(
      "base",
      objective !== undefined && isEventObjective(objective) ? eventSeries(objective, context).base : undefined,
    ),
    ...given("budgetWindow", objective === undefined ? undefined : windowSeconds(objective)),
    ...given("range", objective === undefined || over === undefined ? undefined : over * widening(objective)),
  };
}
