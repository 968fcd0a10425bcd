import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeWithPromtool, promtoolTestRules } from "../support/promtool.ts";
import { found, promtoolFiles } from "./rule-case.ts";
import { RULE_CASES } from "./rule-cases.ts";

describe("runRules", () => {
  it.each(RULE_CASES)("$name", (one) => {
    const { alerts, samples } = one;
    const expected = {
      ...(alerts === undefined ? undefined : { alerts }),
      ...(samples === undefined ? undefined : { samples }),
    };
    expect(found(one)).toEqual(expected);
  });
});

describeWithPromtool("promtool", () => {
  it("finds the same in every case", async () => {
    const folder = await mkdtemp(join(tmpdir(), "burnline-engine-"));
    try {
      const files = await Promise.all(
        RULE_CASES.map(async (one, index) => {
          const { rules, test } = promtoolFiles(one, `${index}.rules.yml`);
          await writeFile(join(folder, `${index}.rules.yml`), rules);
          await writeFile(join(folder, `${index}.test.yml`), test);
          return join(folder, `${index}.test.yml`);
        }),
      );
      const result = await promtoolTestRules(files);
      expect(result.output).not.toContain("FAILED");
      expect(result.output.match(/SUCCESS/g)).toHaveLength(RULE_CASES.length);
      expect(result.ok).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
