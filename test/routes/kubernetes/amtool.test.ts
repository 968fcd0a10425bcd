import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plain } from "../../../lib/core/json.ts";
import { toYaml } from "../../../lib/core/yaml.ts";
import type { AlertmanagerConfiguration } from "../../../lib/routes/configuration.ts";
import { asOperatorSees } from "../../../lib/routes/kubernetes/as-operator-sees.ts";
import { systems } from "../../../stacks/index.ts";
import { toWebhooks } from "../../e2e/rewrite.ts";
import { describeWithAmtool, findAmtool } from "../../support/find-amtool.ts";
import { isFullRun } from "../../support/promtool.ts";
import { run } from "../../support/run.ts";
import { objectsOf } from "./objects.ts";

/** The objects of all five systems in one cluster, as the operator hands them to Alertmanager; receivers are webhooks. */
function together(): AlertmanagerConfiguration {
  return toWebhooks(asOperatorSees(systems.flatMap(objectsOf)), "http://127.0.0.1:9");
}

describe.skipIf(!isFullRun)("what the operator makes of the objects, against the real amtool (in full runs)", () => {
  describeWithAmtool("amtool", () => {
    const folder = mkdtempSync(join(tmpdir(), "burnline-operator-"));
    const file = join(folder, "alertmanager.yml");
    beforeAll(() => writeFileSync(file, toYaml(plain(together()))));
    afterAll(() => rmSync(folder, { recursive: true }));

    const receivers = async (...labels: readonly string[]): Promise<string | undefined> => {
      const { output } = await run(findAmtool() ?? "", [
        "config",
        "routes",
        "test",
        `--config.file=${file}`,
        ...labels,
      ]);
      return output.trim().split("\n").at(-1);
    };

    it("is a configuration, with the receivers of six objects: OctoLLM has two", async () => {
      const { code, output } = await run(findAmtool() ?? "", ["check-config", file]);
      expect(output).toMatch(/SUCCESS/);
      expect(code).toBe(0);
      expect(systems.flatMap(objectsOf)).toHaveLength(6);
    });

    it("tells an alert of each of OctoLLM's namespaces once, and one of a third namespace to the base alone", async () => {
      const alert = ["alertname=PodCrashLoopBackOff", "severity=critical", "system=octollm"];
      expect(await receivers(...alert, "namespace=octollm-prod")).toBe("octollm-prod/octollm/octollm-critical");
      expect(await receivers(...alert, "namespace=octollm-monitoring")).toBe(
        "octollm-monitoring/octollm/octollm-critical",
      );
      expect(await receivers(...alert, "namespace=octollm-staging")).toBe("null");
    });

    it("tells an alert of ALCS to none of the other systems, whatever its namespace", async () => {
      const alert = ["alertname=A", "severity=critical", "system=alcs"];
      expect(await receivers(...alert, "namespace=alcs")).toBe("alcs/alcs/alcs-critical");
      expect(await receivers(...alert, "namespace=alecs")).toBe("null");
    });
  });
});
