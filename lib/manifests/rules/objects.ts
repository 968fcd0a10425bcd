import type { Manifest } from "../manifest.ts";
import { grouped } from "../manifest-set.ts";
import type { Rule } from "../rule.ts";

/**
 * Versions that Kubernetes serves no longer, and since when
 * (https://kubernetes.io/docs/reference/using-api/deprecation-guide/). A kind of `*` stands for all of the version.
 */
const REMOVED: readonly (readonly [apiVersion: string, kind: string, since: string, now: string])[] = [
  ["extensions/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1"],
  ["extensions/v1beta1", "NetworkPolicy", "1.16", "networking.k8s.io/v1"],
  ["extensions/v1beta1", "*", "1.16", "apps/v1"],
  ["apps/v1beta1", "*", "1.16", "apps/v1"],
  ["apps/v1beta2", "*", "1.16", "apps/v1"],
  ["batch/v1beta1", "CronJob", "1.25", "batch/v1"],
  ["batch/v2alpha1", "CronJob", "1.21", "batch/v1"],
  ["policy/v1beta1", "PodDisruptionBudget", "1.25", "policy/v1"],
  ["policy/v1beta1", "PodSecurityPolicy", "1.25", "Pod Security admission"],
  ["networking.k8s.io/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1"],
  ["networking.k8s.io/v1beta1", "IngressClass", "1.22", "networking.k8s.io/v1"],
  ["autoscaling/v2beta1", "*", "1.25", "autoscaling/v2"],
  ["autoscaling/v2beta2", "*", "1.26", "autoscaling/v2"],
  ["rbac.authorization.k8s.io/v1beta1", "*", "1.22", "rbac.authorization.k8s.io/v1"],
  ["scheduling.k8s.io/v1beta1", "*", "1.22", "scheduling.k8s.io/v1"],
  ["apiextensions.k8s.io/v1beta1", "*", "1.22", "apiextensions.k8s.io/v1"],
  ["discovery.k8s.io/v1beta1", "*", "1.25", "discovery.k8s.io/v1"],
  ["flowcontrol.apiserver.k8s.io/v1beta2", "*", "1.29", "flowcontrol.apiserver.k8s.io/v1"],
  ["flowcontrol.apiserver.k8s.io/v1beta3", "*", "1.32", "flowcontrol.apiserver.k8s.io/v1"],
];

/** Kinds that have no namespace. */
const CLUSTER_WIDE =
  /^(?:Namespace|Node|PersistentVolume|.*Class|.*ClassConfiguration|Cluster.*|CustomResourceDefinition|.*WebhookConfiguration|APIService|.*AdmissionPolicy(?:Binding)?|FlowSchema|CiliumClusterwide.*|GlobalNetworkPolicy|.*AdminNetworkPolicy|CertificateSigningRequest|ResourceSlice)$/;

export const OBJECTS: readonly Rule[] = [
  {
    id: "duplicate-name",
    level: "error",
    what: "two objects of one name, of which the last one wins",
    *check(set) {
      const same = grouped(set.all, ({ object, namespace }) => {
        const group = object.apiVersion.split("/").slice(0, -1).join("/");
        return JSON.stringify([group, object.kind, namespace, object.metadata.name]);
      });
      for (const [first, ...others] of same.values()) {
        for (const manifest of first === undefined ? [] : others) {
          const found = first?.file === "" ? undefined : `also in ${first?.file}`;
          yield {
            manifest,
            field: "metadata.name",
            message: "an object of this name stands before it; the last one wins",
            found,
          };
        }
      }
    },
  },
  {
    id: "use-namespace",
    level: "warning",
    what: "an object that lands in whatever namespace is set, or in the default one",
    like: ["kube-linter use-namespace", "kubescape C-0061"],
    *check(set) {
      for (const manifest of set.all) {
        if (CLUSTER_WIDE.test(manifest.object.kind) || (manifest.namespace !== "" && manifest.namespace !== "default"))
          continue;
        const message =
          manifest.namespace === ""
            ? "lands in whatever namespace is set"
            : "shares a namespace with whatever names none";
        const found = manifest.namespace === "" ? "nothing" : "default";
        yield { manifest, field: "metadata.namespace", message, found, expected: "a namespace of its own" };
      }
    },
  },
  {
    id: "missing-namespace",
    level: "warning",
    what: "an object in a namespace that is not among the others",
    *check(set) {
      const known = set.ofKind("Namespace").map(({ object }) => object.metadata.name);
      // A set without any leaves them to somebody else.
      if (known.length === 0) return;
      for (const [namespace, [first]] of grouped(set.all, (one) => one.namespace)) {
        if (first === undefined || namespace === "" || known.includes(namespace) || namespace.startsWith("kube-"))
          continue;
        const message = "this namespace is not made here";
        yield { manifest: first, field: "metadata.namespace", message, found: namespace, expected: known.join(", ") };
      }
    },
  },
  {
    id: "no-extensions-v1beta",
    level: "error",
    what: "a version of an interface that Kubernetes has no longer",
    like: ["kube-linter no-extensions-v1beta", "kube-score stable-version"],
    *check(set) {
      for (const manifest of set.all) {
        const removed = removedIn(manifest);
        if (removed === undefined) continue;
        const [found, , since, expected] = removed;
        const message = `Kubernetes has had no such version of ${manifest.object.kind} since ${since}`;
        yield { manifest, field: "apiVersion", message, found, expected };
      }
    },
  },
  {
    id: "label-values",
    level: "error",
    what: "a label that Kubernetes refuses",
    like: ["kube-score label-values"],
    *check(set) {
      for (const manifest of set.all) {
        for (const [key, value] of Object.entries(manifest.labels)) {
          if (value === "" || /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(value)) continue;
          const expected = "at most 63 letters, digits, - _ and ., a letter or digit at both ends";
          yield {
            manifest,
            field: `metadata.labels["${key}"]`,
            message: "this is no value of a label",
            found: value,
            expected,
          };
        }
      }
    },
  },
];

function removedIn({ object: { apiVersion, kind } }: Manifest): (typeof REMOVED)[number] | undefined {
  return REMOVED.find(([version, of]) => version === apiVersion && (of === kind || of === "*"));
}
