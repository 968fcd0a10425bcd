import type { Json } from "../../core/json.ts";
import {
  fieldsAt,
  fieldsOf,
  itemsOf,
  labelsOf,
  mapsOf,
  numberOf,
  selectorOf,
  textOf,
} from "../../kubernetes/fields.ts";
import { selects } from "../../kubernetes/selector.ts";
import type { Manifest } from "../manifest.ts";
import { type ManifestSet, specOf } from "../manifest-set.ts";
import type { Pod } from "../pod.ts";
import { type Fault, objectRule, type Rule } from "../rule.ts";

export const SERVICES: readonly Rule[] = [
  objectRule(
    {
      id: "dangling-service",
      level: "error",
      what: "a Service whose selector selects no pods",
      like: ["kube-linter dangling-service", "kube-score service-targets-pod"],
    },
    ["Service"],
    function* (manifest, set) {
      const selector = selectorOfService(manifest);
      if (selector === undefined || !set.hasWorkloads(manifest.namespace)) return;
      if (set.selected(manifest.namespace, { matchLabels: selector }).length > 0) return;
      const found = JSON.stringify(selector);
      yield { field: "spec.selector", message: "selects no pods of this namespace", found };
    },
  ),
  objectRule(
    {
      id: "invalid-target-ports",
      level: "error",
      what: "a Service that leads to a port which its pods do not have",
      like: ["kube-linter invalid-target-ports"],
    },
    ["Service"],
    targetPorts,
  ),
  {
    id: "service-selects-jobs",
    level: "error",
    what: "pods of jobs that a Service sends requests to",
    *check(set) {
      for (const manifest of set.ofKind("Service")) {
        const selector = selectorOfService(manifest);
        if (selector === undefined) continue;
        const pods = set.selected(manifest.namespace, { matchLabels: selector });
        if (!pods.some(({ job }) => !job)) continue;
        for (const pod of pods.filter(({ job }) => job)) {
          const message = `${manifest.title} sends requests to the pods of this job, which answers none`;
          const field = [pod.template, "metadata.labels"].filter((part) => part !== "").join(".");
          const expected = "labels of its own";
          yield { manifest: pod.manifest, field, message, found: JSON.stringify(selector), expected };
        }
      }
    },
  },
  objectRule(
    {
      id: "dangling-ingress",
      level: "error",
      what: "an Ingress to a Service, or a port of one, that is not there",
      like: ["kube-linter dangling-ingress", "kube-score ingress-targets-service"],
    },
    ["Ingress"],
    ingressBackends,
  ),
  objectRule(
    {
      id: "tls-settings-missing",
      level: "warning",
      what: "an Ingress that is answered without encryption",
      like: ["Polaris tlsSettingsMissing"],
    },
    ["Ingress"],
    function* (manifest) {
      if (itemsOf(specOf(manifest).tls).length > 0) return;
      yield {
        field: "spec.tls",
        message: "requests come unencrypted",
        found: "nothing",
        expected: "hosts and a Secret",
      };
    },
  ),
  objectRule(
    {
      id: "ingress-snippet",
      level: "error",
      what: "an Ingress that writes into the configuration of all others (CVE-2021-25742)",
      like: ["kubescape C-0059"],
    },
    ["Ingress"],
    function* ({ annotations }) {
      for (const key of Object.keys(annotations).filter((one) => /^nginx\..*-snippet$/.test(one))) {
        const message = "whoever writes this reads the secrets of all Ingresses";
        yield { field: `metadata.annotations["${key}"]`, message, expected: "no snippet" };
      }
    },
  ),
  objectRule(
    {
      id: "dangling-servicemonitor",
      level: "error",
      what: "a monitor of a Service, pods or a port that are not there",
      like: ["kube-linter dangling-servicemonitor"],
    },
    ["ServiceMonitor", "PodMonitor"],
    monitors,
  ),
  objectRule(
    {
      id: "node-port",
      level: "warning",
      what: "a Service that every node opens a port for",
      like: ["kube-linter exposed-services", "kube-score service-type"],
    },
    ["Service"],
    function* (manifest) {
      if (specOf(manifest).type !== "NodePort") return;
      const message = "every node opens a port for it, past the Ingress and its encryption";
      yield { field: "spec.type", message, found: "NodePort", expected: "ClusterIP" };
    },
  ),
];

/** Nothing for Services without a selector, whose endpoints somebody else sets, and for names of other hosts. */
function selectorOfService(manifest: Manifest): Readonly<Record<string, string>> | undefined {
  const { selector, type } = specOf(manifest);
  const labels = labelsOf(selector);
  return type === "ExternalName" || Object.keys(labels).length === 0 ? undefined : labels;
}

function* targetPorts(manifest: Manifest, set: ManifestSet): Iterable<Fault> {
  const selector = selectorOfService(manifest);
  const pods = selector === undefined ? [] : set.selected(manifest.namespace, { matchLabels: selector });
  for (const [index, { port, targetPort = port, protocol = "TCP" }] of mapsOf(specOf(manifest).ports)) {
    for (const pod of pods.filter(({ job }) => !job)) {
      const known = portsOf(pod);
      // Which ports a pod listens on need not be said, but a name has to be.
      if (known.length === 0 && typeof targetPort === "number") continue;
      const found = known.some(
        (one) => one.protocol === protocol && (one.port === targetPort || one.name === targetPort),
      );
      if (found) continue;
      const field = `spec.ports[${index}].targetPort`;
      const expected = known.map((one) => `${one.name ?? one.port}/${one.protocol}`).join(", ");
      yield {
        field,
        message: `${pod.manifest.title} has no such port`,
        found: `${String(targetPort)}/${protocol}`,
        expected,
      };
    }
  }
}

interface NamedPort {
  readonly name: string | undefined;
  readonly port: number | undefined;
  readonly protocol: string;
}

function portsOf({ containers }: Pod): readonly NamedPort[] {
  return containers.flatMap(({ fields }) =>
    mapsOf(fields.ports).map(([, { name, containerPort, protocol }]) => ({
      name: textOf(name),
      port: numberOf(containerPort),
      protocol: textOf(protocol) ?? "TCP",
    })),
  );
}

function* ingressBackends(manifest: Manifest, set: ManifestSet): Iterable<Fault> {
  const spec = specOf(manifest);
  const services = set.inNamespace("Service", manifest.namespace);
  if (services.length === 0) return;
  const paths = mapsOf(spec.rules).flatMap(([rule, { http }]) =>
    mapsOf(fieldsOf(http).paths).map(([path, { backend }]) => {
      return [`spec.rules[${rule}].http.paths[${path}].backend.service`, backend] as const;
    }),
  );
  for (const [field, backend] of [["spec.defaultBackend.service", spec.defaultBackend] as const, ...paths]) {
    const { name, port } = fieldsAt(backend, "service");
    if (typeof name !== "string") continue;
    const service = services.find(({ object }) => object.metadata.name === name);
    if (service === undefined) {
      const expected = services.map(({ object }) => object.metadata.name).join(", ");
      yield { field: `${field}.name`, message: "no such Service in this namespace", found: name, expected };
      continue;
    }
    const ports = mapsOf(specOf(service).ports).map(([, one]) => one);
    const wanted = fieldsOf(port).name ?? fieldsOf(port).number;
    if (ports.some((one) => one.name === wanted || one.port === wanted)) continue;
    const expected = ports.map((one) => String(one.name ?? one.port)).join(", ");
    yield { field: `${field}.port`, message: `${service.title} has no such port`, found: String(wanted), expected };
  }
}

/** Namespaces that a monitor looks into: its own unless it says more. */
function watched(manifest: Manifest): (namespace: string) => boolean {
  const { any, matchNames } = fieldsAt(manifest.object, "spec", "namespaceSelector");
  if (any === true) return () => true;
  const names = itemsOf(matchNames);
  return (namespace) => (names.length > 0 ? names.includes(namespace) : namespace === manifest.namespace);
}

function* monitors(manifest: Manifest, set: ManifestSet): Iterable<Fault> {
  const spec = specOf(manifest);
  const selector = selectorOf(spec.selector);
  const inside = watched(manifest);
  const ofServices = manifest.object.kind === "ServiceMonitor";
  const scope = ofServices
    ? set.ofKind("Service").filter(({ namespace }) => inside(namespace))
    : set.pods.filter(({ namespace, job }) => inside(namespace) && !job).map((pod) => pod.manifest);
  if (selector === undefined || scope.length === 0) return;
  const chosen = scope.filter((one) => selects(selector, ofServices ? one.labels : (set.podOf(one)?.labels ?? {})));
  if (chosen.length === 0) {
    const found = JSON.stringify(spec.selector ?? null);
    yield { field: "spec.selector", message: `selects no ${ofServices ? "Service" : "pods"}`, found };
  }
  const list = ofServices ? "endpoints" : "podMetricsEndpoints";
  for (const target of chosen) {
    const pod = set.podOf(target);
    const names: readonly (Json | undefined)[] =
      pod === undefined
        ? mapsOf(specOf(target).ports).map(([, { name }]) => name)
        : portsOf(pod).map(({ name }) => name);
    for (const [index, { port }] of mapsOf(spec[list])) {
      if (typeof port !== "string" || names.includes(port)) continue;
      const expected = names.filter((name) => name !== undefined).join(", ");
      yield {
        field: `spec.${list}[${index}].port`,
        message: `${target.title} has no port of this name`,
        found: port,
        expected,
      };
    }
  }
}
