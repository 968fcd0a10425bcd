import type { Document } from "../../compile/bundle.ts";
import { generatedNote } from "../../core/generated.ts";
import type { KubernetesObject } from "../../kubernetes/object.ts";
import type { System } from "../../model/system.ts";
import { autoscaledServices, standardLoads, underLoad } from "./under-load.ts";

/**
 * `load.md`: what happens at twice the load, and at others, in a sentence each, simulated from the emitted objects; nothing where no
 * service scales.
 */
export function loadDocument(system: System, objects: readonly KubernetesObject[]): readonly Document[] {
  const services = autoscaledServices(system, objects);
  if (services.length === 0) return [];
  const loads = standardLoads();
  const sections = services.flatMap((service) => {
    const { scaled, modelled } = service;
    const simulated = underLoad(service, loads);
    const { base } = modelled.world;
    const amount = `${Number(base.toPrecision(6))}`;
    const before = modelled.inEvents ? `${amount} requests per second` : `what ${amount} replicas carry`;
    const notes = [...modelled.notes, ...modelled.unfollowed].map((note) => `- Note: ${note}.`);
    const told =
      simulated.length === 0
        ? ["Nothing that its autoscaler follows is simulated."]
        : [
            `Before: ${scaled.scaling.min} replicas on target, ${before}.`,
            "",
            ...simulated.map(({ says }) => `- ${says}`),
          ];
    return [`## ${scaled.service.name}`, "", ...told, ...notes, ""];
  });
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
