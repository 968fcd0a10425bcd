import { type Fields, fieldsAt, fieldsOf, itemsOf, mapsOf, textOf, valueAt } from "../../kubernetes/fields.ts";
import { readQuantity } from "../../kubernetes/quantity.ts";
import type { Container, Pod } from "../pod.ts";
import { containerRule, type Fault, type Rule } from "../rule.ts";

export const CONTAINERS: readonly Rule[] = [
  containerRule(
    {
      id: "latest-tag",
      level: "error",
      what: "an image without a version, or the latest one",
      like: ["kube-linter latest-tag", "Polaris tagNotSpecified", "kube-score container-image-tag"],
    },
    function* ({ fields }) {
      const image = textOf(fields.image) ?? "";
      const { tag, digest } = partsOf(image);
      if (digest || (tag !== "" && tag !== "latest")) return;
      const mend = "name a version, and pin it by its digest";
      yield { field: "image", message: "which program runs is not said", found: image, expected: "a version", mend };
    },
  ),
  containerRule(
    {
      id: "image-digest",
      level: "warning",
      what: "an image that is not pinned by its digest",
      like: ["kubescape C-0306", "Polaris pullPolicyNotAlways", "kube-score container-image-pull-policy"],
    },
    function* ({ fields }) {
      const image = textOf(fields.image) ?? "";
      if (partsOf(image).digest) return;
      const message = "a tag can be moved to another program";
      yield { field: "image", message, found: image, expected: "name:version@sha256:..." };
    },
  ),
  resourceRule(
    "unset-cpu-requirements",
    "cpu",
    ["requests"],
    [
      "kube-linter unset-cpu-requirements",
      "Polaris cpuRequestsMissing",
      "kubescape C-0268",
      "kube-score container-resources",
    ],
  ),
  resourceRule("unset-cpu-limit", "cpu", ["limits"], ["Polaris cpuLimitsMissing", "kubescape C-0270"]),
  resourceRule(
    "unset-memory-requirements",
    "memory",
    ["requests", "limits"],
    [
      "kube-linter unset-memory-requirements",
      "Polaris memoryRequestsMissing",
      "Polaris memoryLimitsMissing",
      "kubescape C-0269",
      "kubescape C-0271",
    ],
  ),
  containerRule(
    {
      id: "unset-ephemeral-storage",
      level: "warning",
      what: "a job whose files may fill the disk of its node",
      like: ["kube-score container-ephemeral-storage-request-and-limit"],
    },
    function* ({ fields, role }, { job }) {
      if (!job || role === "debug") return;
      yield* missingResources(fields, "ephemeral-storage", ["requests", "limits"]);
    },
  ),
  containerRule(
    { id: "request-above-limit", level: "error", what: "a request above its limit, which the API server refuses" },
    function* ({ fields }) {
      const { requests, limits } = fieldsOf(fields.resources);
      for (const [resource, value] of Object.entries(fieldsOf(requests))) {
        const limit = fieldsOf(limits)[resource];
        const [asked, most] = [readQuantity(String(value)), readQuantity(String(limit))];
        if (asked === undefined || most === undefined || asked <= most) continue;
        const message = `asks for more ${resource} than it may have`;
        yield { field: `resources.requests.${resource}`, message, found: String(value), expected: `at most ${limit}` };
      }
    },
  ),
  probeRule("no-readiness-probe", "readinessProbe", "takes requests before it can answer them", [
    "kube-linter no-readiness-probe",
    "Polaris readinessProbeMissing",
    "kubescape C-0018",
    "kube-score pod-probes",
  ]),
  probeRule("no-liveness-probe", "livenessProbe", "is never started anew when it hangs", [
    "kube-linter no-liveness-probe",
    "Polaris livenessProbeMissing",
    "kubescape C-0056",
  ]),
  containerRule(
    {
      id: "probe-port",
      level: "error",
      what: "a probe of a port that the container does not have",
      like: ["kube-linter liveness-port", "kube-linter readiness-port", "kube-linter startup-port"],
    },
    probePorts,
  ),
  containerRule(
    {
      id: "ssh-port",
      level: "warning",
      what: "a container that lets people log in",
      like: ["kube-linter ssh-port", "kubescape C-0042"],
    },
    function* ({ fields }) {
      for (const [index, port] of mapsOf(fields.ports)) {
        if (port.containerPort !== 22 || (port.protocol ?? "TCP") !== "TCP") continue;
        yield { field: `ports[${index}].containerPort`, message: "lets people log in by SSH", found: "22" };
      }
    },
  ),
  containerRule(
    {
      id: "duplicate-env-var",
      level: "error",
      what: "a variable that is set twice",
      like: ["kube-linter duplicate-env-var", "kube-score environment-variable-key-duplication"],
    },
    function* ({ fields }) {
      const seen = new Set<string>();
      for (const [index, { name }] of mapsOf(fields.env)) {
        const text = textOf(name) ?? "";
        if (seen.has(text)) yield { field: `env[${index}]`, message: "this variable is set twice", found: text };
        seen.add(text);
      }
    },
  ),
  containerRule(
    {
      id: "sub-path-symlink",
      level: "warning",
      what: "a subPath, through which a link could once lead out of the volume",
      like: ["kubescape C-0058"],
    },
    function* ({ fields }) {
      for (const [index, mount] of mapsOf(fields.volumeMounts)) {
        const path = textOf(mount.subPathExpr);
        if (path === undefined) continue;
        const message = "a path made from variables can lead out of its volume on nodes that are not patched";
        yield { field: `volumeMounts[${index}].subPathExpr`, message, found: path, expected: "a fixed subPath" };
      }
    },
  ),
];

/** Tag and digest of `registry:5000/team/api:1.2@sha256:...`. */
function partsOf(image: string): { readonly tag: string; readonly digest: boolean } {
  const at = image.indexOf("@");
  const name = at === -1 ? image : image.slice(0, at);
  const last = name.slice(name.lastIndexOf("/") + 1);
  const colon = last.indexOf(":");
  return { tag: colon === -1 ? "" : last.slice(colon + 1), digest: at !== -1 };
}

function resourceRule(id: string, resource: string, kinds: readonly string[], like: readonly string[]): Rule {
  const what = `a container without its ${kinds.map((kind) => kind.slice(0, -1)).join(" and ")} of ${resource}`;
  return containerRule({ id, level: "warning", what, like }, function* ({ fields, role }) {
    if (role !== "debug") yield* missingResources(fields, resource, kinds);
  });
}

/** A limit alone is a request too: Kubernetes sets the one to the other. */
function* missingResources(fields: Fields, resource: string, kinds: readonly string[]): Iterable<Fault> {
  const limited = valueAt(fields, "resources", "limits", resource) !== undefined;
  for (const kind of kinds) {
    if (valueAt(fields, "resources", kind, resource) !== undefined || (kind === "requests" && limited)) continue;
    const message =
      kind === "requests" ? `what it needs of ${resource} is not said` : `it may use all ${resource} of its node`;
    yield { field: `resources.${kind}.${resource}`, message, found: "nothing", expected: `a quantity of ${resource}` };
  }
}

function probeRule(id: string, probe: string, harm: string, like: readonly string[]): Rule {
  const what = `a container that runs on and ${harm}`;
  return containerRule({ id, level: "warning", what, like }, function* ({ fields, role }, { job, manifest }) {
    if (job || role !== "main" || fields[probe] !== undefined || manifest.object.kind === "Pod") return;
    yield { field: probe, message: harm, found: "nothing", expected: "a probe" };
  });
}

function* probePorts({ fields }: Container, pod: Pod): Iterable<Fault> {
  const ports = mapsOf(fields.ports).map(([, port]) => port);
  for (const probe of ["livenessProbe", "readinessProbe", "startupProbe"]) {
    for (const kind of ["httpGet", "tcpSocket", "grpc"]) {
      const port = valueAt(fields, probe, kind, "port");
      if (port === undefined || ports.length === 0 || fieldsAt(fields, probe, kind).host !== undefined) continue;
      const known = ports.some(({ name, containerPort }) => port === name || port === containerPort);
      // Several containers of a pod share one network, so a proxy's port is the pod's as well.
      if (known || (typeof port === "number" && inPod(pod, port))) continue;
      const expected = ports.flatMap(({ name, containerPort }) => textOf(name) ?? String(containerPort)).join(", ");
      yield { field: `${probe}.${kind}.port`, message: "no such port here", found: String(port), expected };
    }
  }
}

function inPod(pod: Pod, port: number): boolean {
  return pod.containers.some(({ fields }) => itemsOf(fields.ports).some((one) => fieldsOf(one).containerPort === port));
}
