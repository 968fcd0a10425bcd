import { given } from "../../core/given.ts";
import { WEEKDAYS, type Weekday } from "../../model/time-interval.ts";
import { matcherLabel, quote } from "../../promql/quote.ts";
import type {
  AlertmanagerConfiguration,
  ConfiguredInterval,
  InhibitRule,
  NamedInterval,
  Route,
} from "../configuration.ts";
import type {
  AlertmanagerConfig,
  ObjectInhibitRule,
  ObjectInterval,
  ObjectMatcher,
  ObjectRoute,
} from "./alertmanager-config.ts";
import { namespaceIs } from "./derive-objects.ts";
import type { UtcInterval } from "./mute-intervals.ts";

/** How an Alertmanager object has the operator match the alerts of AlertmanagerConfigs. */
export type MatcherStrategy = "OnNamespace" | "None";

/** Receiver of the base configuration of kube-prometheus, which tells nobody. */
export const BASE_RECEIVER = "null";

/**
 * The configuration that the operator (0.85) makes of objects: under a base route, one first-level route for each object, sorted by
 * namespace and name, with `continue: true` and, with the default strategy, the object's namespace as a further matcher, on
 * both sides of its inhibitions too. Names get the object's as prefix. Receivers come without their integrations.
 */
export function asOperatorSees(
  objects: readonly AlertmanagerConfig[],
  strategy: MatcherStrategy = "OnNamespace",
): AlertmanagerConfiguration {
  const sorted = [...objects].sort((a, b) => (prefixOf(a) < prefixOf(b) ? -1 : 1));
  return {
    route: {
      receiver: BASE_RECEIVER,
      routes: sorted.map((object) => {
        const route = routeOf(object.spec.route, prefixOf(object));
        return { ...route, matchers: [...(route.matchers ?? []), ...enforced(object, strategy)], continue: true };
      }),
    },
    inhibit_rules: sorted.flatMap((object) =>
      (object.spec.inhibitRules ?? []).map((rule) => inhibitRuleOf(rule, enforced(object, strategy))),
    ),
    receivers: [
      { name: BASE_RECEIVER },
      ...sorted.flatMap((object) => object.spec.receivers.map(({ name }) => ({ name: prefixOf(object) + name }))),
    ],
    time_intervals: sorted.flatMap((object) =>
      (object.spec.muteTimeIntervals ?? []).map((interval) => intervalOf(interval, prefixOf(object))),
    ),
  };
}

/** Prefix of the names of an object's receivers and intervals. */
export function prefixOf({ metadata: { namespace, name } }: AlertmanagerConfig): string {
  return `${namespace}/${name}/`;
}

function enforced({ metadata: { namespace } }: AlertmanagerConfig, strategy: MatcherStrategy): readonly string[] {
  return strategy === "None" ? [] : [matcherText(namespaceIs(namespace))];
}

function routeOf(route: ObjectRoute, prefix: string): Route {
  const prefixed = (names: readonly string[] | undefined): readonly string[] | undefined =>
    names?.map((name) => prefix + name);
  return {
    receiver: prefix + route.receiver,
    ...given("matchers", route.matchers?.map(matcherText)),
    ...given("continue", route.continue),
    ...given("group_by", route.groupBy),
    ...given("group_wait", route.groupWait),
    ...given("group_interval", route.groupInterval),
    ...given("repeat_interval", route.repeatInterval),
    ...given("mute_time_intervals", prefixed(route.muteTimeIntervals)),
    ...given("active_time_intervals", prefixed(route.activeTimeIntervals)),
    ...given(
      "routes",
      route.routes?.map((child) => routeOf(child, prefix)),
    ),
  };
}

function inhibitRuleOf(
  { sourceMatch, targetMatch, equal }: ObjectInhibitRule,
  further: readonly string[],
): InhibitRule {
  return {
    source_matchers: [...sourceMatch.map(matcherText), ...further],
    target_matchers: [...targetMatch.map(matcherText), ...further],
    equal,
  };
}

function matcherText({ name, matchType, value }: ObjectMatcher): string {
  return `${matcherLabel(name)}${matchType}${quote(value)}`;
}

function intervalOf({ name, timeIntervals }: ObjectInterval, prefix: string): NamedInterval {
  return { name: prefix + name, time_intervals: timeIntervals.map(configured) };
}

function configured({ times, weekdays, daysOfMonth, months }: UtcInterval): ConfiguredInterval {
  return {
    ...given(
      "times",
      times?.map(({ startTime, endTime }) => ({ start_time: startTime, end_time: endTime })),
    ),
    ...given("weekdays", weekdays?.filter(isWeekday)),
    ...given(
      "days_of_month",
      daysOfMonth?.map(({ start, end }) => (start === end ? `${start}` : `${start}:${end}`)),
    ),
    ...given("months", months),
  };
}

function isWeekday(text: string): text is Weekday {
  return WEEKDAYS.some((weekday) => weekday === text);
}
