import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { runbookSource } from "../../lib/compile/runbooks.ts";
import {
  above,
  absentFor,
  days,
  system as makeSystem,
  minimumFailures,
  minutes,
  objective,
  percent,
  procedure,
  ratio,
  type System,
  scrape,
  seconds,
  service,
  setting,
  shell,
  type Tier,
  workbook,
} from "../../lib/index.ts";
import { burningOf } from "../../lib/prove/burn/burning.ts";
import { detectionTime } from "../../lib/prove/burn/closed-form.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { secondsToFire } from "../../lib/runbooks/speed.ts";
import { systems } from "../../stacks/index.ts";
import { errors, everyKind, requests, shop } from "../support/shop.ts";
import { rendered } from "./rendered.ts";

/** The page of an alert, or of anything else in the folder of runbooks. */
function pageOf(system: System, file: string): string {
  const document = compile(system).bundle.documents.find(({ path }) => path.endsWith(`/runbooks/${file}`));
  if (document === undefined) throw new Error(`no page ${file}`);
  return document.content;
}

function withTiers(...tiers: readonly Tier<"ratio", "page" | "ticket">[]): System<"page" | "ticket"> {
  return shop([{ ...errors, tiers }]);
}

describe("numbers of pages", () => {
  const tier = (threshold: number, severity: "page" | "ticket" = "page") =>
    above(percent(threshold), { over: minutes(10), for: minutes(7), severity, alert: "ShopErrors" });

  it("follow a threshold: 3 % to 4 % changes the page in its words and in its query, and nothing else", () => {
    const before = pageOf(withTiers(tier(3)), "shop-errors.md");
    const after = pageOf(withTiers(tier(4)), "shop-errors.md");
    expect(before).toContain("the share of bad events over 10m is above 3 %, and has been so for 7m.");
    expect(before).toContain("> 0.03");
    expect(before).toContain("<= 0.03");
    expect(after).toContain("is above 4 %");
    expect(after).not.toMatch(/\b3 %|0\.03/);
    const changed = (text: string): readonly string[] =>
      text.split("\n").map((line) => line.replace(/0\.0[34]|\b[34] %|about \d+m\d*s?/g, "#"));
    expect(changed(after)).toEqual(changed(before));
  });

  it("say how many failures the low-traffic guard asks for", () => {
    expect(pageOf(withTiers(tier(3)), "shop-errors.md")).toContain("at least 11 bad events");
  });

  it("stand under the severity that they belong to", () => {
    const text = pageOf(withTiers(tier(3), tier(1, "ticket")), "shop-errors.md");
    const [, page = "", ticket = ""] = text.split(/^## (?:Page|Ticket)$/m);
    expect(page).toContain("above 3 %");
    expect(page).not.toContain("above 1 %");
    expect(ticket.split("## First five minutes")[0]).toContain("above 1 %");
  });

  it("agree with the proofs on how soon each burn-rate alert of the five systems fires at a total failure", () => {
    let compared = 0;
    for (const system of [...systems, everyKind]) {
      const source = runbookSource({ system, alerts: [], groups: () => deriveGroups(system) });
      for (const group of deriveGroups(system)) {
        if (!group.rules.some((rule) => rule.kind === "alert" && rule.origin.kind === "burn-rate")) continue;
        const burning = burningOf(subjectOf(group, system));
        for (const burn of burning.tiers) {
          const rule = group.rules[burn.rule];
          const [name, labels] = rule?.kind === "alert" ? [rule.alert, rule.labels] : [];
          const alert = source.alerts.find((one) => one.alert === name && isDeepStrictEqual(one.labels, labels));
          const expected = detectionTime(burn, 1, burning);
          expect(alert === undefined ? undefined : secondsToFire(alert)).toBeCloseTo(expected ?? Number.NaN, 6);
          compared++;
        }
      }
    }
    expect(compared).toBeGreaterThan(17);
  });
});

describe("pages of a model", () => {
  const told = procedure("Checkout fails", {
    alerts: ["ShopErrors"],
    about: "Customers cannot pay.",
    first: [shell("See it", "curl -sf http://shop/health", { expect: "ok | degraded" })],
    remedies: [
      {
        cause: "Database <down>",
        steps: [shell("Start anew", "rm -rf /tmp/shop", { destructive: "deletes `carts`" })],
      },
    ],
  });
  const own = procedure("Weekly upkeep", { kind: "upkeep", frequency: "weekly (Monday)", first: ["Look at it."] });
  const limit = setting("POOL_MAX", {
    in: "ConfigMap shop",
    value: "50",
    changedTo: "80",
    alerts: ["ShopErrors"],
    change: { kind: "shell", text: "kubectl -n shop edit configmap shop" },
  });
  const system: System = {
    ...withTiers(above(percent(3), { over: minutes(5), for: minutes(2), severity: "page", alert: "ShopErrors" })),
    procedures: [told, own],
    settings: [limit],
    grafana: { url: "https://grafana.example.com" },
  };

  it("put a procedure on the page of its alert, with the warning before the command", () => {
    const text = pageOf(system, "shop-errors.md");
    expect(text).toContain("**What users notice.** Customers cannot pay.");
    expect(text).toContain("### Database \\<down\\>");
    expect(text.indexOf("> **Careful:** deletes `carts`.")).toBeGreaterThan(0);
    expect(text.indexOf("> **Careful:**")).toBeLessThan(text.indexOf("rm -rf /tmp/shop"));
    expect(text).toContain("Expected: ok \\| degraded.");
  });

  it("give a procedure without alerts a page of its own, which the index names with its frequency", () => {
    expect(pageOf(system, "procedures/weekly-upkeep.md")).toContain("**Done** weekly (Monday).");
    expect(pageOf(system, "README.md")).toContain("[Weekly upkeep](procedures/weekly-upkeep.md), weekly (Monday)");
  });

  it("lead from the alert to the setting that it tells to change, and back", () => {
    expect(pageOf(system, "shop-errors.md")).toContain("| `POOL_MAX` | `50` | ConfigMap shop | `80` |");
    expect(pageOf(system, "tunables.md")).toContain("[ShopErrors](shop-errors.md)");
    expect(pageOf(system, "tunables.md")).toContain("kubectl -n shop edit configmap shop");
  });

  it("have no page of settings where the model has none", () => {
    expect(() => pageOf({ ...system, settings: [] }, "tunables.md")).toThrow("no page");
    expect(pageOf({ ...system, settings: [] }, "README.md")).not.toContain("tunables");
  });

  it("lead to Grafana where the model has one, and name the dashboard where it has none", () => {
    expect(pageOf(system, "shop-errors.md")).toContain("(https://grafana.example.com/d/shop-api-errors)");
    const { grafana, ...without } = system;
    expect(grafana).toBeDefined();
    const text = pageOf(without, "shop-errors.md");
    expect(text).not.toContain("https://grafana");
    expect(text).toContain("uid `shop-api-errors`");
  });

  it("replace our template by one of the model's that is titled alike, and lead to that", () => {
    const review = procedure("Post-incident review", { kind: "template", first: ["Write it."] });
    const files = compile({ ...system, procedures: [review] }).bundle.documents.map(({ path }) => path);
    expect(files.some((path) => path.endsWith("runbooks/post-mortem.md"))).toBe(false);
    expect(pageOf({ ...system, procedures: [review] }, "incident.md")).toContain(
      "(procedures/post-incident-review.md)",
    );
    expect(pageOf(system, "incident.md")).toContain("(post-mortem.md)");
  });

  it("are reached by the anchor of each severity, however it is written", () => {
    const graded = objective("errors", {
      indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
      target: percent(99.9),
      over: days(30),
      burnRate: workbook({ page: "SEV-1", ticket: "lowPriority" }),
      lowTraffic: minimumFailures(11),
      absence: absentFor(minutes(17), "lowPriority"),
    });
    const down = { after: minutes(2), severity: "SEV-1" } as const;
    const named = makeSystem("shop", {
      owner: "shop",
      runs: ["kubernetes"],
      namespace: "shop",
      prometheus: { evaluationInterval: minutes(1), retention: days(40) },
      runbooks: "https://runbooks.example.com",
      severities: { "SEV-1": { priority: "P1", rank: 0 }, lowPriority: { priority: "P2", rank: 1 } },
      services: [
        service("api", { scrape: scrape({ job: "shop-api", every: seconds(15), down }), objectives: [graded] }),
      ],
    });
    const text = pageOf(named, "api-errors-budget-burn.md");
    expect([...rendered("", text).anchors]).toEqual(expect.arrayContaining(["sev-1", "low-priority"]));
    const urls = compile(named).bundle.ruleFiles.flatMap(({ groups }) =>
      groups.flatMap(({ rules }) => rules.flatMap((rule) => ("alert" in rule ? [rule.annotations.runbook_url] : []))),
    );
    expect(urls.some((url) => url?.endsWith("#sev-1"))).toBe(true);
    expect(urls.some((url) => url?.endsWith("#low-priority"))).toBe(true);
  });
});
