import { describe, expect, it } from "vitest";
import { type Change, foundIn, shop } from "./shop.ts";

const SERVICE = "Service api";
const OF_SERVICE = "Service shop/api";
const INGRESS = "Ingress api";
const BACKEND = "spec.rules[0].http.paths[0].backend.service";
const JOB_LABELS = "spec.jobTemplate.spec.template.metadata.labels";
const ROLE = "Role api";
const RULE = "Role shop/api rules[0]";

type Case = readonly [what: string, changes: readonly Change[], found: readonly string[], more?: string];

const CASES: readonly Case[] = [
  [
    "a Service of no pods",
    [[SERVICE, "spec.selector", { app: "apy" }]],
    [`dangling-service: ${OF_SERVICE} spec.selector`],
  ],
  [
    "a port of a name that no container has",
    [[SERVICE, "spec.ports.0.targetPort", "web"]],
    [`invalid-target-ports: ${OF_SERVICE} spec.ports[0].targetPort`],
  ],
  [
    "a port of UDP where the container has TCP",
    [[SERVICE, "spec.ports.1.protocol", "UDP"]],
    [`invalid-target-ports: ${OF_SERVICE} spec.ports[1].targetPort`],
  ],
  ["a Service on the ports of all nodes", [[SERVICE, "spec.type", "NodePort"]], [`node-port: ${OF_SERVICE} spec.type`]],
  [
    "a job with the labels of the service: requests, evictions and averages take its pods",
    [["CronJob backup", JOB_LABELS, { app: "api" }]],
    [
      "selector-overlap: Deployment shop/api spec.selector",
      "hpa-selects-others: HorizontalPodAutoscaler shop/api spec.scaleTargetRef",
      "pdb-selects-jobs: PodDisruptionBudget shop/api spec.selector",
      `service-selects-jobs: CronJob shop/backup ${JOB_LABELS}`,
    ],
  ],
  [
    "a policy of a service that a job has too",
    [["CronJob backup", JOB_LABELS, { tier: "web" }]],
    ["networkpolicy-selects-jobs: NetworkPolicy shop/web spec.podSelector"],
    `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: web, namespace: shop},
      spec: {podSelector: {matchLabels: {tier: web}}, policyTypes: [Ingress]}}`,
  ],
  [
    "pods whose way out no policy bounds",
    [["NetworkPolicy default-deny", "spec.policyTypes", ["Ingress"]]],
    ["non-isolated-pod: Deployment shop/api", "non-isolated-pod: CronJob shop/backup"],
  ],
  [
    "an Ingress to a Service that is not there",
    [[INGRESS, "spec.rules.0.http.paths.0.backend.service.name", "apy"]],
    [`dangling-ingress: Ingress shop/api ${BACKEND}.name`],
  ],
  [
    "an Ingress to a port that the Service does not have",
    [[INGRESS, "spec.rules.0.http.paths.0.backend.service.port", { number: 8080 }]],
    [`dangling-ingress: Ingress shop/api ${BACKEND}.port`],
  ],
  ["an Ingress without encryption", [[INGRESS, "spec.tls"]], ["tls-settings-missing: Ingress shop/api spec.tls"]],
  [
    "an Ingress that writes nginx's configuration",
    [[INGRESS, "metadata.annotations", { "nginx.ingress.kubernetes.io/server-snippet": "x" }]],
    ['ingress-snippet: Ingress shop/api metadata.annotations["nginx.ingress.kubernetes.io/server-snippet"]'],
  ],
  [
    "a monitor of no Service",
    [["ServiceMonitor api", "spec.selector.matchLabels", { app: "apy" }]],
    ["dangling-servicemonitor: ServiceMonitor shop/api spec.selector"],
  ],
  [
    "a monitor of a port that the Service does not name",
    [["ServiceMonitor api", "spec.endpoints.0.port", "prom"]],
    ["dangling-servicemonitor: ServiceMonitor shop/api spec.endpoints[0].port"],
  ],
  [
    "a pod of nobody",
    [],
    ["naked-pod: Pod shop/probe"],
    `{apiVersion: v1, kind: Pod, metadata: {name: probe, namespace: shop, labels: {job: probe}}, spec: {containers: [],
      serviceAccountName: api, automountServiceAccountToken: false, priorityClassName: serving}}`,
  ],
  [
    "a Deployment of one pod",
    [["HorizontalPodAutoscaler api", "spec.scaleTargetRef", { kind: "StatefulSet", name: "api" }]],
    [
      "minimum-replicas: Deployment shop/api spec.replicas",
      "dangling-horizontalpodautoscaler: HorizontalPodAutoscaler shop/api spec.scaleTargetRef",
    ],
  ],
  [
    "a StatefulSet without its headless Service",
    [],
    ["statefulset-service-name: StatefulSet shop/db spec.serviceName"],
    `{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: shop}, spec: {serviceName: api,
      selector: {matchLabels: {app: db}}, template: {metadata: {labels: {app: db}}, spec: {containers: [],
      serviceAccountName: api, automountServiceAccountToken: false, priorityClassName: serving}}}}`,
  ],
  [
    "a Secret with its content",
    [],
    ["secret-in-manifest: Secret shop/database-login stringData"],
    "{apiVersion: v1, kind: Secret, metadata: {name: database-login, namespace: shop}, stringData: {password: hunter2}}",
  ],
  [
    "a password in a ConfigMap",
    [["ConfigMap api", "data", { "log.level": "info", "db.password": "hunter2" }]],
    ["sensitive-configmap-content: ConfigMap shop/api data.db.password"],
  ],
  ["every resource of a group", [[ROLE, "rules.0.resources", ["*"]]], [`wildcard-in-rules: ${RULE}.resources`]],
  ["all Secrets", [[ROLE, "rules.0.resources", ["secrets"]]], [`access-to-secrets: ${RULE}.resources`]],
  [
    "whoever may make jobs",
    [[ROLE, "rules.0", { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"] }]],
    [`access-to-create-pods: ${RULE}.verbs`],
  ],
  [
    "commands in pods of others",
    [[ROLE, "rules.0", { apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] }]],
    [`pod-exec: ${RULE}.resources`],
  ],
  [
    "somebody who may do everything",
    [],
    ["cluster-admin-role-binding: ClusterRoleBinding ops roleRef.name"],
    `{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRoleBinding, metadata: {name: ops},
      roleRef: {kind: ClusterRole, name: cluster-admin}}`,
  ],
  [
    "two objects of one name",
    [],
    ["duplicate-name: ConfigMap shop/api metadata.name"],
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: api, namespace: shop}}",
  ],
  [
    "an object without a namespace",
    [],
    ["use-namespace: ConfigMap lost metadata.namespace"],
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: lost}}",
  ],
  [
    "a namespace that is not made",
    [],
    ["missing-namespace: ConfigMap shpo/api metadata.namespace"],
    "{apiVersion: v1, kind: ConfigMap, metadata: {name: api, namespace: shpo}}",
  ],
  [
    "an interface that Kubernetes dropped in 1.25",
    [["CronJob backup", "apiVersion", "batch/v1beta1"]],
    ["no-extensions-v1beta: CronJob shop/backup apiVersion"],
  ],
  [
    "a label that ends with a hyphen",
    [["ConfigMap api", "metadata.labels", { version: "1.4-" }]],
    ['label-values: ConfigMap shop/api metadata.labels["version"]'],
  ],
];

describe("checks on Services, selectors, roles and names", () => {
  for (const [what, changes, found, more] of CASES) {
    it(`find ${what}, and nothing else`, () => {
      expect(foundIn(shop(changes, more))).toEqual(found);
    });
  }

  const silent: readonly (readonly [what: string, changes: readonly Change[], more?: string])[] = [
    ["a port by its number", [[SERVICE, "spec.ports.0.targetPort", 8080]]],
    ["a Service without a selector, whose endpoints somebody else sets", [[SERVICE, "spec.selector"]]],
    ["one named Secret", [[ROLE, "rules.0", { resources: ["secrets"], resourceNames: ["mine"], verbs: ["get"] }]]],
    [
      "an object of another group that has the name of one",
      [],
      "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}}\n---\n{apiVersion: serving.knative.dev/v1, kind: Service, metadata: {name: db, namespace: shop}}",
    ],
    ["a policy of all pods, jobs among them", [["CronJob backup", JOB_LABELS, { tier: "batch" }]]],
    [
      "a Secret that the cluster fills",
      [],
      "{apiVersion: v1, kind: Secret, metadata: {name: database-login, namespace: shop}}",
    ],
  ];
  for (const [what, changes, more] of silent) {
    it(`are silent about ${what}`, () => {
      expect(foundIn(shop(changes, more))).toEqual([]);
    });
  }

  it("say nothing of Services, accounts and Secrets that live elsewhere", () => {
    const alone = `{apiVersion: v1, kind: Service, metadata: {name: api, namespace: shop}, spec: {selector: {app: api}}}\n---
      {apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: x, namespace: other},
      spec: {selector: {matchLabels: {app: x}}}}`;
    expect(foundIn(alone)).toEqual([]);
  });

  it("take the API for Cilium's policies as well", () => {
    const open = shop([["NetworkPolicy default-deny", "spec.policyTypes", ["Ingress"]]]);
    const cilium = `{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: out, namespace: shop},
      spec: {endpointSelector: {}, egress: [{}]}}`;
    expect(foundIn(`${open}\n---\n${cilium}`)).toEqual([]);
  });
});
