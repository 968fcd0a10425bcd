import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { KubernetesObject } from "../../compile/bundle.ts";

/**
 * A resource class of @pulumi/kubernetes. All of them take the object itself as arguments; `never` because their
 * argument types differ by kind, while the bundle's objects are plain data that the API server checks.
 */
type ResourceClass = new (name: string, args: never, options: pulumi.CustomResourceOptions) => pulumi.CustomResource;

/**
 * Kinds that the provider knows: their own classes give the resource its documented type token, wait until it is
 * ready, and keep a Secret's data encrypted in the state. Everything else is a custom resource of its own kind.
 */
const knownKinds: Readonly<Record<string, ResourceClass>> = {
  "v1 ConfigMap": kubernetes.core.v1.ConfigMap,
  "v1 PersistentVolumeClaim": kubernetes.core.v1.PersistentVolumeClaim,
  "v1 Secret": kubernetes.core.v1.Secret,
  "v1 ServiceAccount": kubernetes.core.v1.ServiceAccount,
  "autoscaling/v2 HorizontalPodAutoscaler": kubernetes.autoscaling.v2.HorizontalPodAutoscaler,
  "batch/v1 CronJob": kubernetes.batch.v1.CronJob,
  "batch/v1 Job": kubernetes.batch.v1.Job,
  "networking.k8s.io/v1 NetworkPolicy": kubernetes.networking.v1.NetworkPolicy,
  "policy/v1 PodDisruptionBudget": kubernetes.policy.v1.PodDisruptionBudget,
  "rbac.authorization.k8s.io/v1 ClusterRole": kubernetes.rbac.v1.ClusterRole,
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding": kubernetes.rbac.v1.ClusterRoleBinding,
  "rbac.authorization.k8s.io/v1 Role": kubernetes.rbac.v1.Role,
  "rbac.authorization.k8s.io/v1 RoleBinding": kubernetes.rbac.v1.RoleBinding,
};

/** The resource for one object, whatever its kind. */
export function makeResource(
  name: string,
  object: KubernetesObject,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const Known: ResourceClass =
    knownKinds[`${object.apiVersion} ${object.kind}`] ?? kubernetes.apiextensions.CustomResource;
  return new Known(name, { ...object } as never, options);
}
