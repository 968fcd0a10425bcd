import type { Document } from "../../compile/bundle.ts";
import { generatedNote } from "../../core/generated.ts";
import type { KubernetesObject } from "../../kubernetes/object.ts";
import { windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import type { Simulated } from "./compare.ts";
import type { Load } from "./load.ts";
import { share } from "./sentence.ts";
import { type AutoscaledService, autoscaledServices, standardLoads, underLoad } from "./under-load.ts";

/**
 * `load.md`: what happens at twice the load, and at others, in a sentence each, simulated from the emitted objects; nothing where no
 * service scales.
 */
export function loadDocument(system: System, objects: readonly KubernetesObject[]): readonly Document[] {
  const services = autoscaledServices(system, objects);
  if (services.length === 0) return [];
  const loads = standardLoads();
  const sections = services.flatMap((service) => sectionOf(service, loads));
  return [
    {
      path: `stacks/${system.name}/load.md`,
      content: [
        `<!-- ${generatedNote(system.name)} -->`,
        "",
        `# What ${system.title ?? system.name} does when its load changes`,
        "",
        "The emitted autoscalers, followed through loads by the algorithm of Kubernetes' own controller. Nodes with room for every " +
          "replica are taken for granted; `docs/scaling.md` of Burnline says what else the simulation does not know.",
        "",
        ...sections,
      ].join("\n"),
    },
  ];
}

function sectionOf(service: AutoscaledService, loads: readonly Load[]): readonly string[] {
  const { scaled, modelled } = service;
  const simulated = underLoad(service, loads);
  const amount = `${Number(modelled.world.base.toPrecision(6))}`;
  const before = modelled.inEvents ? `${amount} requests per second` : `what ${amount} replicas carry`;
  const told =
    simulated.length === 0
      ? ["Nothing that its autoscaler follows is simulated."]
      : [
          `Before: ${scaled.scaling.min} replicas on target, ${before}.`,
          "",
          ...simulated.map(({ says }) => `- ${says}`),
          "",
          "| load | replicas | on average | replica hours | most ready after | late for | beyond the objective for | of the budget | turns |",
          "|---|---|---|---|---|---|---|---|---|",
          ...simulated.map(rowOf),
        ];
  const notes = [...modelled.notes, ...modelled.unfollowed];
  return [
    `## ${scaled.service.name}`,
    "",
    ...told,
    "",
    ...(notes.length === 0 ? [] : [...notes.map((note) => `- Note: ${note}.`), ""]),
  ];
}

function rowOf({ run, outcome }: Simulated): string {
  const { replicas, readyAt, late, budget, turns } = outcome;
  const cells = [
    run.load.title,
    replicas.least === replicas.most ? `${replicas.most}` : `${replicas.least} to ${replicas.most}`,
    `${Number(replicas.mean.toFixed(1))}`,
    `${Number(replicas.hours.toFixed(1))}`,
    windowName(readyAt),
    windowName(late),
    budget === undefined ? "no objective" : windowName(budget.beyond),
    budget === undefined ? "no objective" : share(budget.share),
    `${turns}`,
  ];
  return `| ${cells.join(" | ")} |`;
}
