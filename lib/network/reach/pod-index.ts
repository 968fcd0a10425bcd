import { type LabelSelector, selects } from "../../kubernetes/selector.ts";
import { labelsOfNamespace, NAMESPACE_NAME, type NamespaceLabels, type Pod } from "./pod.ts";
import type { PodPeer } from "./policy.ts";

/**
 * Pods by namespace and label, so that a selector looks only at those that have its rarest label, and is asked once however many
 * policies have it. Pods are told by their place in the list.
 */
export class PodIndex {
  readonly pods: readonly Pod[];
  readonly #namespaces: NamespaceLabels;
  readonly #byNamespace = new Map<string, number[]>();
  readonly #byLabel = new Map<string, number[]>();
  readonly #asked = new Map<string, readonly number[]>();

  constructor(pods: readonly Pod[], namespaces: NamespaceLabels = {}) {
    this.pods = pods;
    this.#namespaces = namespaces;
    for (const [index, { namespace, labels, hostNetwork }] of pods.entries()) {
      // In the network of its node no selector finds it.
      if (hostNetwork === true) continue;
      put(this.#byNamespace, namespace, index);
      for (const [key, value] of Object.entries(labels)) put(this.#byLabel, labelKey(namespace, key, value), index);
    }
  }

  /** Namespaces that have a pod. */
  get namespaces(): readonly string[] {
    return [...this.#byNamespace.keys()];
  }

  /** Pods of one namespace that a selector selects. */
  selected(namespace: string, selector: LabelSelector): readonly number[] {
    const key = `${namespace} ${JSON.stringify(selector)}`;
    const known = this.#asked.get(key);
    if (known !== undefined) return known;
    const found = this.#candidates(namespace, selector).filter((index) => {
      const pod = this.pods[index];
      return pod !== undefined && selects(selector, pod.labels);
    });
    this.#asked.set(key, found);
    return found;
  }

  /** Pods that a peer of a policy in `own` stands for, in order. */
  ofPeer({ namespaces, pods = {} }: PodPeer, own: string): readonly number[] {
    const spaces = namespaces === undefined ? [own] : this.namespacesOf(namespaces);
    const [only] = spaces;
    if (only !== undefined && spaces.length === 1) return this.selected(only, pods);
    return spaces.flatMap((namespace) => this.selected(namespace, pods));
  }

  /** Namespaces with pods that a selector selects. */
  namespacesOf(selector: LabelSelector): readonly string[] {
    const named = selector.matchLabels?.[NAMESPACE_NAME];
    const candidates = named === undefined ? this.namespaces : this.#byNamespace.has(named) ? [named] : [];
    return candidates.filter((namespace) => selects(selector, labelsOfNamespace(namespace, this.#namespaces)));
  }

  #candidates(namespace: string, { matchLabels = {} }: LabelSelector): readonly number[] {
    let fewest: readonly number[] = this.#byNamespace.get(namespace) ?? [];
    for (const [key, value] of Object.entries(matchLabels)) {
      const having = this.#byLabel.get(labelKey(namespace, key, value)) ?? [];
      if (having.length < fewest.length) fewest = having;
    }
    return fewest;
  }
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace} ${key}=${value}`;
}

function put(map: Map<string, number[]>, key: string, index: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [index]);
  else known.push(index);
}
