import { BurnlineError, type Issue } from "../core/issue.ts";
import { type Fields, mapsOf, numberOf, textOf } from "../kubernetes/fields.ts";
import type { Manifest } from "../manifests/manifest.ts";
import { podOf, type Pod as WorkloadPod } from "../manifests/pod.ts";
import { readManifests } from "../manifests/read.ts";
import type { NamespaceLabels, Pod, PodPort } from "../network/reach/pod.ts";
import { POLICY_PROTOCOLS } from "../network/reach/ports.ts";
import { readPolicies } from "../network/reach/read-policies.ts";
import { textFiles } from "./manifest-files.ts";
import { manifestsScene, type Scene } from "./reach-scene.ts";

/** Reads policies, pods and namespaces of a folder. Errors: BurnlineError for what cannot be read, and policies that Kubernetes would refuse. */
export function loadManifests(
  folder: string,
  path: string,
): { readonly scene: Scene; readonly warnings: readonly Issue[] } {
  const { files, issues: unreadable } = textFiles([path], folder);
  const read = files.map(({ text, file }) => readManifests(text, file));
  const manifests = read.flatMap((file) => file.manifests);
  const { policies, issues } = readPolicies(manifests.map(({ object }) => object));
  const refused = [
    ...unreadable,
    ...read.flatMap((file) => file.issues),
    ...issues.filter(({ level }) => level !== "warning"),
  ];
  if (refused.length > 0) throw new BurnlineError(refused);
  const scene = manifestsScene(path, { policies, pods: podsIn(manifests), namespaces: namespacesIn(manifests) });
  return { scene, warnings: issues };
}

/** Pods of manifests, as policies see them: one for each workload. */
export function podsIn(manifests: readonly Manifest[]): readonly Pod[] {
  return manifests.flatMap((manifest) => {
    const pod = podOf(manifest);
    return pod === undefined ? [] : policyPod(pod);
  });
}

/** Labels of the namespaces among manifests. */
export function namespacesIn(manifests: readonly Manifest[]): NamespaceLabels {
  return Object.fromEntries(
    manifests
      .filter(({ object }) => object.kind === "Namespace")
      .map(({ object, labels }) => [object.metadata.name, labels]),
  );
}

/** A pod of a manifest, as policies see it. */
export function policyPod({ manifest, namespace, labels, spec, containers }: WorkloadPod): Pod {
  return {
    name: manifest.object.metadata.name,
    namespace: namespace === "" ? "default" : namespace,
    labels,
    ports: containers.flatMap(({ fields }) => portsOf(fields)),
    ...(spec.hostNetwork === true ? { hostNetwork: true } : {}),
  };
}

function portsOf(container: Fields): readonly PodPort[] {
  return mapsOf(container.ports).flatMap(([, fields]) => {
    const port = numberOf(fields.containerPort);
    const name = textOf(fields.name);
    if (port === undefined) return [];
    const protocol = POLICY_PROTOCOLS.find((one) => one === fields.protocol) ?? "TCP";
    return [{ port, protocol, ...(name === undefined ? {} : { name }) }];
  });
}
