import type { System } from "../../model/system.ts";
import { labelValues } from "../../promql/analysis/label-values.ts";
import type { LabelSet } from "../../promql/analysis/labels-set.ts";
import { type KnownLabels, knownLabels } from "../../rules/check/known-labels.ts";
import { hasNamespaceLabel } from "../../rules/context.ts";
import { deriveEach } from "../../rules/derive.ts";
import type { DerivedAlert } from "../../rules/derived.ts";
import type { Statement, Subjected } from "../trial.ts";
import { alternatives } from "./alternatives.ts";
import { listed } from "./listed.ts";
import { labelsNamedIn } from "./rendered.ts";

/** A label that no instance of an alert may lack, and what for. */
interface Needed {
  readonly label: string;
  /** Its value, where it has to be that one. */
  readonly value?: string;
}

/**
 * That the labels by which alerts are routed, inhibited and described are surely there, that the rule overwrites none
 * that tells two of its instances apart, and that no other alert of the system has the same label set.
 */
export function labelEvidence(subjected: Subjected): readonly Statement[] {
  const { alert, rule, subject } = subjected;
  const known = knownLabels(subject.group, subject.context);
  const faults = [
    ...routingFaults(subjected, known),
    ...templateFaults(alert, known),
    ...overwritingFaults(alert, known),
    ...twinFaults(alert, subject.context.system),
  ];
  const [fault] = faults;
  return [
    {
      obligation: "labels",
      rule,
      verdict: fault === undefined ? "PROVED" : "REFUTED",
      says: fault ?? saysProved(alert, known),
    },
  ];
}

function routingFaults({ alert, subject }: Subjected, known: KnownLabels): readonly string[] {
  const sure = known.conventional(alert.expression).sure;
  return neededForRoutes(alert, subject.context.system, subject.context.owner.name).flatMap(({ label, value }) => {
    const set = alert.labels[label];
    if (set === undefined) return sure.has(label) ? [] : [`instances may lack ${label}, by which alerts are routed`];
    if (set === "" || set.includes("{{")) return [`${label} is ${set === "" ? "empty" : "a template"}`];
    return value === undefined || set === value ? [] : [`${label} is ${set}, not ${value}`];
  });
}

/** Labels of routes and inhibition: how urgent, whose, and where; of an objective's alerts also which. */
function neededForRoutes({ labels, origin }: DerivedAlert, system: System, owner: string): readonly Needed[] {
  const { severity = "" } = labels;
  const objective = "objective" in origin ? [{ label: "objective", value: origin.objective.name }] : [];
  const namespace =
    hasNamespaceLabel(system) && system.namespace !== undefined
      ? [{ label: "namespace", value: system.namespace }]
      : [];
  return [
    { label: "severity" },
    { label: "priority", value: system.severities[severity]?.priority ?? "that of a severity of the system" },
    { label: "system", value: system.name },
    { label: "service", value: owner },
    ...objective,
    ...namespace,
  ];
}

/** A label that only some branches of an \`or\` have is fine where the others have another one that the text names. */
function templateFaults(alert: DerivedAlert, known: KnownLabels): readonly string[] {
  const named = namedIn(alert).filter((label) => !(label in alert.labels));
  if (named.length === 0) return [];
  const sides = alternatives(alert.expression).map((side) => known.conventional(side).sure);
  const nowhere = named.find((label) => !sides.some((sure) => sure.has(label)));
  if (nowhere !== undefined) return [`the text names ${nowhere}, which the series may lack`];
  return sides.every((sure) => named.some((label) => sure.has(label))) ? [] : ["some series have no label of the text"];
}

/** Series that differ in an overwritten label only would become one instance, and the evaluation would fail. */
function overwritingFaults(alert: DerivedAlert, known: KnownLabels): readonly string[] {
  const labels = known.conventional(alert.expression);
  const lost = overwritten(alert, labels);
  if (lost.length === 0 || tellsApart(alert, labels)) return [];
  return [`the rule overwrites ${listed(lost)}, in which its series may differ`];
}

/** Labels of the rule that its series may have with different values. */
function overwritten({ expression, labels }: DerivedAlert, { possible, impossible }: LabelSet): readonly string[] {
  const pinned = labelValues(expression);
  return Object.keys(labels).filter(
    (label) => !pinned.has(label) && (possible === "any" ? !impossible.has(label) : possible.has(label)),
  );
}

/** Series as they are scraped are told apart by their instance, whatever else is overwritten. */
function tellsApart({ labels }: DerivedAlert, { sure, possible }: LabelSet): boolean {
  return possible === "any" && sure.has("instance") && !("instance" in labels);
}

const alertsOf = new WeakMap<System, ReadonlyMap<string, readonly DerivedAlert["labels"][]>>();

/** Alerts of one name need a label that both set, with different values. */
function twinFaults({ alert, labels }: DerivedAlert, system: System): readonly string[] {
  const known = alertsOf.get(system) ?? labelsByName(system);
  alertsOf.set(system, known);
  const same = (known.get(alert) ?? []).filter((other) =>
    Object.entries(labels).every(([label, value]) => (other[label] ?? value) === value),
  );
  return same.length > 1 ? [`another alert ${alert} may have the same labels`] : [];
}

function labelsByName(system: System): ReadonlyMap<string, readonly DerivedAlert["labels"][]> {
  const found = new Map<string, DerivedAlert["labels"][]>();
  for (const { rules } of deriveEach(system)) {
    for (const rule of rules) {
      if (rule.kind === "alert") found.set(rule.alert, [...(found.get(rule.alert) ?? []), rule.labels]);
    }
  }
  return found;
}

function namedIn({ annotations, labels }: DerivedAlert): readonly string[] {
  return [...labelsNamedIn([...Object.values(annotations), ...Object.values(labels)])];
}

function saysProved(alert: DerivedAlert, known: KnownLabels): string {
  const { possible, sure } = known.conventional(alert.expression);
  const isOwn = (label: string): boolean => label !== "__name__" && !(label in alert.labels);
  const written = known.written(alert.expression).sure;
  const own = [...sure].filter(isOwn);
  const conventional = own.filter((label) => !written.has(label));
  const some = possible === "any" ? [] : [...possible].filter((label) => isOwn(label) && !sure.has(label));
  const surely = own.length === 0 ? "" : `; its series surely have ${listed(own)}`;
  const why = conventional.length === 0 ? "" : ` (${listed(conventional)} as scrapes and exporters set them)`;
  const maybe = some.length === 0 ? "" : `, some of them ${listed(some)}`;
  const rest = possible === "any" ? ", and what else their targets have" : "; there are no others";
  return `the rule sets ${listed(Object.keys(alert.labels))}${surely}${why}${maybe}${rest}`;
}
