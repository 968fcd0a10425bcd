import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { alertmanagerFile } from "../../lib/compile/alerting.ts";
import type { Document } from "../../lib/compile/bundle.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { mergedAlertmanager } from "../../scripts/merged-alertmanager.ts";
import { systems } from "../../stacks/index.ts";
import { describeWithAmtool, findAmtool } from "../support/find-amtool.ts";
import { isFullRun } from "../support/promtool.ts";
import { toldShop } from "./told-shop.ts";

const emitted: readonly (readonly [string, Document])[] = [
  ...[...systems, toldShop()].flatMap((system) => {
    const routing = deriveRouting(system);
    return routing === undefined ? [] : [[system.name, alertmanagerFile(routing)] as const];
  }),
  ["all five on one Alertmanager", mergedAlertmanager()],
];

describe("Alertmanager's configurations", () => {
  it("are emitted for the five systems, a shop with every kind of receiver, and all five together", () => {
    expect(emitted).toHaveLength(7);
  });
});

describe.skipIf(!isFullRun)("each configuration against the real amtool (in full runs)", () => {
  describeWithAmtool("amtool check-config", () => {
    const folder = mkdtempSync(join(tmpdir(), "burnline-check-config-"));
    afterAll(() => rmSync(folder, { recursive: true }));
    const checked = async (name: string, content: string): Promise<string> => {
      const file = join(folder, `${name.replaceAll(" ", "-")}.yml`);
      writeFileSync(file, content);
      try {
        return (await promisify(execFile)(findAmtool() ?? "", ["check-config", file])).stdout;
      } catch (error) {
        return error instanceof Error ? error.message : "failed";
      }
    };

    it.each(emitted)("accepts that of %s", async (name, { content }) => {
      const said = await checked(name, content);
      expect(said).toMatch(/SUCCESS/);
      // Each system's own receivers are counted, so that an empty file could not pass.
      expect(Number(/(\d+) receivers/.exec(said)?.[1])).toBeGreaterThan(2);
    });

    it("refuses a configuration whose catch-all is not there", async () => {
      const [, document] = emitted[0] ?? [];
      const broken = (document?.content ?? "").replace(/- name: \S+-unrouted/, "- name: other");
      expect(await checked("broken", broken)).toMatch(/undefined receiver|failed/);
    });
  });
});
