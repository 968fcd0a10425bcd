import type { LabelSelection } from "../../model/metric.ts";
import type { Meaning } from "../../model/observed.ts";
import { series } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import { call } from "../../promql/build.ts";
import { defineEntry } from "./entry.ts";
import { required, STATE } from "./parameters.ts";
import { type Draft, type From, STEP, timeline, up, words } from "./scenarios.ts";
import { type Scope, scope } from "./selection.ts";
import { stageOf } from "./stages.ts";

/**
 * A source of metrics is silent: every alert on it is blind (X-D01). `absent` gives one series with the labels that are
 * matched for equality, so this fires once for the whole selection. Its `for` must be longer than a restart of the source.
 */
export const metricAbsent = defineEntry({
  name: "metricAbsent",
  about: "No series of a metric is there",
  noticesAbsence: true,
  parameters: { ...STATE, metric: required("text", "Metric that its exporter always has") },
  build: (options) => {
    const source = scope(options);
    return {
      expression: call("absent", source.select(options.metric)),
      summary: `no series of ${options.metric} is there`,
      means: `Job ${options.job} gives no series of ${options.metric}, so no alert that reads it can fire.`,
      meaning: meaning(options, source),
      stages: [stage(source, options.metric)],
      drafts: drafts(source, options.metric, options.for.value),
    };
  },
});

/** Nobody has the metric; the labels are those that everybody who has it would have. */
function meaning({ metric, job, matchers = {} }: Selected, source: Scope): Meaning {
  const sure = Object.entries({ job, ...matchers }).filter(([, selection]) => typeof selection === "string");
  return (observed) => {
    const all = source.sees(observed, metric);
    return [
      {
        labels: Object.fromEntries(sure) as Readonly<Record<string, string>>,
        value: (time) => (all.every((one) => one.newest(time) === undefined) ? 1 : undefined),
      },
    ];
  };
}

interface Selected {
  readonly metric: string;
  readonly job: string;
  readonly matchers?: Readonly<Record<string, LabelSelection>>;
}

function stage(source: Scope, metric: string): Stage {
  return stageOf(`the last series of ${metric} ends`, (until, phases) => {
    const values = phases.map(([at, is]) => [at, is === "on" ? "stale" : is === "off" ? 1 : is] as const);
    return [series(metric, source.labels(), ...timeline(until, ...values))];
  });
}

const ONSET = 300;

function drafts(scope: Scope, metric: string, pending: number): readonly Draft[] {
  const end = ONSET + up(pending) + 300;
  const until = end + 600;
  const one = (...changes: readonly From[]) => [series(metric, scope.labels(), ...timeline(until, ...changes))];
  return [
    {
      name: `fires ${words(pending)} after the last series ended`,
      obligation: "fires-just-above",
      series: one([0, 1], [ONSET, "stale"]),
      until,
    },
    {
      name: `silent when the series is back within ${words(Math.max(up(pending), STEP))}`,
      obligation: "silent-just-below",
      series: one([0, 1], [ONSET, pending > 0 ? "stale" : 1], [ONSET + Math.max(up(pending), STEP), 1]),
      until,
    },
    {
      name: "resolves when a series is back",
      obligation: "resolves",
      series: one([0, 1], [ONSET, "stale"], [end, 1]),
      until,
    },
    {
      name: `fires ${words(pending)} after the last sample is 5 m old, without a staleness marker`,
      obligation: "target-lost",
      series: one([0, 1], [ONSET, "missing"]),
      until: until + 300,
    },
    {
      name: `fires ${words(pending)} after the first evaluation when there never was a series`,
      obligation: "no-traffic",
      series: [],
      until,
    },
    {
      name: "fires although another job has the metric",
      obligation: "isolation",
      defect: "X-D01",
      series: [series(metric, { ...scope.labels(), job: "another-job" }, ...timeline(until, [0, 1]))],
      until,
    },
  ];
}
