import type { Compilation } from "../../compile/compile.ts";
import type { KubernetesObject } from "../../kubernetes/object.ts";
import type { System } from "../../model/system.ts";
import { edgesOf } from "../../network/edges.ts";
import { Reachability } from "../../network/reach/reachability.ts";
import { readPolicies } from "../../network/reach/read-policies.ts";
import { NETWORK_OBLIGATIONS } from "../obligation.ts";
import type { ObligationResult } from "../verdict.ts";
import { castOf } from "./cast.ts";
import { type Compared, compareNetwork, type Difference } from "./differences.ts";
import { entitiesOf } from "./entities.ts";

/** Differences that a verdict shows; the others are counted. */
const SHOWN = 5;

/** What has to hold for the policies of a system, judged on the objects as they are emitted; nothing without a network. */
export function networkEvidence(system: System, compilation: Compilation): readonly ObligationResult[] {
  const { network } = system;
  if (network === undefined) return [];
  const asked = NETWORK_OBLIGATIONS.filter((one) => one !== "quarantine-cuts" || network.quarantine !== undefined);
  if (!system.runs.includes("kubernetes")) {
    const says = ["it does not run on Kubernetes, and no policy selects what runs on hosts"];
    return asked.map((obligation) => ({ obligation, verdict: "NOT COVERED", says, worlds: 0 }));
  }
  const objects = compilation.bundle.parts.find(({ name }) => name === "network")?.objects ?? [];
  const { differences, pairs, refused } = judgeNetwork(system, objects);
  const [cut, others] = [differences.filter(isCut), differences.filter((one) => !isCut(one))];
  const edges = edgesOf(system).length;
  return asked.map((obligation) =>
    obligation === "network-is-edges"
      ? verdict(
          obligation,
          [...refused, ...others.map(({ says }) => says)],
          `of ${pairs.toLocaleString("en")} pairs of pods, impostors and the outside world exactly those are let through that ${edges} connections of the model state, on their ports alone`,
        )
      : verdict(
          obligation,
          cut.map(({ says }) => says),
          `a pod with the label ${network.quarantine?.label} opens no connection, and is reached ${forensicText(system)}`,
        ),
  );
}

/** What policies, ours or changed ones, let through against the connections of the model. */
export function judgeNetwork(
  system: System,
  objects: readonly KubernetesObject[],
): Compared & { readonly refused: readonly string[] } {
  const { network } = system;
  if (network === undefined) return { pairs: 0, differences: [], refused: [] };
  const { policies, issues } = readPolicies(objects);
  const players = castOf(system, network);
  const reach = new Reachability(
    policies,
    players.map(({ pod }) => pod),
    { entities: entitiesOf(network) },
  );
  return {
    ...compareNetwork(network, edgesOf(system), players, reach),
    refused: issues.map(({ path, message }) => `${path}: ${message}`),
  };
}

function isCut({ quarantined }: Difference): boolean {
  return quarantined;
}

function verdict(
  obligation: ObligationResult["obligation"],
  refuted: readonly string[],
  proved: string,
): ObligationResult {
  if (refuted.length === 0) return { obligation, verdict: "PROVED", says: [proved], worlds: 0 };
  const more = refuted.length > SHOWN ? [`and ${refuted.length - SHOWN} more`] : [];
  return { obligation, verdict: "REFUTED", says: [...refuted.slice(0, SHOWN), ...more], worlds: 0 };
}

function forensicText({ network }: System): string {
  const forensics = network?.quarantine?.forensics ?? [];
  if (forensics.length === 0) return "by nobody";
  return `only on ${forensics
    .map(({ from, port }) => {
      const labels = Object.entries(from.labels ?? {}).map(([key, value]) => `${key}=${value}`);
      return `${port}/TCP from ${labels.length === 0 ? "any pod" : labels.join(",")} in ${from.namespace}`;
    })
    .join(" and ")}`;
}
