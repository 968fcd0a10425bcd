import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import { external, horizontal, use } from "../prove/scaling/autoscalers.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "burnline-scale-"));
const text = readFileSync(join(ROOT, "test/fixtures/good/cluster.yaml"), "utf8");
writeFileSync(join(folder, "checkout.yaml"), text);
writeFileSync(join(folder, "first.yaml"), readFileSync(join(ROOT, "test/fixtures/good/first.yaml"), "utf8"));
// 140 % of the request of half a core is 70 % of the limit of a whole one.
writeFileSync(join(folder, "their-hpa.yaml"), toYaml(horizontal([use("cpu", 140)])));
writeFileSync(join(folder, "latency.yaml"), toYaml(horizontal([external("p95", "1")])));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function burnline(...args: readonly string[]) {
  const terminal = recordedTerminal({ folder });
  const code = await run(args, terminal);
  return { code, ...terminal.said };
}

describe("burnline scale", () => {
  it("says what happens at twice the load, in a sentence", async () => {
    const { code, out } = await burnline("scale", "checkout.yaml", "api");
    expect(code).toBe(0);
    // 1.6 of 5.6 replicas' worth for 2m: 1.6 * 120 / (0.001 * 2.8 * 30 d) = 2.65 %.
    expect(out).toBe(
      "checkout api  ScaledObject checkout-api, from 280 requests per second\n" +
        "  Twice the load at once: 4 replicas become 8 within 3m45s; for 2m requests are late or refused, at worst 28.6 % of " +
        "them; that is 2.65 % of the 30d budget of api/availability.\n",
    );
  });

  it("prints what docs/scaling.md shows", async () => {
    const page = readFileSync(join(ROOT, "docs/scaling.md"), "utf8");
    const shown = [...page.matchAll(/^ {4}\$ burnline (scale .+)\n((?: {4}.*\n)+)/gm)];
    expect(shown.length).toBeGreaterThan(1);
    for (const [, command = "", block = ""] of shown) {
      const { out } = await burnline(...command.split(" "));
      const lines = block.split("\n").filter((line) => line !== "");
      expect(lines.map((line) => line.slice(4))).toEqual(out.trimEnd().split("\n"));
    }
  });

  it("follows somebody else's autoscaler with the replicas of the model", async () => {
    const ours = JSON.parse((await burnline("scale", "checkout.yaml", "--json")).out);
    const { out } = await burnline("scale", "checkout.yaml", "--autoscaler", "their-hpa.yaml", "--json");
    const theirs = JSON.parse(out);
    expect(theirs.scalings[0]).toMatchObject({ service: "api", autoscaler: { kind: "HorizontalPodAutoscaler" } });
    // By CPU alone, which cannot be more than full, 6 come first and 8 in a second round: 4m against 3m45s.
    expect(theirs.scalings[0].loads[0].ready).toEqual([
      { at: 0, count: 4 },
      { at: 120, count: 6 },
      { at: 240, count: 8 },
    ]);
    expect(ours.scalings[0].loads[0].outcome.readyAt).toBe(225);
  });

  it("simulates latency where it is told what that is, and refuses what it knows nothing of", async () => {
    const { code, error } = await burnline("scale", "checkout.yaml", "--autoscaler", "latency.yaml");
    expect({ code, error }).toEqual({ code: 2, error: expect.stringContaining("[scaling-not-simulated]") });
    const told = await burnline("scale", "checkout.yaml", "--autoscaler", "latency.yaml", "--metric", "p95=latency");
    // 0.1 s of work at 70 % use take 0.33 s, at most 2 s: never 1 s for each of 4 replicas.
    expect(told.code).toBe(1);
    expect(told.out).toContain("4 replicas stay; for 30m requests are late or refused");
  });

  it("exits with 1 when the most replicas do not carry the load: 20 of 28", async () => {
    const { code, out } = await burnline("scale", "checkout.yaml", "--load", "step=10", "--chart");
    expect(code).toBe(1);
    expect(out).toContain("20 replicas never carry all of it");
    expect(out).toMatch(/^ {4}30 \|\*{60}$/m);
  });

  it("takes every form of load, and a load before", async () => {
    const forms = ["--load", "ramp=3/10m", "--load", "spike=5/2m,day", "--from", "140/s"];
    const { out } = await burnline("scale", "checkout.yaml", ...forms);
    expect(out.split("\n").map((line) => line.split(":")[0])).toEqual([
      "checkout api  ScaledObject checkout-api, from 140 requests per second",
      "  3 times the load within 10m",
      "  5 times the load for 2m",
      "  A day whose busiest hour has 4 times the load of its quietest",
      "",
    ]);
    // One replica carries 100 a second.
    expect((await burnline("scale", "checkout.yaml", "--from", "1.5")).out).toContain("from 150 requests per second");
  });

  it("exits with 2 for what there is not, and names the near ones", async () => {
    const errorOf = async (...args: readonly string[]) => {
      const { code, error } = await burnline("scale", ...args);
      expect(code).toBe(2);
      return error;
    };
    expect(await errorOf("checkout.yaml", "apy")).toContain("did you mean api? [service-unknown]");
    expect(await errorOf("checkout.yaml", "worker")).toContain("worker: no autoscaler is derived for it");
    expect(await errorOf("first.yaml")).toContain("[scaling-missing]");
    expect(await errorOf("checkout.yaml", "--load", "step=2/5m")).toContain(
      "found step=2/5m, expected step=2, ramp=3/10m",
    );
    expect(await errorOf("checkout.yaml", "--from", "5m", "--metric", "x=y")).toMatch(/--from: .+\n.*--metric: /);
    expect(await errorOf("checkout.yaml", "--autoscaler", "checkout.yaml")).toContain("[manifest-not-object]");
    expect(await errorOf("checkout.yaml", "--autoscaler", "none.yaml")).toContain("[model-unreadable]");
    writeFileSync(join(folder, "none-in-it.yaml"), toYaml({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" } }));
    expect(await errorOf("checkout.yaml", "--autoscaler", "none-in-it.yaml")).toContain("[autoscaler-missing]");
  });
});
