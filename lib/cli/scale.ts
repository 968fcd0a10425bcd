import type { KubernetesObject } from "../kubernetes/object.ts";
import type { System } from "../model/system.ts";
import { type Simulated, simulateObject } from "../prove/scaling/compare.ts";
import { type AutoscaledService, autoscaledServices } from "../prove/scaling/under-load.ts";
import type { World } from "../prove/scaling/world.ts";
import type { AutoscalerMetric } from "../scaling/controller/spec.ts";
import { readAutoscalerFile } from "./autoscaler-file.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { Progress } from "./progress.ts";
import { loadSelection } from "./prove-models.ts";
import { refusal, unknownName } from "./refuse.ts";
import { loadBefore, readScaleOptions, type ScaleOptions } from "./scale-options.ts";
import { type Scaling, scaleJson, scaleText } from "./scale-text.ts";
import { type Synthesized, synthesize } from "./synthesize.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** `burnline scale`: what becomes of the replicas of a service when its load changes. */
export const scale: Command = {
  arguments: "[MODEL|SYSTEM] [SERVICE]",
  description: [
    "Follows the autoscaler of each service through a load, by the algorithm of Kubernetes' own controller, and says how many",
    "replicas come and when, for how long requests are late or refused, and what that takes of the error budget.",
    "",
    "Loads are multiples of the one at which the least replicas are on target: `step=2` (twice as much at once),",
    "`ramp=3/10m`, `spike=5/2m`, and `day=4`, whose busiest hour has four times the load of its quietest. What the",
    "simulation does not know stands in docs/scaling.md.",
    "",
    "MODEL and SYSTEM are the same as of `prove`. With `--autoscaler` the replicas are those of the model, and the autoscaler",
    "is that of a manifest, whoever wrote it.",
    "",
    "Exits 1 when a load takes a whole budget, or the most replicas do not carry it.",
  ],
  options: {
    load: { value: "LOAD", help: "how the load changes; default: step=2", repeatable: true, short: "l" },
    from: { value: "AMOUNT", help: "load before: 300/s, or a number of replicas that it fills" },
    autoscaler: { value: "FILE", help: "a HorizontalPodAutoscaler or ScaledObject in place of the model's" },
    metric: {
      value: "NAME=KIND",
      help: "what a metric of that file is: load, latency, errors, in-flight",
      repeatable: true,
    },
    chart: { help: "draw replicas and load over time" },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
  },
  examples: [
    "burnline scale checkout.yaml api",
    "burnline scale alecs --load ramp=3/10m --load day --chart",
    "burnline scale checkout.yaml api --autoscaler their-hpa.yaml --load spike=5/2m",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const options = readScaleOptions(args);
  const file = args.value("autoscaler");
  const theirs = file === undefined ? undefined : readAutoscalerFile(terminal.folder, file);
  const progress = new Progress(terminal);
  try {
    const services = await servicesOf(args, terminal, progress);
    const scalings = services.map(({ system, service }) => scalingOf(system, service, theirs, options));
    progress.done();
    const all = scalings.flatMap(({ simulated }) => simulated);
    if (all.length === 0) {
      throw refusal("scaling-not-simulated", "", "nothing that the autoscaler follows is simulated", {
        found: scalings.flatMap(({ modelled }) => modelled.unfollowed).join("; "),
        expected: "CPU, or load with scaling.carries, or --metric NAME=KIND",
      });
    }
    const text = args.has("json")
      ? `${JSON.stringify({ scalings: scalings.map(scaleJson) }, null, 2)}\n`
      : scalings.map((one) => scaleText(one, args.has("chart"), paintFor(terminal))).join("\n");
    terminal.out(text);
    return all.some(({ outcome }) => outcome.lacking > 0 || (outcome.budget?.share ?? 0) >= 1) ? 1 : 0;
  } finally {
    progress.done();
  }
}

interface Asked {
  readonly system: System;
  readonly service: AutoscaledService;
}

/** Errors: throws BurnlineError for a service that no model has, or that does not scale. */
async function servicesOf(args: Arguments, terminal: Terminal, progress: Progress): Promise<readonly Asked[]> {
  const [model, name] = args.positionals;
  const selection = { models: model === undefined ? [] : [model], systems: args.values("system") };
  const systems = synthesize(await loadSelection({ ...selection, folder: terminal.folder }, progress), progress);
  const all = systems.flatMap((one) => autoscaled(one).map((service) => ({ system: one.system, service })));
  const found = all.filter(({ service }) => name === undefined || service.scaled.service.name === name);
  if (found.length > 0) return found;
  const known = systems.flatMap(({ system }) => system.services.map((service) => service.name));
  if (name !== undefined && !known.includes(name)) {
    throw refusal("service-unknown", "", "no model has this service", unknownName(name, known));
  }
  throw refusal("scaling-missing", name ?? "", "no autoscaler is derived for it", {
    expected:
      all.length === 0 ? "scaling of a service" : all.map(({ service }) => service.scaled.service.name).join(", "),
    mend: "say scaling of the service in the model",
  });
}

function autoscaled({ system, compilation }: Synthesized): readonly AutoscaledService[] {
  return autoscaledServices(
    system,
    compilation.bundle.parts.flatMap(({ name, objects }) => (name === "scaling" ? objects : [])),
  );
}

function scalingOf(
  system: System,
  service: AutoscaledService,
  theirs: KubernetesObject | undefined,
  { loads, from, measures }: ScaleOptions,
): Scaling {
  const { scaled, modelled, autoscaler } = service;
  const given = modelled.world;
  const world: World = {
    ...given,
    base: loadBefore(modelled, from, scaled.service.name),
    measures: (metric: AutoscalerMetric) => measures.get(metric.key) ?? given.measures(metric),
  };
  const object = theirs ?? autoscaler;
  const simulated = loads.flatMap((load): Simulated | readonly never[] => simulateObject(object, world, load) ?? []);
  return {
    system: system.name,
    service: scaled.service.name,
    autoscaler: object,
    isOwn: theirs === undefined,
    modelled: { ...modelled, world },
    simulated,
  };
}
