import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { isFullRun } from "../support/promtool.ts";
import { FIRST, variant, workFolder } from "./models.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

async function simulate(args: readonly string[], folder = process.cwd(), watched = false) {
  const terminal = recordedTerminal({ folder, watched });
  const code = await run(["simulate", ...args], terminal);
  return { code, ...terminal.said };
}

/** The model of the tests evaluates every minute: half the work. */
function checkout(): { readonly folder: string; readonly model: string } {
  const folder = workFolder();
  return { folder, model: variant(folder, "checkout.yaml", "evaluationInterval: 30s", "evaluationInterval: 1m") };
}

describe("burnline simulate", () => {
  let out = "";
  let code = -1;
  beforeAll(async () => {
    const { folder, model } = checkout();
    ({ out, code } = await simulate(
      [model, "-i", "error 10% for 30m at 3d", "--incident", "down for 15m at 4d"],
      folder,
    ));
  });

  it("says what fires, when, through which tier, until when, and what is left of the budget", () => {
    expect(code).toBe(0);
    expect(out).toMatch(
      /^checkout: 30d without an incident, then \S+; traffic of 100 per second, evaluated every 1m$/m,
    );
    expect(out).toContain("error 10% for 30m at 3d: from 3d to 3d30m");
    expect(out).toMatch(/^ {2}alert +severity +tier +fires +after +silent +after the end$/m);
    // 1 h x 1.44 % / 10 % is 8 m 38 s, half of the recorded range of 5 m is 2 m 30 s.
    expect(out).toMatch(/^ {2}ApiAvailabilityBudgetBurn +critical +1h\/5m +3d1[12]m +1[12]m +3d3[45]m +[45]m$/m);
    // 30 m x 10 % of 30 d x 0.1 %.
    expect(out).toMatch(/^ {2}api\/availability +100 % +93\.1 % +6\.94 %$/m);
    expect(out).toMatch(
      /ApiAvailabilityBudgetBurn \(critical, 1h\/5m\) is the first to fire, 1[12]m after the beginning; all is silent .* after its end; 6\.94 % of the budget/,
    );
  });

  it("counts no event of lost targets, and says so", () => {
    expect(out).toMatch(/^ {2}ApiDown +critical +4d[56]m +[56]m +4d1[56]m +[01][sm]$/m);
    expect(out).toContain("Events that nobody counts spend nothing");
  });

  it("gives programs the same as JSON", async () => {
    const { folder, model } = checkout();
    const json = await simulate([model, "-i", "latency 20% for 1h at 2h", "--json"], folder);
    const { simulations } = JSON.parse(json.out);
    expect(simulations).toMatchObject([
      {
        system: "checkout",
        history: 2_592_000,
        evaluationInterval: 60,
        strays: [],
        incidents: [
          {
            incident: "latency 20% for 1h at 2h",
            kind: "latency",
            from: 7_200,
            to: 10_800,
            alerts: expect.arrayContaining([
              expect.objectContaining({ alert: "ApiLatencyBudgetBurn", tier: { long: 3_600, short: 300 }, times: 1 }),
            ]),
            budgets: [{ owner: "api", objective: "latency", before: 1, spent: expect.closeTo(0.0278, 4) }],
          },
        ],
      },
    ]);
  });

  it("exits with 1 when a tenth of a budget is gone and nobody is told", async () => {
    const folder = workFolder();
    const page = "{ page: critical, ticket: warning }, lowTraffic";
    const model = variant(
      folder,
      "quiet.yaml",
      page,
      "{ none: a test }, tiers: [{ above: 5%, over: 5m, for: 5m, severity: critical }], lowTraffic",
    );
    const { code: untold, out: text } = await simulate([model, "-i", "error 1% for 8h", "--for", "10h"], folder);
    expect(text).toContain("11.1 % of the budget of api/availability is gone, and nobody is told.");
    expect(untold).toBe(1);
  });

  it("says what it is doing to who watches", async () => {
    const { folder, model } = checkout();
    const { error } = await simulate([model, "-i", "latency 5% for 10m", "--for", "2h"], folder, true);
    expect(error).toContain("simulating api/latency (1 of 1)");
  });
});

describe("burnline simulate refuses", () => {
  it("everything that is wrong with its options at once", async () => {
    const wrong = ["-i", "eror 5% for 20m", "-i", "outage 5% for", "--traffic", "5", "--for", "soon", "--seed", "x"];
    const { code, out, error } = await simulate([FIRST, ...wrong]);
    expect([code, out]).toEqual([2, ""]);
    expect(error.match(/\[[a-z-]+\]$/gm)).toEqual([
      "[incident-kind-unknown]",
      "[incident-invalid]",
      "[incident-invalid]",
      "[option-value-invalid]",
      "[option-value-invalid]",
      "[option-value-invalid]",
    ]);
    expect(error).toContain(
      '--incident "eror 5% for 20m": no such kind of incident; found eror, expected error, latency, value, down, outage; did you mean error?',
    );
  });

  it("to run without an incident", async () => {
    expect(await simulate([FIRST])).toMatchObject({ code: 2, error: expect.stringContaining("[incident-missing]") });
  });

  it.each([
    [["-i", "value 3s for 20m"], "[incident-unfit]", "found api/availability, api/latency"],
    [["-i", "latency 5% for 20m", "--objective", "api/availability"], "[incident-unfit]", "about something else"],
    [["-i", "error 5% for 20m", "--objective", "api/availabilty"], "[objective-unknown]", "did you mean"],
    [["-i", "error 5% for 20m at 1h", "-i", "outage for 5m at 70m"], "[incident-overlaps]", "error 5% for 20m at 1h"],
    [["-i", "error 5% for 20m at 2h", "--for", "1h"], "[incident-beyond-end]", "write --for 2h20m, or longer"],
  ])("%j", async (args, issue, said) => {
    const { code, error } = await simulate([FIRST, ...args]);
    expect(code).toBe(2);
    expect(error).toContain(issue);
    expect(error).toContain(said);
  });

  it("no two incidents at once that concern different objectives", async () => {
    const at = ["-i", "error 5% for 20m at 1h", "-i", "latency 5% for 20m at 1h", "--for", "90m"];
    const { folder, model } = checkout();
    expect((await simulate([model, ...at], folder)).code).toBe(0);
  });
});

describe.runIf(isFullRun)("docs/simulate.md", () => {
  const ROOT = join(import.meta.dirname, "../..");
  const unindented = (text: string): string => text.replace(/^ +/gm, "").trim();
  const page = unindented(readFileSync(join(ROOT, "docs/simulate.md"), "utf8"));

  it.each([
    [["checkout.yaml", "-i", "error 5% for 20m at 3d", "-i", "outage for 10m at 5d"]],
    [["alecs", "--objective", "alecs-server/cache-hit-rate", "-i", "error 25% for 5d"]],
    [["alecs", "-i", "down for 15m"]],
  ])("shows what is printed for %j", async (args) => {
    const folder = workFolder();
    cpSync(FIRST, join(folder, "checkout.yaml"));
    const { out } = await simulate(args, args[0] === "alecs" ? ROOT : folder);
    expect(page).toContain(unindented(out));
  });
});
