import { promql, type Remedy, type Step } from "../model/procedure.ts";
import type { System } from "../model/system.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { aggregate, metric } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import { catalogueAdvice } from "./catalogue-advice.ts";
import { closerLook } from "./closer-look.ts";
import type { Guidance } from "./guidance.ts";
import { code } from "./markdown.ts";
import type { PageAlert } from "./page-alert.ts";
import { lookAtWorkload, readAboutWorkload, undoRelease, workloadOf } from "./workload.ts";

/** What to look at and what the causes usually are, from why an alert exists. */
export function adviceFor(alert: PageAlert, system: System): Guidance {
  switch (alert.origin.kind) {
    case "down":
    case "target-down":
      return unreachable(alert, system);
    case "absence":
      return unmeasured(alert);
    case "condition":
      return catalogueAdvice(alert.origin.condition, system);
    case "burn-rate":
    case "tier":
      return missed(alert, system);
  }
}

function unreachable(alert: PageAlert, system: System): Guidance {
  const workload = workloadOf(alert.owner, system);
  const targets = promql(
    "See which targets Prometheus knows, and which of them answer (1) or not (0)",
    print(upOf(alert)),
    {
      expect: "nothing at all means that service discovery has no target: the Service, its labels or its port changed",
    },
  );
  const restart: readonly Remedy[] =
    workload === undefined
      ? []
      : [{ cause: "The newest release does not start", steps: undoRelease(workload, system) }];
  return {
    first: [targets, ...(workload === undefined ? [] : lookAtWorkload(workload, system))],
    investigate: [
      ...(workload === undefined ? [] : readAboutWorkload(workload, system)),
      "Open Status > Targets in Prometheus: the column Error says whether the address does not resolve, the connection is refused or times out, or the answer is no metrics.",
    ],
    remedies: [
      ...restart.filter(({ steps }) => steps.length > 0),
      {
        cause: "The process runs, and only the scrape fails",
        steps: [
          "Connection timed out: a network policy or firewall keeps Prometheus out; let its namespace reach the port of the metrics.",
          "Status 401, 403 or 404: the path or the access of the metrics changed; mend the scrape of the model, or the service.",
          "No target known: the labels or the name of the port are no longer those that the monitor selects.",
        ],
      },
    ],
  };
}

function upOf(alert: PageAlert): ReturnType<typeof metric> {
  return alert.up ?? metric("up");
}

function unmeasured(alert: PageAlert): Guidance {
  const name = alert.signals[0]?.metric.name ?? "";
  const prefix = name.split("_")[0] ?? name;
  const job = alert.up?.matchers.filter(({ label }) => label === "job") ?? [];
  const family: VectorSelector = {
    type: "vector",
    matchers: [{ label: "__name__", op: "=~", value: `${prefix}_.*` }, ...job],
  };
  return {
    first: [
      "No user notices this by itself. What is lost is the warning: the alerts of this objective cannot fire. Watch its dashboard, or the logs, until it is back.",
      promql("See which targets answer", print(upOf(alert))),
      promql(
        "See which series of that family the targets still have",
        print(aggregate("count", family, { by: ["__name__"] })),
        {
          expect: `${code(name)} is among them; if it is, a label that the rules select on has changed`,
        },
      ),
    ],
    investigate: [
      "Compare with the last release: metrics vanish when a library or an exporter is updated, and when a relabelling rule drops them.",
    ],
    remedies: [
      {
        cause: "The metric or a label of it was renamed",
        steps: [
          "Change its name in the model, so that the rules, dashboards and pages follow; or take the release back.",
        ],
      },
      {
        cause: "The process has not created the series yet",
        steps: [
          "Have the code set the counter to 0 when it starts: otherwise the first event after each restart is invisible.",
        ],
      },
      {
        cause: "The exporter may not read what it measures",
        steps: ["Read its log: a password or a permission that expired leaves its target up and its metrics empty."],
      },
    ],
  };
}

function missed(alert: PageAlert, system: System): Guidance {
  const workload = workloadOf(alert.owner, system);
  const kubernetes = system.namespace !== undefined && system.runs.every((platform) => platform === "kubernetes");
  const looks = closerLook(alert, kubernetes);
  const [first = [], rest = []] = [looks.slice(0, 1), looks.slice(1)];
  return {
    first: [
      ...first,
      ...(workload === undefined ? [] : lookAtWorkload(workload, system)),
      "Is it one process, one route or one kind of request, or everything? One: take it out of service. Everything: look for what all of them share, the last release first, then the database and what else they depend on.",
    ],
    investigate: [...rest, ...(workload === undefined ? [] : readAboutWorkload(workload, system)), ...paces(alert)],
    remedies: [
      ...(workload === undefined
        ? []
        : [{ cause: "It began with a release", steps: undoRelease(workload, system) }].filter(
            ({ steps }) => steps.length > 0,
          )),
      ...byIndicator(alert),
    ],
  };
}

/** A slow burn is found in what has been going on for hours, not in what broke a minute ago. */
function paces({ origin }: PageAlert): readonly Step[] {
  if (origin.kind !== "burn-rate") return [];
  return [
    "Each of its alerts looks back over two windows, which say how long it has been going on. Set the time range of the dashboard to the longer one and look for the moment at which the share of bad events rose: a step is a change or a failure, a slope is load or a leak.",
  ];
}

function byIndicator({ origin }: PageAlert): readonly Remedy[] {
  if (!("objective" in origin)) return [];
  switch (origin.objective.indicator.kind) {
    case "ratio":
    case "up":
      return [
        {
          cause: "Something that it depends on fails",
          steps: [
            "Follow the errors of the log to the dependency, and use the page of its own alert; it pages too when it is down.",
          ],
        },
      ];
    case "latency":
    case "quantile":
      return [
        {
          cause: "Too little CPU, or too few processes for the traffic",
          steps: [
            "Compare the traffic with last week's at the same hour. If it grew, add replicas; if not, look for what takes longer than before.",
          ],
        },
        {
          cause: "A dependency has become slow",
          steps: ["Look at the slowest queries of the database, and at the waiting time for a connection of the pool."],
        },
      ];
    case "hitRatio":
      return [
        {
          cause: "The cache was emptied or restarted",
          steps: [
            "Wait for it to fill: the ratio rises by itself. Watch the load that reaches the database meanwhile.",
          ],
        },
        {
          cause: "The cache is too small, or its entries live too short",
          steps: ["Compare evictions with insertions; raise its size or the time to live."],
        },
      ];
    case "saturation":
      return [
        {
          cause: "The load grew",
          steps: ["Compare with last week at the same hour; add replicas or raise the limit before it is reached."],
        },
        {
          cause: "A leak: it rises without more load and never falls",
          steps: [
            "Restart one process after the other to gain time, and hand the growth over to the developers with a graph of a day.",
          ],
        },
      ];
    case "freshness":
      return [
        {
          cause: "The job did not run, or ran and failed",
          steps: ["Look for its last run and read its log; then run it by hand and watch it succeed."],
        },
      ];
    case "throughput":
    case "queueDepth":
      return [
        {
          cause: "Consumers are too slow or stopped",
          steps: ["Look whether they run, and what they wait for; add consumers if they are only too slow."],
        },
        {
          cause: "Producers send more than usual",
          steps: ["Find out who sends it, and slow them down if it is not wanted."],
        },
      ];
  }
}
