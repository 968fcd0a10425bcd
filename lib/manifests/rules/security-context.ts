import type { Json } from "../../core/json.ts";
import { type Fields, fieldsOf, itemsOf, numberOf, textOf } from "../../kubernetes/fields.ts";
import { type Container, onWindows, type Pod } from "../pod.ts";
import { containerRule, type Fault, podRule, type Rule } from "../rule.ts";

/*
 * The controls of the Pod Security Standard "restricted" that lie in security contexts
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/), as of Kubernetes 1.34.
 */

const RESTRICTED = "Pod Security restricted";

/** What SELinux types the standard lets be named. */
const SELINUX_TYPES = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

const APPARMOR = "container.apparmor.security.beta.kubernetes.io/";

export const SECURITY_CONTEXT: readonly Rule[] = [
  containerRule(
    {
      id: "privileged-container",
      level: "error",
      what: "a container with all rights on its node",
      like: [
        "kube-linter privileged-container",
        "Polaris runAsPrivileged",
        "kubescape C-0057",
        "kube-score container-security-context-privileged",
        RESTRICTED,
      ],
    },
    function* ({ fields }) {
      if (contextOf(fields).privileged !== true) return;
      yield fault("securityContext.privileged", "has all rights on its node", true, "false or nothing");
    },
  ),
  containerRule(
    {
      id: "privilege-escalation-container",
      level: "error",
      what: "a container whose processes may gain more rights than their parent",
      like: [
        "kube-linter privilege-escalation-container",
        "Polaris privilegeEscalationAllowed",
        "kubescape C-0016",
        RESTRICTED,
      ],
    },
    function* ({ fields }, pod) {
      const value = contextOf(fields).allowPrivilegeEscalation;
      if (value === false || onWindows(pod)) return;
      yield fault("securityContext.allowPrivilegeEscalation", "may gain more rights than its parent", value, "false");
    },
  ),
  containerRule(
    {
      id: "run-as-non-root",
      level: "error",
      what: "a container that may run as root",
      like: ["kube-linter run-as-non-root", "Polaris runAsRootAllowed", "kubescape C-0013", RESTRICTED],
    },
    nonRoot,
  ),
  podRule(
    { id: "run-as-user-root", level: "error", what: "a pod whose user is 0", like: [RESTRICTED] },
    function* ({ spec }) {
      const { runAsUser } = contextOf(spec);
      if (runAsUser === 0) yield fault("securityContext.runAsUser", "root is the user of this pod", 0, "above 0");
    },
  ),
  containerRule(
    {
      id: "drop-all-capabilities",
      level: "error",
      what: "a container that keeps capabilities of root, or is given some",
      like: [
        "kube-linter drop-net-raw-capability",
        "Polaris dangerousCapabilities",
        "Polaris insecureCapabilities",
        "kubescape C-0046",
        RESTRICTED,
      ],
    },
    capabilities,
  ),
  containerRule(
    {
      id: "seccomp-profile",
      level: "error",
      what: "a container that may make every call of the kernel",
      like: [
        "Polaris linuxHardening",
        "kubescape C-0055",
        "kubescape C-0210",
        "kube-score container-seccomp-profile",
        RESTRICTED,
      ],
    },
    function* ({ fields }, pod) {
      if (onWindows(pod)) return;
      const own = textOf(fieldsOf(contextOf(fields).seccompProfile).type);
      const type = own ?? textOf(fieldsOf(contextOf(pod.spec).seccompProfile).type);
      if (type === "RuntimeDefault" || type === "Localhost") return;
      const expected = "RuntimeDefault or Localhost, here or on the pod";
      yield fault("securityContext.seccompProfile.type", "may make every call of the kernel", type, expected);
    },
  ),
  podRule(
    { id: "apparmor-profile", level: "error", what: "AppArmor is switched off", like: [RESTRICTED] },
    function* (pod) {
      const contexts = contextsOf(pod);
      for (const [place, context] of contexts) {
        const type = textOf(fieldsOf(context.appArmorProfile).type);
        if (type === undefined || type === "RuntimeDefault" || type === "Localhost") continue;
        yield fault(`${place}.appArmorProfile.type`, "AppArmor is switched off", type, "RuntimeDefault or Localhost");
      }
      for (const [key, value] of Object.entries(pod.annotations)) {
        if (!key.startsWith(APPARMOR) || value === "" || /^(?:runtime\/default|localhost\/.*)$/.test(value)) continue;
        yield fault("securityContext.appArmorProfile", `the annotation ${key} switches AppArmor off`, value);
      }
    },
  ),
  podRule(
    { id: "selinux-options", level: "error", what: "SELinux with a type, user or role of its own", like: [RESTRICTED] },
    function* (pod) {
      for (const [place, context] of contextsOf(pod)) {
        const { type, user, role } = fieldsOf(context.seLinuxOptions);
        if (typeof type === "string" && !SELINUX_TYPES.includes(type)) {
          const expected = SELINUX_TYPES.filter((one) => one !== "").join(", ");
          yield fault(`${place}.seLinuxOptions.type`, "this type is not confined as containers are", type, expected);
        }
        for (const [key, value] of Object.entries({ user, role })) {
          if (typeof value !== "string" || value === "") continue;
          yield fault(`${place}.seLinuxOptions.${key}`, "user and role of SELinux may not be set", value, "nothing");
        }
      }
    },
  ),
  containerRule(
    {
      id: "unsafe-proc-mount",
      level: "error",
      what: "a container that sees all of /proc",
      like: ["kube-linter unsafe-proc-mount", "Polaris procMount", RESTRICTED],
    },
    function* ({ fields }) {
      const value = contextOf(fields).procMount;
      if (value === undefined || value === null || value === "Default") return;
      yield fault("securityContext.procMount", "sees what the runtime hides in /proc", value, "Default");
    },
  ),
  podRule(
    {
      id: "host-process",
      level: "error",
      what: "a pod of Windows in the processes of its node",
      like: ["Polaris hostProcess", RESTRICTED],
    },
    function* (pod) {
      for (const [place, context] of contextsOf(pod)) {
        if (fieldsOf(context.windowsOptions).hostProcess !== true) continue;
        yield fault(`${place}.windowsOptions.hostProcess`, "runs among the processes of its node", true, "false");
      }
    },
  ),
  containerRule(
    {
      id: "no-read-only-root-fs",
      level: "warning",
      what: "a container that can change its own programs",
      like: [
        "kube-linter no-read-only-root-fs",
        "Polaris notReadOnlyRootFilesystem",
        "kubescape C-0017",
        "kube-score container-security-context-readonlyrootfilesystem",
      ],
    },
    function* ({ fields, role }, pod) {
      const value = contextOf(fields).readOnlyRootFilesystem;
      if (value === true || role === "debug" || onWindows(pod)) return;
      const mend = "set it, and mount an emptyDir where the program writes";
      yield { ...fault("securityContext.readOnlyRootFilesystem", "can change its own programs", value, "true"), mend };
    },
  ),
];

/** What the pod says counts where the container is silent; a container that contradicts it is found by itself. */
function* nonRoot({ fields }: Container, { spec }: Pod): Iterable<Fault> {
  const { runAsNonRoot = contextOf(spec).runAsNonRoot, runAsUser } = contextOf(fields);
  if (runAsNonRoot !== true) {
    const mend = "runAsNonRoot: true on the pod, and a runAsUser above 0 where the image names none";
    yield { ...fault("securityContext.runAsNonRoot", "may run as root", runAsNonRoot, "true"), mend };
  }
  if (numberOf(runAsUser) === 0) yield fault("securityContext.runAsUser", "runs as root", 0, "above 0");
}

function* capabilities({ fields }: Container, pod: Pod): Iterable<Fault> {
  if (onWindows(pod)) return;
  const { add, drop } = fieldsOf(contextOf(fields).capabilities);
  const dropped = itemsOf(drop);
  if (!dropped.includes("ALL")) {
    const found = dropped.length === 0 ? undefined : dropped.join(", ");
    yield fault("securityContext.capabilities.drop", "keeps capabilities of root", found, "ALL");
  }
  const added = itemsOf(add).filter((one) => one !== "NET_BIND_SERVICE");
  if (added.length === 0) return;
  const expected = "none, or NET_BIND_SERVICE";
  yield fault("securityContext.capabilities.add", "is given capabilities of root", added.join(", "), expected);
}

/** The security contexts of a pod: its own and those of its containers, each with its place below the pod's `spec`. */
function contextsOf(pod: Pod): readonly (readonly [place: string, context: Fields])[] {
  const containers = pod.containers.map(({ path, fields }) => {
    return [`${path.slice(pod.path.length + 1)}.securityContext`, contextOf(fields)] as const;
  });
  return [["securityContext", contextOf(pod.spec)], ...containers];
}

function contextOf(fields: Fields): Fields {
  return fieldsOf(fields.securityContext);
}

function fault(field: string, message: string, found: Json | undefined, expected?: string): Fault {
  const shown = found === undefined || found === null ? "nothing" : String(found);
  return { field, message, found: shown, expected };
}
