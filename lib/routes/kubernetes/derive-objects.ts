import { given } from "../../core/given.ts";
import type { System } from "../../model/system.ts";
import type { InhibitRule, Route } from "../configuration.ts";
import { parseMatchers } from "../matcher.ts";
import { oneOf } from "../matcher-text.ts";
import type { Routing } from "../routing.ts";
import type {
  AlertmanagerConfig,
  ObjectInhibitRule,
  ObjectInterval,
  ObjectMatcher,
  ObjectRoute,
} from "./alertmanager-config.ts";
import { type HoursInUtc, hoursInUtc, isExpressible } from "./expressible.ts";
import { utcIntervals } from "./mute-intervals.ts";
import { objectReceiver } from "./object-receiver.ts";

/** Annotation with the hours of the model that an object's intervals leave out. */
const UNCOVERED = "burnline/uncovered-hours";

/**
 * How the alerts of a system reach people as AlertmanagerConfig objects: one in each namespace that its alerts carry, because
 * the operator has an object match alerts of its own namespace only. Each takes the alerts of its namespace, that of the
 * system also those without one, so that nothing is told twice where the operator is told to match all.
 */
export function alertmanagerConfigs(
  system: System,
  { configuration, receivers }: Routing,
  labels: Readonly<Record<string, string>>,
): readonly AlertmanagerConfig[] {
  if (system.namespace === undefined || !isExpressible(system)) return [];
  const others = system.alerting?.namespaces ?? [];
  const intervals = hoursInUtc(system);
  const uncovered = intervals.flatMap(({ name, each }) =>
    each.flatMap((one) => one.uncovered.map((hours) => `${name}: ${hours}`)),
  );
  const rules = configuration.inhibit_rules.map(objectInhibitRule);
  return [system.namespace, ...others].map((namespace, index) => ({
    apiVersion: "monitoring.coreos.com/v1alpha1",
    kind: "AlertmanagerConfig",
    metadata: {
      name: system.name,
      namespace,
      labels,
      ...(uncovered.length === 0 ? {} : { annotations: { [UNCOVERED]: uncovered.join("\n") } }),
    },
    spec: {
      route: {
        ...objectRoute(configuration.route),
        matchers: [
          { name: "system", value: system.name, matchType: "=" },
          ...(others.length === 0 ? [] : index === 0 ? outside(others) : [namespaceIs(namespace)]),
        ],
      },
      receivers: receivers.map(objectReceiver),
      ...(rules.length === 0 ? {} : { inhibitRules: rules }),
      ...(intervals.length === 0 ? {} : { muteTimeIntervals: intervals.map(objectInterval) }),
    },
  }));
}

/** Matcher of the alerts of one namespace; the operator adds the same one to the first level of an object in it. */
export function namespaceIs(namespace: string): ObjectMatcher {
  return { name: "namespace", value: namespace, matchType: "=" };
}

function outside(namespaces: readonly string[]): readonly ObjectMatcher[] {
  return objectMatchers([oneOf("namespace", namespaces)]).map(({ name, value, matchType }) => ({
    name,
    value,
    matchType: matchType === "=" ? "!=" : "!~",
  }));
}

function objectRoute(route: Route): ObjectRoute {
  return {
    receiver: route.receiver,
    ...given("matchers", route.matchers === undefined ? undefined : objectMatchers(route.matchers)),
    ...given("continue", route.continue),
    ...given("groupBy", route.group_by),
    ...given("groupWait", route.group_wait),
    ...given("groupInterval", route.group_interval),
    ...given("repeatInterval", route.repeat_interval),
    ...given("muteTimeIntervals", route.mute_time_intervals),
    ...given("activeTimeIntervals", route.active_time_intervals),
    ...given("routes", route.routes?.map(objectRoute)),
  };
}

function objectMatchers(texts: readonly string[]): readonly ObjectMatcher[] {
  return texts
    .flatMap(parseMatchers)
    .map(({ label, operator, value }) => ({ name: label, value, matchType: operator }));
}

function objectInhibitRule({ source_matchers, target_matchers, equal }: InhibitRule): ObjectInhibitRule {
  return { sourceMatch: objectMatchers(source_matchers), targetMatch: objectMatchers(target_matchers), equal };
}

function objectInterval({ name, each }: HoursInUtc): ObjectInterval {
  return { name, timeIntervals: utcIntervals(each.flatMap(({ hours }) => hours)) };
}
