import { Labels } from "../promql/data/labels.ts";
import type { SampleValue } from "../promql/eval/result.ts";
import { type AlertingRule, labelsSetBy } from "./rule.ts";
import type { ScheduledRule } from "./schedule.ts";
import { expandedOrError, type TemplateInput, type TemplateSettings } from "./templates.ts";

/** A template that can only tell of the labels of a sample, so that one expansion is enough for a series. */
const OF_LABELS_ONLY =
  /^(?:[^{]|\{(?!\{)|\{\{-?\s*(?:\$labels|\.Labels|\$externalLabels|\.ExternalLabels)\.[A-Za-z0-9_]+\s*(?:\|\s*(?:title|toUpper|toLower|stripPort|stripDomain)\s*)*-?\}\})*$/;

/** Everything that a template may ask for at one evaluation, apart from the text. */
export type TemplateMoment = Pick<TemplateInput, "time" | "query">;

/** The labels that the alerts of a rule have: those of the sample, the metric name left out, with those of the rule. */
export class AlertLabels {
  /** Whether the alert of a series is the same one whatever its value and the time. */
  readonly static: boolean;
  private readonly name: string;
  private readonly settings: TemplateSettings;
  private readonly set: readonly (readonly [name: string, text: string])[];
  private readonly known = new Map<string, Labels>();

  constructor(scheduled: ScheduledRule, rule: AlertingRule, settings: TemplateSettings) {
    this.name = rule.alert;
    this.settings = settings;
    this.set = Object.entries(labelsSetBy(scheduled.group, rule));
    this.static = this.set.every(([, text]) => OF_LABELS_ONLY.test(text));
  }

  /** The labels of the alert that a sample raises. */
  of(labels: Labels, value: SampleValue, moment: TemplateMoment): Labels {
    if (!this.static) return this.expanded(labels, value, moment);
    let known = this.known.get(labels.key);
    if (known === undefined) {
      known = this.expanded(labels, value, moment);
      this.known.set(labels.key, known);
    }
    return known;
  }

  private expanded(labels: Labels, value: SampleValue, moment: TemplateMoment): Labels {
    const pairs: (readonly [string, string])[] = labels.entries().filter(([label]) => label !== "__name__");
    for (const [label, text] of this.set)
      pairs.push([label, expandText(this.settings, this.name, text, labels, value, moment)]);
    pairs.push(["alertname", this.name]);
    return Labels.from(pairs);
  }
}

/** One template of an alert, expanded for a sample. */
export function expandText(
  settings: TemplateSettings,
  alert: string,
  text: string,
  labels: Labels,
  value: SampleValue,
  moment: TemplateMoment,
): string {
  const { expand, externalLabels, externalURL } = settings;
  const { time, query } = moment;
  const name = `__alert_${alert}`;
  return expandedOrError(expand, { text, name, labels, value, externalLabels, externalURL, time, query });
}
