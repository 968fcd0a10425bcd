import { type Fields, fieldsAt } from "../kubernetes/fields.ts";
import { type LabelSelector, selects } from "../kubernetes/selector.ts";
import type { Manifest } from "./manifest.ts";
import { type Pod, podOf } from "./pod.ts";

/** Everything that is checked together: what one object names may be another one. */
export class ManifestSet {
  readonly all: readonly Manifest[];
  readonly pods: readonly Pod[];
  readonly #byKind: ReadonlyMap<string, readonly Manifest[]>;
  readonly #byNamespace: ReadonlyMap<string, readonly Manifest[]>;
  readonly #byName: ReadonlyMap<string, readonly Manifest[]>;
  readonly #podsByNamespace: ReadonlyMap<string, readonly Pod[]>;
  readonly #podsByManifest: ReadonlyMap<Manifest, Pod>;

  constructor(all: readonly Manifest[]) {
    this.all = all;
    this.pods = all.flatMap((manifest) => podOf(manifest) ?? []);
    this.#byKind = grouped(all, ({ object: { kind } }) => kind);
    this.#byNamespace = grouped(all, ({ object: { kind }, namespace }) => `${kind}/${namespace}`);
    this.#byName = grouped(all, ({ object, namespace }) => `${object.kind}/${namespace}/${object.metadata.name}`);
    this.#podsByNamespace = grouped(this.pods, ({ namespace }) => namespace);
    this.#podsByManifest = new Map(this.pods.map((pod) => [pod.manifest, pod]));
  }

  /** Objects of some kinds, in the order of the kinds. */
  ofKind(...kinds: readonly string[]): readonly Manifest[] {
    return kinds.flatMap((kind) => this.#byKind.get(kind) ?? []);
  }

  /** Objects of a kind in a namespace. */
  inNamespace(kind: string, namespace: string): readonly Manifest[] {
    return this.#byNamespace.get(`${kind}/${namespace}`) ?? [];
  }

  /** The object of a kind that another one names. */
  find(kind: string, namespace: string, name: string): Manifest | undefined {
    return this.#byName.get(`${kind}/${namespace}/${name}`)?.[0];
  }

  podsIn(namespace: string): readonly Pod[] {
    return this.#podsByNamespace.get(namespace) ?? [];
  }

  podOf(manifest: Manifest): Pod | undefined {
    return this.#podsByManifest.get(manifest);
  }

  /** Pods of a namespace that a selector selects. */
  selected(namespace: string, selector: LabelSelector): readonly Pod[] {
    return this.podsIn(namespace).filter(({ labels }) => selects(selector, labels));
  }

  /**
   * Whether the set has pods of a namespace that run on. Only then is a name that leads nowhere a slip: where a set holds no
   * workloads, they live elsewhere.
   */
  hasWorkloads(namespace: string): boolean {
    return this.podsIn(namespace).some(({ job }) => !job);
  }
}

/** The `spec` of an object. */
export function specOf({ object }: Manifest): Fields {
  return fieldsAt(object, "spec");
}

/** Items by a key, in their order. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
