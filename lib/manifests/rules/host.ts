import { fieldsAt, fieldsOf, mapsOf, textOf, valueAt } from "../../kubernetes/fields.ts";
import type { Container } from "../pod.ts";
import { containerRule, type Fault, podRule, type Rule } from "../rule.ts";

/* The controls of the Pod Security Standard "restricted" on what a pod takes from its node, as of Kubernetes 1.34. */

const RESTRICTED = "Pod Security restricted";

/** Settings of the kernel that are the pod's own. */
const SAFE_SYSCTLS = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

const VOLUMES = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Folders of a node that hold more than files: kube-linter's list, and the sockets of container runtimes. */
const SENSITIVE = /^\/(?:|boot|dev|etc|lib|proc|sys|usr)\/?$|(?:docker|containerd|crio)\.sock$/;

export const HOST: readonly Rule[] = [
  hostNamespace("host-network", "hostNetwork", "the network", ["Polaris hostNetworkSet", "kubescape C-0041"]),
  hostNamespace("host-pid", "hostPID", "the processes", ["Polaris hostPIDSet", "kubescape C-0038"]),
  hostNamespace("host-ipc", "hostIPC", "the shared memory", ["Polaris hostIPCSet", "kubescape C-0038"]),
  containerRule(
    {
      id: "host-port",
      level: "error",
      what: "a port that is opened on the node",
      like: ["Polaris hostPortSet", "kubescape C-0044", RESTRICTED],
    },
    function* ({ fields }) {
      for (const [index, port] of mapsOf(fields.ports)) {
        const { hostPort } = port;
        if (hostPort === undefined || hostPort === null || hostPort === 0) continue;
        const mend = "let a Service lead to the container's port";
        yield {
          field: `ports[${index}].hostPort`,
          message: "opens a port on its node",
          found: String(hostPort),
          expected: "nothing",
          mend,
        };
      }
    },
  ),
  podRule(
    {
      id: "sensitive-host-mounts",
      level: "error",
      what: "a folder of the node, or a socket of its container runtime, in a pod",
      like: ["kube-linter sensitive-host-mounts", "kube-linter docker-sock", "Polaris hostPathSet", RESTRICTED],
    },
    function* ({ spec }) {
      for (const [index, volume] of mapsOf(spec.volumes)) {
        const path = textOf(fieldsOf(volume.hostPath).path);
        if (volume.hostPath === undefined || volume.hostPath === null) continue;
        const message = SENSITIVE.test(path ?? "")
          ? "whoever is in this pod rules the node"
          : "the pod shares files with its node and with every pod that does the same";
        yield { field: `volumes[${index}].hostPath`, message, found: path, expected: "no hostPath" };
      }
    },
  ),
  podRule(
    {
      id: "restricted-volumes",
      level: "error",
      what: "a volume of a kind that reaches past the pod",
      like: [RESTRICTED],
    },
    function* ({ spec }) {
      for (const [index, volume] of mapsOf(spec.volumes)) {
        const kinds = Object.keys(volume).filter((key) => key !== "name");
        // A folder of the node has a check of its own; a volume that says nothing is an emptyDir.
        const wrong = kinds.filter((kind) => !VOLUMES.includes(kind) && kind !== "hostPath");
        for (const kind of wrong) {
          const message = "a volume of this kind reaches past the pod";
          const mend = "claim it by a PersistentVolumeClaim";
          yield { field: `volumes[${index}].${kind}`, message, found: kind, expected: VOLUMES.join(", "), mend };
        }
      }
    },
  ),
  podRule(
    {
      id: "unsafe-sysctls",
      level: "error",
      what: "a setting of the kernel that other pods feel",
      like: ["kube-linter unsafe-sysctls", RESTRICTED],
    },
    function* ({ spec }) {
      for (const [index, sysctl] of mapsOf(fieldsAt(spec, "securityContext").sysctls)) {
        const name = textOf(sysctl.name) ?? "";
        if (SAFE_SYSCTLS.includes(name)) continue;
        const message = "other pods of the node feel this setting";
        yield { field: `securityContext.sysctls[${index}]`, message, found: name, expected: SAFE_SYSCTLS.join(", ") };
      }
    },
  ),
  containerRule(
    {
      id: "host-probe",
      level: "error",
      what: "a probe or hook that is sent to another host from the node",
      like: [RESTRICTED],
    },
    probesElsewhere,
  ),
];

function hostNamespace(id: string, field: string, what: string, like: readonly string[]): Rule {
  return podRule(
    {
      id,
      level: "error",
      what: `a pod that shares ${what} of its node`,
      like: [`kube-linter ${id}`, ...like, RESTRICTED],
    },
    function* ({ spec }) {
      if (spec[field] === true) {
        yield { field, message: `shares ${what} of its node`, found: "true", expected: "false" };
      }
    },
  );
}

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop"];

/** The node asks such a host with its own rights, whatever policies say. */
function* probesElsewhere({ fields }: Container): Iterable<Fault> {
  for (const probe of PROBES) {
    for (const kind of ["httpGet", "tcpSocket"]) {
      const host = textOf(valueAt(fields, ...probe.split("."), kind, "host"));
      if (host === undefined || host === "") continue;
      const message = "the node asks another host than the pod";
      yield { field: `${probe}.${kind}.host`, message, found: host, expected: "nothing" };
    }
  }
}
