import type { Fields } from "../../kubernetes/fields.ts";
import { fieldsAt, itemsOf, mapsOf, textOf } from "../../kubernetes/fields.ts";
import { objectRule, type Rule } from "../rule.ts";

const ROLES = ["Role", "ClusterRole"];
const BINDINGS = ["RoleBinding", "ClusterRoleBinding"];

/** Whatever makes pods runs anything with any account of the namespace. */
const MAKERS = [
  "pods",
  "deployments",
  "statefulsets",
  "daemonsets",
  "replicasets",
  "replicationcontrollers",
  "jobs",
  "cronjobs",
];

const READS = ["get", "list", "watch"];

export const RBAC: readonly Rule[] = [
  objectRule(
    {
      id: "wildcard-in-rules",
      level: "error",
      what: "a role with every right of a kind",
      like: ["kube-linter wildcard-in-rules"],
    },
    ROLES,
    function* ({ object }) {
      for (const [index, rule] of mapsOf(object.rules)) {
        for (const key of ["apiGroups", "resources", "verbs"]) {
          if (!itemsOf(rule[key]).includes("*")) continue;
          const message = "also grants what is added to the cluster later";
          yield { field: `rules[${index}].${key}`, message, found: "*", expected: "names" };
        }
      }
    },
  ),
  objectRule(
    {
      id: "access-to-secrets",
      level: "warning",
      what: "a role that reads Secrets",
      like: ["kube-linter access-to-secrets", "kubescape C-0015"],
    },
    ROLES,
    function* ({ object }) {
      for (const [index, rule] of mapsOf(object.rules)) {
        if (!grants(rule, ["secrets"], [...READS, "create", "delete"]) || itemsOf(rule.resourceNames).length > 0)
          continue;
        const message = "reads every Secret of the namespace, those of other services as well";
        yield { field: `rules[${index}].resources`, message, found: "secrets", expected: "resourceNames" };
      }
    },
  ),
  objectRule(
    {
      id: "access-to-create-pods",
      level: "warning",
      what: "a role that can run anything",
      like: ["kube-linter access-to-create-pods", "kubescape C-0188"],
    },
    ROLES,
    function* ({ object }) {
      for (const [index, rule] of mapsOf(object.rules)) {
        if (!grants(rule, MAKERS, ["create"])) continue;
        const found = itemsOf(rule.resources).join(", ");
        const message = "runs any program with any account of the namespace";
        yield { field: `rules[${index}].verbs`, message, found: `create ${found}` };
      }
    },
  ),
  objectRule(
    {
      id: "pod-exec",
      level: "error",
      what: "a role that can run commands in pods of others",
      like: ["Polaris clusterrolePodExecAttach", "Polaris rolePodExecAttach", "kubescape C-0002"],
    },
    ROLES,
    function* ({ object }) {
      for (const [index, rule] of mapsOf(object.rules)) {
        if (!grants(rule, ["pods/exec", "pods/attach"], ["create", "get"])) continue;
        const found = itemsOf(rule.resources).join(", ");
        yield { field: `rules[${index}].resources`, message: "runs commands in the pods of others", found };
      }
    },
  ),
  objectRule(
    {
      id: "cluster-admin-role-binding",
      level: "error",
      what: "somebody who may do everything",
      like: [
        "kube-linter cluster-admin-role-binding",
        "Polaris clusterrolebindingClusterAdmin",
        "Polaris rolebindingClusterAdminClusterRole",
        "kubescape C-0035",
      ],
    },
    BINDINGS,
    function* ({ object }) {
      const name = textOf(fieldsAt(object, "roleRef").name);
      if (name !== "cluster-admin") return;
      yield {
        field: "roleRef.name",
        message: "may do everything",
        found: name,
        expected: "a role with what is needed",
      };
    },
  ),
];

function grants(rule: Fields, resources: readonly string[], verbs: readonly string[]): boolean {
  const [some, may] = [itemsOf(rule.resources), itemsOf(rule.verbs)];
  const named = some.some((one) => typeof one === "string" && resources.includes(one));
  return named && may.some((one) => one === "*" || (typeof one === "string" && verbs.includes(one)));
}
