import { compile } from "../../lib/compile/compile.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { cpuText, memoryText } from "../../lib/kubernetes/quantity.ts";
import { type Manifest, manifestOf } from "../../lib/manifests/manifest.ts";
import type { PodsAt } from "../../lib/model/network.ts";
import type { System } from "../../lib/model/system.ts";
import { podsOf, type Resources } from "../../lib/model/workload.ts";

/** Everything that Burnline emits for a system, each object with the file that it is written to. */
export function emittedManifests(system: System): readonly Manifest[] {
  return compile(system).bundle.parts.flatMap(({ name, objects }) =>
    objects.map((object) => manifestOf(object, `stacks/${system.name}/manifests/${name}.yaml`)),
  );
}

/** The workloads that a model says exist already, with as much as it knows of them: what our objects refer to. */
export function modelWorkloads(system: System): readonly Manifest[] {
  const owned = [...system.services, ...system.dependencies].flatMap((owner) => {
    const workload = podsOf(owner);
    const { namespace = system.namespace, labels, name, kind } = workload ?? {};
    if (workload === undefined || namespace === undefined || labels === undefined || kind === undefined) return [];
    const ports = (workload.ports ?? []).map(({ port, ...rest }) => ({ ...rest, containerPort: port }));
    const sidecars = (workload.sidecars ?? []).map((name) => ({ name, image: name, ports: sidecarPorts(name) }));
    const resources = {
      ...(workload.requests === undefined ? {} : { requests: resourcesOf(workload.requests) }),
      ...(workload.limits === undefined ? {} : { limits: resourcesOf(workload.limits) }),
    };
    const container = { name: workload.container ?? name ?? "", image: owner.name, ports, resources };
    const template = { metadata: { labels }, spec: { containers: [container, ...sidecars] } };
    const object: KubernetesObject = {
      apiVersion: kind.endsWith("Job") ? "batch/v1" : "apps/v1",
      kind,
      metadata: { name: name ?? owner.name, namespace, labels },
      spec:
        kind === "CronJob" ? { jobTemplate: { spec: { template } } } : { selector: { matchLabels: labels }, template },
    };
    return [manifestOf(object, "workloads")];
  });
  const { dns, prometheus, mesh } = system.network ?? {};
  const around = [dns, prometheus, mesh?.control].flatMap((pods) => (pods === undefined ? [] : podsAt(pods)));
  return [...owned, ...around];
}

/** Pods of the platform, of which a model knows labels alone. */
function podsAt({ namespace, labels = {} }: PodsAt): readonly Manifest[] {
  const name = Object.values(labels).join("-");
  const spec = { template: { metadata: { labels }, spec: { containers: [] } }, selector: { matchLabels: labels } };
  return [manifestOf({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name, namespace }, spec }, "workloads")];
}

/** https://istio.io/latest/docs/ops/deployment/application-requirements/#ports-used-by-istio: metrics, merged and Envoy's own. */
function sidecarPorts(name: string) {
  return name === "istio-proxy" ? [{ containerPort: 15_020 }, { containerPort: 15_090 }] : [];
}

function resourcesOf({ cpu, memory }: Resources): Readonly<Record<string, string>> {
  return {
    ...(cpu === undefined ? {} : { cpu: cpuText(cpu.value) }),
    ...(memory === undefined ? {} : { memory: memoryText(memory.value) }),
  };
}
