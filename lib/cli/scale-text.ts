import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Simulated } from "../prove/scaling/compare.ts";
import type { ModelledWorld } from "../prove/scaling/world-of.ts";
import { scaleChart } from "./scale-chart.ts";
import type { Paint } from "./terminal.ts";

/** What loads do to one service. */
export interface Scaling {
  readonly system: string;
  readonly service: string;
  readonly autoscaler: KubernetesObject;
  /** Whether it is the model's own. */
  readonly isOwn: boolean;
  readonly modelled: ModelledWorld;
  readonly simulated: readonly Simulated[];
}

/** What loads do to one service, for people. */
export function scaleText(scaling: Scaling, chart: boolean, paint: Paint): string {
  const { system, service, autoscaler, modelled, simulated } = scaling;
  const { world, inEvents } = modelled;
  const before = `${Number(world.base.toPrecision(6))} ${inEvents ? "requests per second" : "replicas' worth of load"}`;
  const { kind, metadata } = autoscaler;
  const lines = [
    `${paint.bold(`${system} ${service}`)}  ${kind} ${metadata.name}, from ${before}`,
    ...simulated.flatMap(({ says, outcome, run }) => {
      const bad = outcome.lacking > 0 || (outcome.budget?.share ?? 0) >= 1;
      return [`  ${bad ? paint.bad(says) : says}`, ...(chart ? scaleChart(run).map((line) => `    ${line}`) : [])];
    }),
    ...notesOf(scaling).map((note) => paint.dim(`  Note: ${note}.`)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What loads do to one service, for programs. Units: seconds; loads as in `unit`. */
export function scaleJson(scaling: Scaling) {
  const { system, service, autoscaler, modelled, simulated } = scaling;
  return {
    system,
    service,
    autoscaler: { kind: autoscaler.kind, name: autoscaler.metadata.name },
    unit: modelled.inEvents ? "per-second" : "replicas",
    from: modelled.world.base,
    notes: notesOf(scaling),
    loads: simulated.map(({ run, outcome, says }) => ({
      load: run.load.title,
      says,
      outcome,
      replicas: changesOf(run.timeline.replicas),
      ready: changesOf(run.timeline.ready),
    })),
  };
}

function notesOf({ modelled, simulated, isOwn }: Scaling): readonly string[] {
  if (isOwn) return [...modelled.notes, ...modelled.unfollowed];
  const leftOut = [...new Set(simulated.flatMap(({ run }) => run.leftOut))];
  return [...modelled.notes, ...leftOut.map((key) => `${key} is not simulated and asks for nothing here`)];
}

/** The first number, and every one that differs from the second before. */
function changesOf(values: Float64Array): readonly { readonly at: number; readonly count: number }[] {
  return [...values].flatMap((count, at) => (at === 0 || count !== values[at - 1] ? [{ at, count }] : []));
}
