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
  readonly modelled: ModelledWorld;
  readonly simulated: readonly Simulated[];
}

/** What loads do to one service, for people. */
export function scaleText({ system, service, autoscaler, modelled, simulated }: Scaling, chart: boolean, paint: Paint) {
  const { world, inEvents } = modelled;
  const before = `${Number(world.base.toPrecision(6))} ${inEvents ? "requests per second" : "replicas' worth of load"}`;
  const { kind, metadata } = autoscaler;
  const lines = [
    `${paint.bold(`${system} ${service}`)}  ${kind} ${metadata.name}, from ${before}`,
    ...simulated.flatMap(({ says, outcome, run }) => {
      const bad = outcome.lacking > 0 || (outcome.budget?.share ?? 0) >= 1;
      return [`  ${bad ? paint.bad(says) : says}`, ...(chart ? scaleChart(run).map((line) => `    ${line}`) : [])];
    }),
    ...notesOf(modelled, simulated).map((note) => paint.dim(`  Note: ${note}.`)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What loads do to one service, for programs. Units: seconds; loads as in `unit`. */
export function scaleJson({ system, service, autoscaler, modelled, simulated }: Scaling) {
  return {
    system,
    service,
    autoscaler: { kind: autoscaler.kind, name: autoscaler.metadata.name },
    unit: modelled.inEvents ? "per-second" : "replicas",
    from: modelled.world.base,
    notes: notesOf(modelled, simulated),
    loads: simulated.map(({ run, outcome, says }) => ({
      load: run.load.title,
      says,
      outcome,
      replicas: changesOf(run.timeline.replicas),
      ready: changesOf(run.timeline.ready),
    })),
  };
}

function notesOf({ notes }: ModelledWorld, simulated: readonly Simulated[]): readonly string[] {
  const leftOut = [...new Set(simulated.flatMap(({ run }) => run.leftOut))];
  return [...notes, ...leftOut.map((key) => `${key} is not simulated and asks for nothing here`)];
}

/** The first number, and every one that differs from the second before. */
function changesOf(values: Float64Array): readonly { readonly at: number; readonly count: number }[] {
  return [...values].flatMap((count, at) => (at === 0 || count !== values[at - 1] ? [{ at, count }] : []));
}
