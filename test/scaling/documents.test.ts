import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { scalingObjectsOf } from "../../lib/compile/scaling-objects.ts";
import type { System } from "../../lib/index.ts";
import { systems } from "../../stacks/index.ts";
import { factOf, readFacts } from "../../stacks/support/fact.ts";
import { at } from "./mill.ts";

describe("the documents' autoscalers", () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const stated = (system: string, id: string) => factOf(readFacts(root, system), id).data;
  const ours = (name: string, kind: string) => {
    const objects = scalingObjectsOf(systemOf(name)).filter((one) => one.kind === kind);
    expect(objects).not.toHaveLength(0);
    return objects;
  };

  it("of ALECS keeps name, target, bounds, CPU target and pace of ALECS-HPA-01", () => {
    const document = stated("alecs", "ALECS-HPA-01");
    const [object] = ours("alecs", "ScaledObject");
    if (object === undefined) throw new Error("none");
    expect(object.metadata.name).toBe(at(document, "name"));
    expect(object.metadata.namespace).toBe(at(document, "namespace"));
    expect(at(object, "spec.scaleTargetRef")).toEqual(at(document, "scale_target_ref"));
    expect(at(object, "spec.minReplicaCount")).toBe(at(document, "min_replicas"));
    expect(at(object, "spec.maxReplicaCount")).toBe(at(document, "max_replicas"));
    expect(at(object, "spec.triggers.0.metadata.value")).toBe(`${at(document, "metrics.0.average_utilization")}`);
    const behavior = "spec.advanced.horizontalPodAutoscalerConfig.behavior";
    for (const [theirs, mine] of [
      ["scale_up", "scaleUp"],
      ["scale_down", "scaleDown"],
    ] as const) {
      const rules = at(document, `behavior.${theirs}`) ?? null;
      expect(at(object, `${behavior}.${mine}`)).toEqual({
        stabilizationWindowSeconds: at(rules, "stabilization_window_seconds"),
        selectPolicy: "Max",
        policies: [
          {
            type: "Percent",
            value: at(rules, "policies.0.value"),
            periodSeconds: at(rules, "policies.0.period_seconds"),
          },
        ],
      });
    }
  });

  it("of OctoLLM keeps the bounds and the target of OCTO-HPA-01 for each of its services", () => {
    const document = stated("octollm", "OCTO-HPA-01");
    for (const object of ours("octollm", "HorizontalPodAutoscaler")) {
      expect(at(object, "spec.minReplicas")).toBe(at(document, "min_replicas"));
      expect(at(object, "spec.maxReplicas")).toBe(at(document, "max_replicas"));
      const target = JSON.stringify(at(object, "spec.metrics.0"));
      expect(target).toContain(`"averageUtilization":${at(document, "metrics.0.average_utilization")}`);
    }
  });

  it("of FreeAgentics keeps the bounds and the target of FREE-HPA-01, and its vertical one only recommends", () => {
    const document = stated("freeagentics", "FREE-HPA-01");
    const [object] = ours("freeagentics", "ScaledObject");
    if (object === undefined) throw new Error("none");
    expect(`${at(object, "spec.scaleTargetRef.kind")}/${at(object, "spec.scaleTargetRef.name")}`).toBe(
      at(document, "target"),
    );
    expect(at(object, "spec.minReplicaCount")).toBe(at(document, "min_replicas"));
    expect(at(object, "spec.maxReplicaCount")).toBe(at(document, "max_replicas"));
    expect(at(object, "spec.triggers.0.metadata.value")).toBe(`${at(document, "metrics.0.average_utilization")}`);
    expect(at(ours("freeagentics", "VerticalPodAutoscaler")[0] ?? {}, "spec.updatePolicy.updateMode")).toBe("Off");
  });

  function systemOf(name: string): System {
    const found = systems.find((one) => one.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  }
});
