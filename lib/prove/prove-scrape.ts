import { windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import {
  constant,
  missing,
  type Obligation,
  type Samples,
  type Scenario,
  type SyntheticSeries,
  series,
  stale,
} from "../model/scenario.ts";
import { type Vital, vitalMetrics, vitalSelector } from "../rules/absence.ts";
import { type Context, upSelector } from "../rules/context.ts";
import type { DerivedAlert } from "../rules/derived.ts";
import { exampleLabels } from "./example-labels.ts";
import { distinguishingLabels } from "./obligations.ts";

type Case = readonly [
  obligation: Obligation,
  name: string,
  lists: readonly (readonly Samples[])[],
  expect: readonly (readonly [number, number])[],
];

/** Scenarios of "no target answers": two targets, of which none, one or both answer. */
export function downScenarios(alert: DerivedAlert, context: Context): readonly Scenario[] {
  const step = context.system.prometheus.evaluationInterval.value;
  const pending = Math.ceil(alert.for / step);
  const long = pending + 20;
  const at = windowName(alert.for);
  return cases(alert, context, step, [
    [
      "fires-just-above",
      `fires ${at} after neither of 2 targets answers`,
      [[constant(0, long)], [constant(0, long)]],
      [
        [pending - 1, 0],
        [pending, 1],
      ],
    ],
    [
      "silent-just-below",
      "stays silent while 1 of 2 targets answers",
      [[constant(1, long)], [constant(0, long)]],
      [
        [pending, 0],
        [pending + 10, 0],
      ],
    ],
    [
      "resolves",
      "resolves as soon as 1 of 2 targets answers",
      [[constant(0, pending + 1), constant(1, 10)], [constant(0, long)]],
      [
        [pending, 1],
        [pending + 1, 0],
      ],
    ],
    [
      "target-lost",
      `fires ${at} after both targets left service discovery`,
      [
        [constant(1, 5), stale()],
        [constant(1, 5), stale()],
      ],
      [
        [5 + pending - 1, 0],
        [5 + pending, 1],
      ],
    ],
    [
      "no-traffic",
      "stays silent while both targets answer",
      [[constant(1, long)], [constant(1, long)]],
      [
        [pending, 0],
        [pending + 10, 0],
      ],
    ],
  ]);
}

/** Scenarios of "one target does not answer". */
export function targetDownScenarios(alert: DerivedAlert, context: Context): readonly Scenario[] {
  const step = context.system.prometheus.evaluationInterval.value;
  const pending = Math.ceil(alert.for / step);
  const long = pending + 20;
  const at = windowName(alert.for);
  return cases(alert, context, step, [
    [
      "fires-just-above",
      `fires for the 1 of 2 targets that has not answered for ${at}`,
      [[constant(1, long)], [constant(0, long)]],
      [
        [pending - 1, 0],
        [pending, 1],
      ],
    ],
    [
      "silent-just-below",
      "stays silent when the target answers one evaluation before",
      [[constant(1, long)], [constant(0, pending), constant(1, 20)]],
      [
        [pending - 1, 0],
        [pending, 0],
        [pending + 5, 0],
      ],
    ],
    [
      "resolves",
      "resolves as soon as the target answers",
      [[constant(1, long)], [constant(0, pending + 1), constant(1, 10)]],
      [
        [pending, 1],
        [pending + 1, 0],
      ],
    ],
    [
      "target-lost",
      "ends when the target leaves service discovery",
      [[constant(1, long)], [constant(0, pending + 1), stale()]],
      [
        [pending, 1],
        [pending + 1, 0],
      ],
    ],
    [
      "no-traffic",
      "stays silent while both targets answer",
      [[constant(1, long)], [constant(1, long)]],
      [
        [pending, 0],
        [pending + 10, 0],
      ],
    ],
  ]);
}

function cases(alert: DerivedAlert, context: Context, step: number, list: readonly Case[]): readonly Scenario[] {
  const labels = exampleLabels(upSelector(context));
  return list.map(([obligation, name, targets, expect]) => ({
    name,
    obligation,
    alert: alert.alert,
    labels: distinguishingLabels(alert),
    step,
    series: targets.map((samples, index) => series("up", { ...labels, instance: `target-${index}` }, ...samples)),
    expect: expect.filter(([index]) => index >= 0).map(([index, firing]) => ({ at: index * step, firing })),
  }));
}

/** Scenarios of "the series are missing although targets answer". */
export function absenceScenarios(alert: DerivedAlert, objective: Objective, context: Context): readonly Scenario[] {
  const [vital, ...others] = vitalMetrics(objective.indicator);
  if (vital === undefined) return [];
  const step = context.system.prometheus.evaluationInterval.value;
  const pending = Math.ceil(alert.for / step);
  const long = pending + 20;
  const upOf = ({ metric }: Vital, instance: string, samples: readonly Samples[]) =>
    series("up", { ...exampleLabels(upSelector(context, metric)), instance }, ...samples);
  const seriesOf = (one: Vital, samples: readonly Samples[]) => {
    const selector = vitalSelector(one, context);
    return series(selector.name ?? "", { ...exampleLabels(selector), instance: "a" }, ...samples);
  };
  const up = (...samples: readonly Samples[]) => upOf(vital, "a", samples);
  const vitals = (...samples: readonly Samples[]) => seriesOf(vital, samples);
  // What else the indicator needs is there all the time, or is lost with its targets.
  const rest = (steps: number, ...end: readonly Samples[]): readonly SyntheticSeries[] =>
    others.flatMap((other) => [
      upOf(other, "b", [constant(1, steps), ...end]),
      seriesOf(other, [constant(7, steps), ...end]),
    ]);
  const scenario = (
    obligation: Obligation,
    name: string,
    list: Scenario["series"],
    expect: readonly (readonly [number, number])[],
  ): Scenario => ({
    name,
    obligation,
    alert: alert.alert,
    labels: distinguishingLabels(alert),
    step,
    series: list,
    expect: expect.filter(([index]) => index >= 0).map(([index, firing]) => ({ at: index * step, firing })),
  });
  const after = windowName(alert.for);
  return [
    scenario(
      "fires-just-above",
      `fires ${after} after the targets answer without the metric`,
      [up(constant(1, long)), ...rest(long)],
      [
        [pending - 1, 0],
        [pending, 1],
      ],
    ),
    scenario(
      "silent-just-below",
      "stays silent when the metric appears one evaluation before",
      [up(constant(1, long)), vitals(missing(pending), constant(7, 20)), ...rest(long)],
      [
        [pending - 1, 0],
        [pending, 0],
        [pending + 5, 0],
      ],
    ),
    scenario(
      "resolves",
      "resolves as soon as the metric appears",
      [up(constant(1, long)), vitals(missing(pending + 1), constant(7, 10)), ...rest(long)],
      [
        [pending, 1],
        [pending + 1, 0],
      ],
    ),
    scenario(
      "target-lost",
      "stays silent when the targets are gone: that is another alert",
      [up(constant(1, 3), stale()), vitals(constant(7, 3), stale()), ...rest(3, stale())],
      [
        [pending + 3, 0],
        [pending + 10, 0],
      ],
    ),
    scenario(
      "no-traffic",
      "stays silent while the metric is there and does not move",
      [up(constant(1, long)), vitals(constant(7, long)), ...rest(long)],
      [
        [pending, 0],
        [pending + 10, 0],
      ],
    ),
  ];
}
