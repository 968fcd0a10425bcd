import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { FIRST, variant, workFolder } from "./models.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const ROOT = join(import.meta.dirname, "../..");

async function burnline(folder: string, ...args: readonly string[]) {
  const terminal = recordedTerminal({ folder });
  const code = await run(args, terminal);
  return { code, ...terminal.said };
}

describe("burnline explain", () => {
  it("says when the alerts of an objective fire, in tables and sentences", async () => {
    const { code, out, error } = await burnline(ROOT, "explain", "api/availability", FIRST);
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toMatch(/^checkout api\/availability: 99\.9 % of all events over 30d$/m);
    expect(out).toMatch(/^ {2}1h\/5m +critical +14\.4 +1\.44 % +2 % +10 failures in 1h$/m);
    expect(out).toMatch(/^ {2}tier +100x \(10 %\) +50x \(5 %\) +10x \(1 %\) +5x \(0\.5 %\) +2x \(0\.2 %\)$/m);
    expect(out).toMatch(/^ {2}1h\/5m +11m \(8m38s\) +19m30s \(17m17s\) +- +- +-$/m);
    expect(out).toContain("The first to tell: 1h/5m (critical) of 100 and 50, 6h/30m (critical) of 10,");
  });

  it("finds an objective by its name alone, with its system, and by any of its alerts", async () => {
    const [first, ...others] = await Promise.all(
      ["availability", "checkout/api/availability", "ApiAvailabilityBudgetBurn", "ApiAvailabilityAbsent"].map((name) =>
        burnline(ROOT, "explain", name, FIRST, "--json"),
      ),
    );
    expect(first?.code).toBe(0);
    for (const other of others) expect(other).toEqual(first);
  });

  it("says the same to programs, in seconds and shares", async () => {
    const { out } = await burnline(ROOT, "explain", "availability", FIRST, "--json");
    expect(JSON.parse(out)).toMatchObject({
      system: "checkout",
      owner: "api",
      objective: "availability",
      budget: { share: 0.001, window: 2_592_000, outage: 2_592 },
      burnRates: [
        { long: 3_600, short: 300, factor: 14.4, threshold: 0.0144, plannedSpending: 0.02 },
        { long: 21_600 },
        { long: 86_400 },
        { long: 259_200 },
      ],
      thresholds: [],
      evaluationInterval: 30,
    });
  });

  it("names the near one where there is no such objective", async () => {
    const { code, out, error } = await burnline(ROOT, "explain", "availabilty", FIRST);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toBe(
      "error: no model has this objective; found availabilty, expected api/availability, api/latency; " +
        "did you mean availability? [objective-unknown]\n",
    );
  });

  it("lists the full names where several objectives go by one", async () => {
    const folder = workFolder();
    variant(folder, "second.yaml", "system: checkout", "system: basket");
    const given = ["first.yaml", "second.yaml"];
    const { code, error } = await burnline(folder, "explain", "latency", ...given);
    expect(code).toBe(2);
    expect(error).toContain("expected checkout/api/latency, basket/api/latency [objective-ambiguous]");
    expect(await burnline(folder, "explain", "basket/api/latency", ...given, "--json")).toMatchObject({ code: 0 });
    expect(await burnline(folder, "explain", "latency", ...given, "--system", "basket")).toMatchObject({ code: 0 });
  });

  it("asks for an objective where none was given", async () => {
    const { code, error } = await burnline(ROOT, "explain");
    expect(code).toBe(2);
    expect(error).toContain("no objective was given; expected OBJECTIVE");
    expect(error).toContain("[objective-missing]");
  });

  it("refuses a wrong model as check does", async () => {
    const folder = workFolder();
    variant(folder, "second.yaml", "99.9%", "100%");
    const { code, error } = await burnline(folder, "explain", "availability", "second.yaml");
    expect(code).toBe(2);
    expect(error).toContain("[target-out-of-range]");
  });

  it("explains itself", async () => {
    const { code, out } = await burnline(ROOT, "explain", "--help");
    expect(code).toBe(0);
    expect(out).toContain("Usage: burnline explain [OPTIONS] OBJECTIVE [MODEL|SYSTEM...]");
    expect(out).toContain("burnline explain api/availability checkout.yaml");
  });

  it.each(["alecs-server/errors", "alecs-server/cpu"])("prints what docs/explain.md shows of %s", async (name) => {
    const { out } = await burnline(ROOT, "explain", name, "stacks/alecs/system.ts");
    const shown = out.replace(/^(?=.)/gm, "    ");
    expect(readFileSync(join(ROOT, "docs/explain.md"), "utf8")).toContain(shown);
  });
});
