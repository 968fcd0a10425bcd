import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import { NAMESPACE_NAME, type NamespaceLabels, type Pod } from "../../../lib/network/reach/pod.ts";

/** Name of the workload that stands for the pod at a place of a list. */
export function workloadName(place: number): string {
  return `w${place}`;
}

/**
 * Workloads for others to judge policies by: a namespace for each that pods are in, and a Deployment for each pod with its labels and
 * ports. They are never a part of what is emitted.
 */
export function fixtureWorkloads(pods: readonly Pod[], namespaces: NamespaceLabels = {}): readonly KubernetesObject[] {
  const names = [...new Set([...pods.map(({ namespace }) => namespace), ...Object.keys(namespaces)])];
  return [
    ...names.map((name) => ({
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name, labels: { ...namespaces[name], [NAMESPACE_NAME]: name } },
    })),
    ...pods.map(({ namespace, labels, ports, hostNetwork = false }, place) => ({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: workloadName(place), namespace },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            hostNetwork,
            containers: [
              {
                name: "main",
                image: "registry.example.com/fixture:1",
                ports: ports.map(({ name, port, protocol }) => ({
                  containerPort: port,
                  protocol,
                  ...(name === undefined ? {} : { name }),
                })),
              },
            ],
          },
        },
      },
    })),
  ];
}
