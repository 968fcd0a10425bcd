import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readSystem } from "../../lib/compile/read-system.ts";
import { ALERT_OBLIGATIONS, BURN_RATE_OBLIGATIONS, type ObligationId } from "../../lib/prove/obligation.ts";
import type { ReportedSystem } from "../../lib/prove/report/reported.ts";
import type { AlertProof, Chart, Counterexample, ObligationResult } from "../../lib/prove/verdict.ts";

/** Ten minutes at 1 %, evaluated each minute against 0.5 %: pending from 2 m, firing from 4 m, resolved at 9 m. */
export const CHART: Chart = {
  from: 0,
  interval: 60,
  unit: "ratio",
  threshold: 0.005,
  values: [null, 0, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0, 0],
  states: [0, 0, 1, 1, 2, 2, 2, 2, 2, 0, 0],
};

/** A rule that fires one evaluation late. */
export const LATE: Counterexample = {
  says: "is pending at 4m and should be firing",
  test: '- interval: 1m\n  input_series:\n    - series: http_requests_total{code="5<0>0"}\n      values: 0+6x10\n',
  series: [{ series: 'http_requests_total{code="500"}', values: "0+6x10" }],
  scrapeInterval: 30,
  evaluationInterval: 60,
  timeline: [
    { at: 180, value: 0.01, threshold: 0.005, expected: "pending", found: "pending" },
    { at: 240, value: 0.01, threshold: 0.005, expected: "firing", found: "pending" },
    { at: 300, expected: "firing", found: "firing" },
  ],
};

/** A sentence that would break a page that does not escape it. */
export const DANGEROUS = `the series <script>alert("1 & 2")</script> is 5 < 6 & "quoted"`;

/** The first model, `checkout`, or another, with proofs written by hand: one alert is refuted, one obligation of each is not covered. */
export function reportFixture(model = "first"): ReportedSystem {
  const text = readFileSync(join(import.meta.dirname, `../fixtures/good/${model}.yaml`), "utf8");
  const { system, compilation } = readSystem(text, `${model}.yaml`);
  if (system === undefined || compilation === undefined) throw new Error(`${model}.yaml is a good model`);
  const alerts = compilation.groups.flatMap((group) =>
    group.rules.flatMap((rule): AlertProof | readonly AlertProof[] => {
      if (rule.kind !== "alert") return [];
      const kind = rule.origin.kind;
      const asked = kind === "burn-rate" ? [...ALERT_OBLIGATIONS, ...BURN_RATE_OBLIGATIONS] : ALERT_OBLIGATIONS;
      const { alert, labels } = rule;
      const { name, owner, part } = group;
      return { alert, labels, group: name, owner, part, kind, results: asked.map(resultOf), chart: CHART };
    }),
  );
  const [first, ...others] = alerts;
  if (first === undefined) throw new Error("the model has alerts");
  return {
    system,
    compilation,
    proof: {
      system: system.name,
      alerts: [{ ...first, results: first.results.map(refuted) }, ...others],
      objectives: [
        { owner: "api", objective: "availability", results: [{ ...proved("whole-window"), says: [DANGEROUS] }] },
      ],
      bundle: [proved("recordings-used")],
    },
  };
}

function resultOf(obligation: ObligationId): ObligationResult {
  if (obligation !== "isolation") return proved(obligation);
  return { obligation, verdict: "NOT COVERED", says: ["only one system is known"], worlds: 0 };
}

function proved(obligation: ObligationId): ObligationResult {
  return { obligation, verdict: "PROVED", says: ["fires at 4m while 1 % of events are bad", "and at 5m"], worlds: 3 };
}

function refuted(result: ObligationResult): ObligationResult {
  if (result.obligation !== "pending") return result;
  return { ...result, verdict: "REFUTED", says: [LATE.says], counterexample: LATE };
}
