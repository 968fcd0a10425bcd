import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import type { Labels } from "../../lib/kubernetes/selector.ts";
import type { Pod } from "../../lib/network/reach/pod.ts";
import { hasPort } from "../../lib/network/reach/ports.ts";
import { Reachability } from "../../lib/network/reach/reachability.ts";
import { readPolicies } from "../../lib/network/reach/read-policies.ts";
import type { Verdict } from "./mend-objects.ts";
import { withSpec } from "./patch.ts";

/** A pod that listens on at most one port. */
export function podOf(name: string, namespace: string, labels: Labels, port?: number): Pod {
  return { name, namespace, labels, ports: port === undefined ? [] : [{ port, protocol: "TCP" }] };
}

/** What policies let through between some pods, for the sentences of mends. Ports are TCP. */
export class Passage {
  readonly #reachability: Reachability;
  readonly #pods: readonly Pod[];

  /** Errors: throws for a policy that the API server would refuse. */
  constructor(objects: readonly KubernetesObject[], pods: readonly Pod[]) {
    const { policies, issues } = readPolicies(objects);
    const [issue] = issues;
    if (issue !== undefined) throw new Error(`${issue.path}: ${issue.message}`);
    this.#reachability = new Reachability(policies, pods);
    this.#pods = pods;
  }

  /** Whether one pod reaches another on its port. */
  reaches(from: Pod, to: Pod): boolean {
    const { allowed } = this.#reachability.decide({ kind: "pod", pod: from }, { kind: "pod", pod: to });
    return to.ports.some(({ port, protocol }) => hasPort(allowed, protocol, port));
  }

  /** Whether a pod reaches every HTTPS server of the internet. */
  reachesWorld(from: Pod): boolean {
    const { allowed } = this.#reachability.decide(
      { kind: "pod", pod: from },
      { kind: "name", name: "somewhere.example" },
    );
    return hasPort(allowed, "TCP", 443);
  }

  /** What a pod that somebody is in still opens; it holds when that is nothing. */
  outwards(from: Pod): Verdict {
    const inside = this.#pods.filter((one) => one !== from && this.reaches(from, one)).map(({ name }) => name);
    const reached = this.reachesWorld(from) ? [...inside, "every HTTPS server of the internet"] : inside;
    return { says: `${from.name} reaches ${listed(reached)}`, holds: reached.length === 0 };
  }

  /** Names of the pods that reach one of them. */
  reaching(to: Pod): readonly string[] {
    return this.#pods.filter((one) => one !== to && this.reaches(one, to)).map(({ name }) => name);
  }
}

/** The objects with one policy changed. Errors: throws when it is not among them. */
export function patched(
  objects: readonly KubernetesObject[],
  name: string,
  spec: Parameters<typeof withSpec>[1],
): readonly KubernetesObject[] {
  const isIt = ({ kind, metadata }: KubernetesObject) => kind === "NetworkPolicy" && metadata.name === name;
  if (!objects.some(isIt)) throw new Error(`no NetworkPolicy ${name}`);
  return objects.map((one) => (isIt(one) ? withSpec(one, spec) : one));
}

/** `a, b and c`, or `nobody`. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return "nobody";
  return names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
