import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { SystemProof } from "../../../lib/prove/verdict.ts";
import { PEER_CASES, peersDocument, provePeers, resultOf } from "../../../scripts/peers.ts";
import { isFullRun } from "../../support/promtool.ts";

// Their windows of raw series take seconds.
describe.runIf(isFullRun)("the rules of Sloth for 99.9 %", () => {
  let sloth: SystemProof;

  beforeAll(() => {
    sloth = provePeers("sloth");
  });

  const cases = PEER_CASES.filter(([, , , files]) => files === "sloth");

  it.each(cases.map((one) => [one[0], one[2], one] as const))("%s is refuted: %s", (_id, _input, one) => {
    expect(resultOf(one, sloth)).toMatchObject({ verdict: "REFUTED" });
  });

  it("show 20 idle minutes as no number, the late error as -290 % and uneven traffic as +17 %, where -889 % are left", () => {
    const [budget] = sloth.objectives;
    const says = budget?.results.flatMap((result) => result.says) ?? [];
    expect(says.join("\n")).toMatch(/no number at 1h5m/);
    expect(says.join("\n")).toMatch(/-29\d\.\d % of the budget are left at 12h, and 3\d\.\d+ % are/);
    expect(says.join("\n")).toMatch(/17\.\d+ % of the budget are left at 12h, and -889\.\d % are/);
  });

  it("do page just above the threshold, stay silent just below, and resolve", () => {
    const page = sloth.alerts.find(({ labels }) => labels.severity === "page");
    const verdicts = new Map(page?.results.map(({ obligation, verdict }) => [obligation, verdict]));
    for (const obligation of ["fires-just-above", "silent-just-below", "resolves", "detection"] as const) {
      expect(verdicts.get(obligation), obligation).toBe("PROVED");
    }
  });

  it("come with series that show it: one failure, and a promtool test that expects silence", () => {
    const page = sloth.alerts.find(({ labels }) => labels.severity === "page");
    const failure = page?.results.find(({ obligation }) => obligation === "one-failure");
    expect(failure?.counterexample?.series.some(({ series }) => series.includes('code="500"'))).toBe(true);
    expect(failure?.counterexample?.test).toContain('alertname="ApiErrors"');
    expect(failure?.counterexample?.timeline.some(({ expected, found }) => expected !== found)).toBe(true);
  });
});

it.runIf(isFullRun)(
  "docs/peers.md says of every case what comes out today",
  () => {
    const { path, content } = peersDocument();
    expect(readFileSync(join(import.meta.dirname, "..", "..", "..", path), "utf8")).toBe(content);
  },
  120_000,
);
