import { Labels } from "../promql/data/labels.ts";
import type { SampleValue } from "../promql/eval/result.ts";
import { type AlertingRule, labelsSetBy } from "./rule.ts";
import type { ScheduledRule } from "./schedule.ts";
import { expandedOrError, type TemplateInput, type TemplateSettings } from "./templates.ts";

/** What lets a template tell more than the labels of a sample: its value, the time, or all of the data handed on. */
const TELLS_MORE = /\$value\b|\.Value\b|\bquery\b|\bnow\b|[.$](?![A-Za-z0-9_])/;
const TELLS_THE_TIME = /\bquery\b|\bnow\b/;

/** Everything that a template may ask for at one evaluation, apart from the text. */
export type TemplateMoment = Pick<TemplateInput, "time" | "query">;

/** The labels that the alerts of a rule have: those of the sample, the metric name left out, with those of the rule. */
export class AlertLabels {
  /** Whether the alert of a series is the same one whatever its value and the time. */
  readonly static: boolean;
  private readonly name: string;
  private readonly settings: TemplateSettings;
  private readonly set: readonly (readonly [name: string, text: string])[];
  private readonly timeless: boolean;
  /** The last alert of each series, with the value that it was for. */
  private readonly known = new Map<string, { readonly value: SampleValue; readonly alert: Labels }>();

  constructor(scheduled: ScheduledRule, rule: AlertingRule, settings: TemplateSettings) {
    this.name = rule.alert;
    this.settings = settings;
    this.set = Object.entries(labelsSetBy(scheduled.group, rule));
    this.static = this.set.every(([, text]) => !TELLS_MORE.test(actionsOf(text)));
    this.timeless = this.set.every(([, text]) => !TELLS_THE_TIME.test(actionsOf(text)));
  }

  /** The labels of the alert that a sample raises. */
  of(labels: Labels, value: SampleValue, moment: TemplateMoment): Labels {
    const known = this.known.get(labels.key);
    if (known !== undefined && (this.static || (this.timeless && Object.is(known.value, value)))) return known.alert;
    const alert = this.expanded(labels, value, moment);
    this.known.set(labels.key, { value, alert });
    return alert;
  }

  private expanded(labels: Labels, value: SampleValue, moment: TemplateMoment): Labels {
    const pairs: (readonly [string, string])[] = labels.entries().filter(([label]) => label !== "__name__");
    for (const [label, text] of this.set)
      pairs.push([label, expandText(this.settings, this.name, text, labels, value, moment)]);
    pairs.push(["alertname", this.name]);
    return Labels.from(pairs);
  }
}

/** Everything from the first action of a template to its last one. */
function actionsOf(text: string): string {
  const start = text.indexOf("{{");
  return start === -1 ? "" : text.slice(start, text.lastIndexOf("}}") + 2);
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
