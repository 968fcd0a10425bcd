import { describe, expect, it } from "vitest";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import { findHpaOracle } from "../../support/find-hpa-oracle.ts";
import { describeWith } from "../../support/find-tool.ts";
import { isFullRun } from "../../support/promtool.ts";
import { differencesIn, hpaAnswers } from "./ask-hpa-oracle.ts";
import { randomCases } from "./random-case.ts";

const CASES = 10_000;
const program = findHpaOracle();
const missing = program === undefined ? "build it with `npm run hpa-oracle`, which needs Go" : undefined;

describe("random autoscalers", () => {
  it("are changed, held back, limited and left without metrics, each in at least a twentieth of 100", () => {
    const reasons = randomCases(100, 7).map(({ decisions }) => new Set(decisions.flatMap((one) => one.reasons)));
    const having = (part: string): number =>
      reasons.filter((some) => [...some].some((reason) => reason.includes(part))).length;
    for (const part of ["Failed", "ScaleUpStabilized", "ScaleDownStabilized", "ScaleUpLimit", "TooMany", "TooFew"]) {
      expect([part, having(part) >= 5]).toEqual([part, true]);
    }
  });

  it("end every sync within their bounds, or leave alone what no metric can be had for", () => {
    for (const { hpa, settings, decisions } of randomCases(100, 8)) {
      const { min, max } = readAutoscaler(hpa, settings);
      for (const { replicas, metric, reasons } of decisions) {
        const isWithin = replicas >= min && replicas <= max;
        expect([hpa, replicas, isWithin || reasons[0] === "ScalingDisabled" || metric === undefined]).toEqual([
          hpa,
          replicas,
          true,
        ]);
      }
    }
  });
});

describe.skipIf(!isFullRun)("our controller beside Kubernetes' own (in full runs: 50,000 syncs)", () => {
  describeWith("Kubernetes' controller", missing, "on a clock that is not real", () => {
    it(`gives the same replicas and reasons at every sync of ${CASES} random autoscalers`, {
      timeout: 300_000,
    }, async () => {
      const cases = randomCases(CASES, 1);
      const answers = await hpaAnswers(program ?? "", cases);
      expect(answers.flat().length).toBeGreaterThan(50_000);
      expect(differencesIn(cases, answers)).toEqual([]);
    });

    it("is told apart from a controller with a tolerance of 0.11, or a window that is one sync longer", async () => {
      const cases = randomCases(500, 2);
      const answers = await hpaAnswers(
        program ?? "",
        cases.map((one) => ({
          ...one,
          settings: { ...one.settings, tolerance: one.settings.tolerance + 0.01 },
        })),
      );
      expect(differencesIn(cases, answers).length).toBeGreaterThan(0);
      const longer = await hpaAnswers(
        program ?? "",
        cases.map((one) => ({
          ...one,
          settings: {
            ...one.settings,
            downscaleStabilization: one.settings.downscaleStabilization + one.settings.syncPeriod,
          },
        })),
      );
      expect(differencesIn(cases, longer).length).toBeGreaterThan(0);
    });
  });
});
