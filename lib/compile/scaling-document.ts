import { generatedNote } from "../core/generated.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import { describeScaling, type ScalingDescribed } from "../scaling/described.ts";
import { type Scaled, scaledServices } from "../scaling/scaled.ts";
import type { Document } from "./bundle.ts";

/** `scaling.md`: how many replicas each service has and why, for a reviewer with five minutes; nothing where none scales. */
export function scalingDocument(system: System): readonly Document[] {
  if (!system.services.some(({ scaling }) => scaling !== undefined) || !system.runs.includes("kubernetes")) return [];
  return [
    {
      path: `stacks/${system.name}/scaling.md`,
      get content() {
        return page(system);
      },
    },
  ];
}

function page(system: System): string {
  const title = system.title ?? system.name;
  const services = new Map(scaledServices(system).map((scaled) => [scaled.service.name, scaled]));
  const unscaled = system.services.filter(({ name }) => !services.has(name)).map(({ name }) => `\`${name}\``);
  return [
    `<!-- ${generatedNote(system.name)} -->`,
    "",
    `# How many replicas ${title} has`,
    "",
    "What each service scales on, when its autoscaler acts, and what a drain may take. The objects stand in " +
      "[manifests/scaling.yaml](manifests/scaling.yaml). What they do when the load changes says `burnline scale`, and " +
      "`synth --tests` writes it into [load.md](load.md).",
    "",
    ...describeScaling(system).flatMap((described) => section(described, services.get(described.service))),
    ...(unscaled.length === 0 ? [] : ["## Without an autoscaler", "", `${unscaled.join(", ")}.`, ""]),
  ].join("\n");
}

function section(described: ScalingDescribed, scaled: Scaled | undefined): readonly string[] {
  const { service, workload, autoscaler, min, max, triggers, upInWords, downInWords } = described;
  const drain = described.maxUnavailable;
  return [
    `## ${service}`,
    "",
    `${autoscaler.kind} \`${autoscaler.name}\` keeps ${workload.kind} \`${workload.name}\` in \`${workload.namespace}\` at ` +
      `${min} to ${max} replicas.`,
    "",
    ...triggers.map(({ targetInWords, actsInWords }) => `- Target ${targetInWords}: ${actsInWords}.`),
    "",
    `- Up: ${upInWords}.`,
    `- Down: ${downInWords}.`,
    `- A drain of nodes may take ${drain} ${drain === 1 ? "pod" : "pods"} at once.`,
    ...(described.recommendsRequests
      ? ["- A VerticalPodAutoscaler recommends requests and changes nothing (mode `Off`)."]
      : []),
    ...(scaled === undefined ? [] : capacity(scaled)),
    "",
  ];
}

/** What replicas carry and take, and what the model does not say of them. */
function capacity({ workload, scaling }: Scaled): readonly string[] {
  const { carries, room, max } = scaling;
  const { requests, startup } = workload;
  const most = [
    ...(requests?.cpu === undefined ? [] : [quantityInWords({ unit: "cores", value: requests.cpu.value * max })]),
    ...(requests?.memory === undefined ? [] : [quantityInWords({ unit: "bytes", value: requests.memory.value * max })]),
  ];
  const roomed = Object.values(room ?? {}).map(quantityInWords);
  const unstated = [
    ...(carries === undefined ? ["what a replica carries (`scaling.carries`)"] : []),
    ...(startup === undefined ? ["how long a replica starts (`workload.startup`)"] : []),
    ...(room === undefined ? ["what the nodes hold (`scaling.room`)"] : []),
  ];
  return [
    ...(carries === undefined
      ? []
      : [
          `- One replica carries ${quantityInWords(carries)} at its CPU limit, ${max} carry ` +
            `${quantityInWords({ ...carries, value: carries.value * max })}.`,
        ]),
    ...(startup === undefined ? [] : [`- A new replica takes requests after ${windowName(startup.value)}.`]),
    ...(most.length === 0
      ? []
      : [`- All ${max} request ${most.join(" and ")}${roomed.length === 0 ? "" : ` of ${roomed.join(" and ")}`}.`]),
    ...(unstated.length === 0 ? [] : [`- Not stated: ${unstated.join(", ")}.`]),
  ];
}
