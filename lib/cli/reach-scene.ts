import { edgesOf } from "../network/edges.ts";
import { ownNamespaces } from "../network/endpoints.ts";
import type { NamespaceLabels, Pod } from "../network/reach/pod.ts";
import type { Policy } from "../network/reach/policy.ts";
import type { ClusterFacts } from "../network/reach/reachability.ts";
import { readPolicies } from "../network/reach/read-policies.ts";
import type { Edge } from "../network/side.ts";
import { entitiesOf } from "../prove/network/entities.ts";
import { type Party, partiesOf } from "../prove/network/parties.ts";
import type { Synthesized } from "./synthesize.ts";

/** What can be asked about: a system with its policies, or the manifests of a folder. */
export interface Scene {
  readonly name: string;
  readonly policies: readonly Policy[];
  readonly parties: readonly Party[];
  readonly facts: ClusterFacts;
  readonly edges: readonly Edge[];
  /** Namespaces of which pods can be put into quarantine. */
  readonly own: readonly string[];
  /** Label of quarantine. */
  readonly quarantine?: string;
  /** Names of the DNS, and the party that each belongs to. */
  readonly hosts: ReadonlyMap<string, string>;
}

/** The scene of a system; nothing for one that declares no network. */
export function systemScene({ system, compilation }: Synthesized): Scene | undefined {
  const { network } = system;
  if (network === undefined) return undefined;
  const objects = compilation.bundle.parts.find(({ name }) => name === "network")?.objects ?? [];
  const edges = edgesOf(system);
  return {
    name: system.name,
    policies: readPolicies(objects).policies,
    parties: partiesOf(system, edges),
    facts: { entities: entitiesOf(network) },
    edges,
    own: ownNamespaces(system),
    ...(network.quarantine === undefined ? {} : { quarantine: network.quarantine.label }),
    hosts: new Map(
      system.dependencies.flatMap(({ name, external }) => (external?.hosts ?? []).map((host) => [host, name])),
    ),
  };
}

/** The scene of pods and policies that somebody else wrote. */
export function manifestsScene(
  name: string,
  {
    policies,
    pods,
    namespaces,
  }: { readonly policies: readonly Policy[]; readonly pods: readonly Pod[]; readonly namespaces: NamespaceLabels },
): Scene {
  const count = new Map<string, number>();
  for (const pod of pods) count.set(pod.name, (count.get(pod.name) ?? 0) + 1);
  return {
    name,
    policies,
    parties: pods.map((pod) => ({
      name: `${pod.namespace}/${pod.name}`,
      aliases: count.get(pod.name) === 1 ? [pod.name] : [],
      end: { kind: "pod", pod },
      other: { kind: "pod", pod: { ...pod } },
      ours: true,
    })),
    facts: { namespaces },
    edges: [],
    own: [],
    hosts: new Map(),
  };
}
