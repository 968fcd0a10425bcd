import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CHECKS, checkManifests } from "../../lib/manifests/check-manifests.ts";
import { MANIFEST_CODES } from "../../lib/manifests/codes.ts";
import { manifestOf } from "../../lib/manifests/manifest.ts";
import { readManifests } from "../../lib/manifests/read.ts";
import { RULES } from "../../lib/manifests/rules.ts";
import { isFullRun } from "../support/promtool.ts";
import { describeWithSchemas } from "../support/schemas.ts";

const ROOT = join(import.meta.dirname, "../..");

/** The names of their checks, as their own documentation lists them; of kubescape those of its NSA framework and some others. */
const THEIRS = {
  "kube-linter": `access-to-create-pods access-to-secrets cluster-admin-role-binding dangling-horizontalpodautoscaler
    dangling-ingress dangling-networkpolicy dangling-networkpolicypeer-podselector dangling-service dangling-servicemonitor
    default-service-account deprecated-service-account-field docker-sock drop-net-raw-capability duplicate-env-var
    env-var-secret exposed-services host-ipc host-network host-pid hpa-minimum-three-replicas invalid-target-ports
    job-ttl-seconds-after-finished latest-tag liveness-port minimum-three-replicas mismatching-selector no-anti-affinity
    no-extensions-v1beta no-liveness-probe no-read-only-root-fs no-readiness-probe no-rolling-update-strategy
    non-existent-service-account non-isolated-pod pdb-max-unavailable pdb-min-available pdb-unhealthy-pod-eviction-policy
    privilege-escalation-container privileged-container privileged-ports read-secret-from-env-var readiness-port
    required-annotation-email required-label-owner run-as-non-root schema-validation sensitive-host-mounts ssh-port
    startup-port unsafe-proc-mount unsafe-sysctls unset-cpu-requirements unset-memory-requirements use-namespace
    wildcard-in-rules writable-host-mount`,
  Polaris: `automountServiceAccountToken clusterrolePodExecAttach clusterrolebindingClusterAdmin cpuLimitsMissing
    cpuRequestsMissing dangerousCapabilities deploymentMissingReplicas hostIPCSet hostNetworkSet hostPIDSet hostPathSet
    hostPortSet hostProcess hpaMaxAvailability hpaMinAvailability insecureCapabilities linuxHardening livenessProbeMissing
    memoryLimitsMissing memoryRequestsMissing metadataAndInstanceMismatched missingNetworkPolicy missingPodDisruptionBudget
    notReadOnlyRootFilesystem pdbDisruptionsIsZero pdbMinAvailableGreaterThanHPAMinReplicas priorityClassNotSet
    privilegeEscalationAllowed procMount pullPolicyNotAlways readinessProbeMissing rolePodExecAttach runAsPrivileged
    runAsRootAllowed sensitiveConfigmapContent sensitiveContainerEnvVar tagNotSpecified tlsSettingsMissing
    topologySpreadConstraint`,
  kubescape: `C-0002 C-0005 C-0012 C-0013 C-0016 C-0017 C-0026 C-0030 C-0034 C-0035 C-0038 C-0041 C-0044 C-0046 C-0054
    C-0055 C-0057 C-0058 C-0059 C-0066 C-0070 C-0073 C-0207 C-0210 C-0260 C-0268 C-0269 C-0270 C-0271 C-0292 C-0296 C-0299
    C-0300 C-0306`,
};

/** The table of a group of checks in `docs/manifests.md`. */
function tableOf(group: string): string {
  const rows = (RULES[group] ?? []).map(({ id, level, what, like = [] }) => {
    return `| \`${id}\` | ${level} | ${what} | ${like.length === 0 ? "" : like.join(", ")} |`;
  });
  return [`### ${group}`, "", "| check | level | finds | as |", "|---|---|---|---|", ...rows]
    .join("\n")
    .replaceAll("|  |", "| |");
}

describe("the checks on manifests", () => {
  it("have names that no other one has", () => {
    expect(new Set(CHECKS).size).toBe(CHECKS.length);
    expect(CHECKS.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it("are each found by a test, which is a change of a shop that all of them are silent about", () => {
    const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
    const text = tests.map((name) => readFileSync(join(import.meta.dirname, name), "utf8")).join("\n");
    expect(CHECKS.filter((id) => !text.includes(`${id}: `))).toEqual([]);
  });

  it("stand in docs/manifests.md as they are, with the checks of others that they stand for", () => {
    const docs = readFileSync(join(ROOT, "docs/manifests.md"), "utf8");
    for (const group of Object.keys(RULES)) expect(docs).toContain(tableOf(group));
  });

  it.each(Object.entries(THEIRS))("stand for each check of %s, or docs/manifests.md says why not", (_, names) => {
    const docs = new Set(readFileSync(join(ROOT, "docs/manifests.md"), "utf8").match(/[\w-]+/g));
    expect(names.split(/\s+/).filter((name) => !docs.has(name))).toEqual([]);
  });

  it("have codes for what cannot be read in docs/errors.md", () => {
    const rows = readFileSync(join(ROOT, "docs/errors.md"), "utf8").split("\n");
    for (const code of MANIFEST_CODES) expect(rows.filter((row) => row.startsWith(`| \`${code}\` |`))).toHaveLength(1);
  });

  // Seconds of work: not in the inner loop.
  it.runIf(isFullRun)("take 400 shops of 14 objects in 20 namespaces in under 5 seconds", () => {
    const shop = readFileSync(join(import.meta.dirname, "fixtures/sound.yaml"), "utf8");
    const { manifests } = readManifests(shop, "");
    const many = Array.from({ length: 400 }, (_, index) =>
      manifests.map(({ object }) =>
        manifestOf({
          ...object,
          metadata: { ...object.metadata, namespace: `shop-${index % 20}`, name: `${object.metadata.name}-${index}` },
        }),
      ),
    ).flat();
    const start = performance.now();
    checkManifests(many);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describeWithSchemas("Pod Security restricted", (folder) => {
  const controls = Object.values(RULES)
    .flat()
    .filter(({ like }) => like?.includes("Pod Security restricted"))
    .map(({ id }) => id);
  const verdicts = (kind: string) =>
    readdirSync(join(folder, "pod-security", kind)).map((name) => {
      const { manifests } = readManifests(readFileSync(join(folder, "pod-security", kind, name), "utf8"), name);
      const refused = checkManifests(manifests).filter(({ issue }) => controls.includes(issue.code));
      return { name, pods: manifests.length, refused: refused.length > 0 };
    });

  it("refuses each of the 74 pods that Kubernetes' own tests of 1.34 want refused", () => {
    const pods = verdicts("fail");
    expect(pods).toHaveLength(74);
    expect(pods.filter(({ refused }) => !refused)).toEqual([]);
  });

  it("takes each of the 22 pods that they want taken", () => {
    const pods = verdicts("pass");
    expect(pods).toHaveLength(22);
    expect(pods.filter(({ refused, pods: count }) => refused || count !== 1)).toEqual([]);
  });
});
