import type { LoadTrigger, ResourceTrigger, Scaling, ScalingPace, ScalingStep } from "../scaling.ts";
import { choice, type Keys, list, object, oneOfKeys, type Schema, use } from "./parts.ts";

const resource = (what: string): Schema =>
  object(
    `Average use of ${what} by the pods, at which the number of replicas is right.`,
    {
      target: use("share", "The average."),
      of: choice("what it is a share of", ["request", "limit"], "Default request, by which Kubernetes counts."),
    } satisfies Keys<Omit<ResourceTrigger, "kind">>,
    ["target"],
  );

const load = object(
  "Load that one replica carries, through KEDA: a rate of events or a number of things at once.",
  {
    metric: {
      type: "string",
      title: "a declared metric with label matchers",
      examples: ["http_requests_total"],
      description: "Counter of events, or gauge of things at once.",
    },
    perReplica: use("load", "What one replica carries: events per second of a counter, a number of a gauge."),
    over: use("duration", "Range of the rate; default: four scrape intervals, at least 1m."),
  } satisfies Keys<Omit<LoadTrigger, "kind">>,
  ["metric", "perReplica"],
);

/** The triggers, by their key in the model. */
const TRIGGERS = {
  cpu: resource("CPU"),
  memory: resource("memory"),
  load,
} satisfies Readonly<Record<(ResourceTrigger | LoadTrigger)["kind"], Schema>>;

const trigger = object(
  "What replicas are added and removed for.",
  TRIGGERS,
  [],
  oneOfKeys(...Object.keys(TRIGGERS).map((key) => [key])),
);

const step = object(
  "At most so much change within so much time.",
  {
    pods: use("wholeNumber", "A number of pods."),
    share: use("share", "A share of the pods."),
    every: use("duration", "Within this time."),
  } satisfies Keys<ScalingStep>,
  ["every"],
  oneOfKeys(["pods"], ["share"]),
);

const pace = (description: string): Schema =>
  object(
    description,
    {
      stabilization: use("duration", "The mildest answer of this time counts."),
      steps: list("How much change at most.", step),
      select: choice(
        "which of several steps counts",
        ["largest", "smallest", "none"],
        "Which of several steps counts; default largest.",
      ),
    } satisfies Keys<ScalingPace>,
    ["stabilization", "steps"],
  );

/** How many replicas a service has. */
export const SCALING: Schema = object(
  "How many replicas it has, and what they follow.",
  {
    name: use("text", "Name of the HorizontalPodAutoscaler; default: the workload's."),
    min: use("wholeNumber", "Replicas at least."),
    max: use("wholeNumber", "Replicas at most."),
    on: list("What replicas follow; the largest answer counts.", trigger),
    up: pace("How fast replicas are added; default: Kubernetes' own, written out."),
    down: pace("How fast replicas are removed; default: Kubernetes' own, written out."),
    carries: use("rate", "Requests that one replica carries when it uses all of its CPU limit."),
    maxUnavailable: use("wholeNumber", "Pods that a drain may take at once; default 1."),
    recommendsRequests: use("truth", "Also a VerticalPodAutoscaler that recommends requests and changes nothing."),
    room: object("What the namespace or the nodes hold at most: all replicas have to fit.", {
      cpu: use("cores", "CPU of all replicas."),
      memory: use("size", "Memory of all replicas."),
    } satisfies Keys<NonNullable<Scaling["room"]>>),
  } satisfies Keys<Scaling>,
  ["min", "max", "on"],
);
