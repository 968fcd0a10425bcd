import { series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { again, type Events, eventDrafts, ONSET, object } from "./changes-scenarios.ts";
import { type Draft, type From, timeline, up } from "./scenarios.ts";
import { jumping, stageOf, valued } from "./stages.ts";

const LONG_AGO = -86_400;

/** Stages of deploymentChanged: rollouts of a Deployment that is a day old, and one that is deleted and made anew. */
export function deploymentStages(given: Events): readonly Stage[] {
  const of = (until: number, metric: string, values: readonly From[]) =>
    object(given, metric, { deployment: "api" }, timeline(until, ...values));
  const steady = (until: number, phases: readonly Phase[]) =>
    of(until, "kube_deployment_spec_replicas", valued(phases, 3, 3));
  return [
    stageOf("a Deployment is rolled out", (until, phases) => [
      of(until, "kube_deployment_metadata_generation", jumping(phases, until, 1, again(given), 5)),
      steady(until, phases),
      of(until, "kube_deployment_created", valued(phases, LONG_AGO, LONG_AGO)),
    ]),
    stageOf("a Deployment of its name is made, 59 s before a scrape", (until, phases) => [
      of(until, "kube_deployment_metadata_generation", valued(phases, 1, 1)),
      steady(until, phases),
      of(
        until,
        "kube_deployment_created",
        phases.map(([at, is]) => [at, is === "on" ? at - 59 : is === "off" ? LONG_AGO : is]),
      ),
    ]),
  ];
}

/** Scenarios of deploymentChanged. */
export function deploymentDrafts(given: Events): readonly Draft[] {
  const { window } = given;
  const until = ONSET + up(window) + 600;
  const labels = { deployment: "api" };
  const generation = "kube_deployment_metadata_generation";
  const deployment = (generations: readonly From[], replicas: readonly From[], created: readonly From[]) => [
    object(given, generation, labels, timeline(until, ...generations)),
    object(given, "kube_deployment_spec_replicas", labels, timeline(until, ...replicas)),
    object(given, "kube_deployment_created", labels, timeline(until, ...created)),
  ];
  const constant = (value: number): readonly From[] => [[0, value]];
  const stepThenRollout = (instance: string) =>
    deployment(
      [
        [0, 5],
        [ONSET - 120, 6],
        [ONSET, 7],
      ],
      [
        [0, 3],
        [ONSET - 120, 5],
      ],
      constant(LONG_AGO),
    ).map((own) => ({ ...own, labels: { ...own.labels, instance } }));
  const changed: readonly From[] = [
    [0, 5],
    [ONSET, 6],
  ];
  // The generation alone has no series of replicas to be held against: every object has all of them.
  const complete = (draft: Draft): Draft => ({
    ...draft,
    series: draft.series.flatMap((own) => [
      own,
      series("kube_deployment_spec_replicas", own.labels, ...timeline(until, ...constant(3))),
    ]),
  });
  return [
    ...eventDrafts(given, {
      metric: generation,
      labels,
      before: 5,
      after: 6,
      event: "a rollout",
    }).map(complete),
    {
      name: "silent for an autoscaler's step, which raises the generation too",
      obligation: "silent-just-below",
      defect: "OCTO-D20",
      series: deployment(
        changed,
        [
          [0, 3],
          [ONSET, 5],
        ],
        constant(LONG_AGO),
      ),
      until,
    },
    {
      name: "fires at once for a new Deployment, whose generation is 1 from its first scrape on",
      obligation: "born-late",
      defect: "OCTO-D20",
      series: deployment(
        [
          [0, "missing"],
          [ONSET, 1],
        ],
        [
          [0, "missing"],
          [ONSET, 3],
        ],
        [
          [0, "missing"],
          [ONSET, ONSET],
        ],
      ),
      until,
    },
    {
      name: "silent for a step of replicas that is told without its generation",
      obligation: "silent-just-below",
      series: deployment(
        constant(5),
        [
          [0, 3],
          [ONSET, 5],
        ],
        constant(LONG_AGO),
      ),
      until,
    },
    {
      name: "silent for a step of the autoscaler that a second exporter has not seen",
      obligation: "rollout",
      series: [
        ...deployment(
          changed,
          [
            [0, 3],
            [ONSET, 5],
          ],
          constant(LONG_AGO),
        ),
        ...deployment(
          [
            [0, "missing"],
            [ONSET, 6],
          ],
          [
            [0, "missing"],
            [ONSET, 5],
          ],
          constant(LONG_AGO),
        ).map((own) => ({
          ...own,
          labels: { ...own.labels, instance: "exporter-2:8080" },
        })),
      ],
      until,
    },
    {
      name: "fires for a rollout while another job scales a Deployment of its name",
      obligation: "isolation",
      series: [
        ...deployment(changed, constant(3), constant(LONG_AGO)),
        ...deployment(
          constant(5),
          [
            [0, 3],
            [ONSET, 5],
          ],
          constant(LONG_AGO),
        ).map((own) => ({ ...own, labels: { ...own.labels, job: "another-job" } })),
      ],
      until,
    },
    {
      name: "fires for a rollout two minutes after a step of the autoscaler, told by two exporters",
      obligation: "rollout",
      series: ["exporter:8080", "exporter-new:8080"].flatMap((instance) => stepThenRollout(instance)),
      until,
    },
    {
      name: "fires for a rollout two minutes after a step of the autoscaler",
      obligation: "fires-just-above",
      series: stepThenRollout("exporter:8080"),
      until,
    },
  ];
}
