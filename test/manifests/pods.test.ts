import { describe, expect, it } from "vitest";
import { type Change, foundIn, shop } from "./shop.ts";

const API = "Deployment api";
const JOB = "CronJob backup";
/** As a change names it, and as a finding does. */
const POD = "spec.template.spec";
const CONTAINER = `${POD}.containers.0`;
const AT = "Deployment shop/api spec.template.spec";
const IN = `${AT}.containers[0]`;
const JOB_POD = "spec.jobTemplate.spec.template.spec";
const JOB_AT = `CronJob shop/backup ${JOB_POD}`;

type Case = readonly [what: string, changes: readonly Change[], found: readonly string[]];

/** Each breaks the sound shop in one place; what Kubernetes, kube-linter, Polaris and kubescape say of it stands in their documentation. */
const CASES: readonly Case[] = [
  [
    "a privileged container",
    [[API, `${CONTAINER}.securityContext.privileged`, true]],
    [`privileged-container: ${IN}.securityContext.privileged`],
  ],
  [
    "privilege escalation that is not refused",
    [[API, `${CONTAINER}.securityContext.allowPrivilegeEscalation`]],
    [`privilege-escalation-container: ${IN}.securityContext.allowPrivilegeEscalation`],
  ],
  [
    "a container that may be root against its pod",
    [[API, `${CONTAINER}.securityContext.runAsNonRoot`, false]],
    [`run-as-non-root: ${IN}.securityContext.runAsNonRoot`],
  ],
  [
    "a container whose user is 0",
    [[API, `${CONTAINER}.securityContext.runAsUser`, 0]],
    [`run-as-non-root: ${IN}.securityContext.runAsUser`],
  ],
  [
    "a pod whose user is 0",
    [[API, `${POD}.securityContext.runAsUser`, 0]],
    [`run-as-user-root: ${AT}.securityContext.runAsUser`],
  ],
  [
    "an init container of root",
    [
      [
        API,
        `${POD}.initContainers`,
        [
          {
            name: "install",
            image: "registry.example.com/mc:1@sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
            resources: { limits: { cpu: "1", memory: "1Gi" } },
            securityContext: {
              runAsUser: 0,
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            },
          },
        ],
      ],
    ],
    [`run-as-non-root: ${AT}.initContainers[0].securityContext.runAsUser`],
  ],
  [
    "one capability dropped instead of all",
    [[API, `${CONTAINER}.securityContext.capabilities.drop`, ["NET_RAW"]]],
    [`drop-all-capabilities: ${IN}.securityContext.capabilities.drop`],
  ],
  [
    "a capability given",
    [[API, `${CONTAINER}.securityContext.capabilities.add`, ["NET_BIND_SERVICE", "SYS_TIME"]]],
    [`drop-all-capabilities: ${IN}.securityContext.capabilities.add`],
  ],
  [
    "no seccomp profile",
    [[API, `${POD}.securityContext.seccompProfile`]],
    [`seccomp-profile: ${IN}.securityContext.seccompProfile.type`],
  ],
  [
    "AppArmor switched off",
    [[API, `${CONTAINER}.securityContext.appArmorProfile.type`, "Unconfined"]],
    [`apparmor-profile: ${IN}.securityContext.appArmorProfile.type`],
  ],
  [
    "a type of SELinux that is not confined",
    [[API, `${POD}.securityContext.seLinuxOptions.type`, "spc_t"]],
    [`selinux-options: ${AT}.securityContext.seLinuxOptions.type`],
  ],
  [
    "all of /proc",
    [[API, `${CONTAINER}.securityContext.procMount`, "Unmasked"]],
    [`unsafe-proc-mount: ${IN}.securityContext.procMount`],
  ],
  [
    "a pod of Windows among the processes of its node",
    [[API, `${POD}.securityContext.windowsOptions.hostProcess`, true]],
    [`host-process: ${AT}.securityContext.windowsOptions.hostProcess`],
  ],
  [
    "a root file system that can be written",
    [[API, `${CONTAINER}.securityContext.readOnlyRootFilesystem`, false]],
    [`no-read-only-root-fs: ${IN}.securityContext.readOnlyRootFilesystem`],
  ],
  ["the node's network", [[API, `${POD}.hostNetwork`, true]], [`host-network: ${AT}.hostNetwork`]],
  ["the node's processes", [[API, `${POD}.hostPID`, true]], [`host-pid: ${AT}.hostPID`]],
  ["the node's shared memory", [[API, `${POD}.hostIPC`, true]], [`host-ipc: ${AT}.hostIPC`]],
  ["a port of the node", [[API, `${CONTAINER}.ports.0.hostPort`, 8080]], [`host-port: ${IN}.ports[0].hostPort`]],
  [
    "the socket of Docker",
    [[API, `${POD}.volumes.1`, { name: "scratch", hostPath: { path: "/var/run/docker.sock" } }]],
    [`sensitive-host-mounts: ${AT}.volumes[1].hostPath`],
  ],
  [
    "a volume of NFS",
    [[API, `${POD}.volumes.1`, { name: "scratch", nfs: { server: "nfs", path: "/" } }]],
    [`restricted-volumes: ${AT}.volumes[1].nfs`],
  ],
  [
    "a sysctl of the node beside a safe one",
    [[API, `${POD}.securityContext.sysctls`, [{ name: "net.ipv4.tcp_syncookies" }, { name: "kernel.msgmax" }]]],
    [`unsafe-sysctls: ${AT}.securityContext.sysctls[1]`],
  ],
  [
    "a probe of another host",
    [[API, `${CONTAINER}.livenessProbe.httpGet.host`, "169.254.169.254"]],
    [`host-probe: ${IN}.livenessProbe.httpGet.host`],
  ],
  [
    "an image without a version, from a registry with a port",
    [[API, `${CONTAINER}.image`, "registry:5000/shop/api"]],
    [`latest-tag: ${IN}.image`, `image-digest: ${IN}.image`],
  ],
  [
    "an image with a version that can be moved",
    [[API, `${CONTAINER}.image`, "registry:5000/shop/api:1.4.2"]],
    [`image-digest: ${IN}.image`],
  ],
  [
    "no CPU request of a job, which no autoscaler counts",
    [[JOB, `${JOB_POD}.containers.0.resources`, { limits: { memory: "1Gi", "ephemeral-storage": "1Gi" } }]],
    [
      `unset-cpu-requirements: ${JOB_AT}.containers[0].resources.requests.cpu`,
      `unset-cpu-limit: ${JOB_AT}.containers[0].resources.limits.cpu`,
    ],
  ],
  [
    "no memory limit",
    [[API, `${CONTAINER}.resources.limits.memory`]],
    [`unset-memory-requirements: ${IN}.resources.limits.memory`],
  ],
  [
    "a job without a bound on its files",
    [
      [JOB, `${JOB_POD}.containers.0.resources.limits.ephemeral-storage`],
      [JOB, `${JOB_POD}.containers.0.resources.requests.ephemeral-storage`],
    ],
    [
      `unset-ephemeral-storage: ${JOB_AT}.containers[0].resources.requests.ephemeral-storage`,
      `unset-ephemeral-storage: ${JOB_AT}.containers[0].resources.limits.ephemeral-storage`,
    ],
  ],
  [
    "1,500 millicores asked for where 1 core is the limit",
    [[API, `${CONTAINER}.resources.requests.cpu`, "1500m"]],
    [
      `request-above-limit: ${IN}.resources.requests.cpu`,
      ...["hpa-unreachable-target: HorizontalPodAutoscaler shop/api spec.metrics[0]"],
    ],
  ],
  ["no readiness probe", [[API, `${CONTAINER}.readinessProbe`]], [`no-readiness-probe: ${IN}.readinessProbe`]],
  ["no liveness probe", [[API, `${CONTAINER}.livenessProbe`]], [`no-liveness-probe: ${IN}.livenessProbe`]],
  [
    "a probe of a port that is called otherwise",
    [[API, `${CONTAINER}.livenessProbe.httpGet.port`, "web"]],
    [`probe-port: ${IN}.livenessProbe.httpGet.port`],
  ],
  [
    "a container with port 22",
    [[API, `${CONTAINER}.ports.1`, { name: "metrics", containerPort: 22 }]],
    [`ssh-port: ${IN}.ports[1].containerPort`, "invalid-target-ports: Service shop/api spec.ports[1].targetPort"],
  ],
  [
    "a variable that is set twice",
    [[API, `${CONTAINER}.env.1`, { name: "DATABASE_PASSWORD_FILE", value: "/x" }]],
    [`duplicate-env-var: ${IN}.env[1]`],
  ],
  [
    "a path in a volume that is made from variables",
    [[API, `${CONTAINER}.volumeMounts.1.subPathExpr`, "$(POD_NAME)"]],
    [`sub-path-symlink: ${IN}.volumeMounts[1].subPathExpr`],
  ],
  [
    "3 replicas that may lie on one node",
    [[API, `${POD}.topologySpreadConstraints`]],
    [`no-anti-affinity: ${AT}.topologySpreadConstraints`],
  ],
  ["no priority", [[API, `${POD}.priorityClassName`]], [`priority-class: ${AT}.priorityClassName`]],
  [
    "a scratch folder without a bound",
    [[API, `${POD}.volumes.1.emptyDir`, {}]],
    [`empty-dir-size-limit: ${AT}.volumes[1].emptyDir.sizeLimit`],
  ],
  [
    "no time to finish",
    [[API, `${POD}.terminationGracePeriodSeconds`, 0]],
    [`termination-grace-period: ${AT}.terminationGracePeriodSeconds`],
  ],
  [
    "a selector beside the labels of its pods",
    [[API, "spec.selector.matchLabels", { app: "web" }]],
    ["mismatching-selector: Deployment shop/api spec.selector"],
  ],
  [
    "a Deployment that stops before it starts",
    [[API, "spec.strategy", { type: "Recreate" }]],
    ["rolling-update: Deployment shop/api spec.strategy.type"],
  ],
  [
    "a password in a variable",
    [[API, `${CONTAINER}.env.1`, { name: "DATABASE_PASSWORD", value: "hunter2" }]],
    [`env-var-secret: ${IN}.env[1].value`],
  ],
  [
    "a password in an address",
    [[API, `${CONTAINER}.env.1`, { name: "DATABASE_URL", value: "postgres://app:hunter2@db/shop" }]],
    [`env-var-secret: ${IN}.env[1].value`],
  ],
  [
    "a Secret in a variable",
    [
      [
        API,
        `${CONTAINER}.env.1`,
        { name: "DATABASE_PASSWORD", valueFrom: { secretKeyRef: { name: "database-login", key: "password" } } },
      ],
    ],
    [`read-secret-from-env-var: ${IN}.env[1].valueFrom.secretKeyRef`],
  ],
  [
    "a password on a command line",
    [[JOB, `${JOB_POD}.containers.0.args`, ["sh", "-c", "PGPASSWORD=$PASS pg_dump", "--api-token=$(API_TOKEN)"]]],
    [`secret-in-command: ${JOB_AT}.containers[0].args[3]`],
  ],
  [
    "a token for the API server",
    [
      [API, `${POD}.automountServiceAccountToken`],
      ["ServiceAccount api", "automountServiceAccountToken"],
    ],
    [`automount-service-account-token: ${AT}.automountServiceAccountToken`],
  ],
  [
    "the account of everybody",
    [[API, `${POD}.serviceAccountName`]],
    [`default-service-account: ${AT}.serviceAccountName`],
  ],
  [
    "the old name of a field",
    [
      [API, `${POD}.serviceAccountName`],
      [API, `${POD}.serviceAccount`, "api"],
    ],
    [`deprecated-service-account-field: ${AT}.serviceAccount`],
  ],
  [
    "an account that is not there",
    [[API, `${POD}.serviceAccountName`, "apy"]],
    [`non-existent-service-account: ${AT}.serviceAccountName`],
  ],
  [
    "a Secret that nothing makes",
    [[API, `${POD}.volumes.0.secret.secretName`, "database-logon"]],
    [`dangling-reference: ${AT}.volumes[0].secret.secretName`],
  ],
  [
    "a ConfigMap that is not there",
    [[API, `${CONTAINER}.env.1.valueFrom.configMapKeyRef.name`, "app"]],
    [`dangling-reference: ${IN}.env[1].valueFrom.configMapKeyRef.name`],
  ],
];

describe("checks on pods", () => {
  it("find nothing in a sound shop", () => {
    expect(foundIn(shop([]))).toEqual([]);
  });

  it.each(CASES)("find %s, and nothing else", (_, changes, found) => {
    expect(foundIn(shop(changes))).toEqual(found);
  });

  it.each<Case>([
    [
      "a capability that the standard lets be added",
      [[API, `${CONTAINER}.securityContext.capabilities.add`, ["NET_BIND_SERVICE"]]],
      [],
    ],
    [
      "a profile of seccomp on the container",
      [
        [API, `${POD}.securityContext.seccompProfile`],
        [API, `${CONTAINER}.securityContext.seccompProfile.type`, "Localhost"],
      ],
      [],
    ],
    ["a limit alone, which is a request too", [[API, `${CONTAINER}.resources.requests.memory`]], []],
    ["a digest without a tag", [[API, `${CONTAINER}.image`, "api@sha256:2c26"]], []],
    [
      "the name of a file that holds a password",
      [[API, `${CONTAINER}.env.1`, { name: "TOKEN_PATH", value: "/run/token" }]],
      [],
    ],
    ["a token that only the account refuses", [[API, `${POD}.automountServiceAccountToken`]], []],
    [
      "a reference that may lead nowhere",
      [[API, `${POD}.volumes.0.secret`, { secretName: "gone", optional: true }]],
      [],
    ],
    ["a probe by the number of a port", [[API, `${CONTAINER}.livenessProbe.httpGet.port`, 8080]], []],
  ])("are silent about %s", (_, changes, found) => {
    expect(foundIn(shop(changes))).toEqual(found);
  });
});
