import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { routeAnswers } from "../../lib/cli/route-answer.ts";
import { routeText } from "../../lib/cli/route-text.ts";
import { run } from "../../lib/cli/run.ts";
import { paintFor } from "../../lib/cli/terminal.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { toldShop } from "../routes/told-shop.ts";
import { everyKind } from "../support/shop.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Sunday 29 March 2026, the hour after Europe's clocks change. */
const SUNDAY = Date.parse("2026-03-29T03:00:00Z");

async function burnline(...args: readonly string[]) {
  const terminal = recordedTerminal({ folder: ROOT });
  const code = await run(args, terminal);
  return { code, ...terminal.said };
}

const answers = (alert: string, system = toldShop(), at = SUNDAY, severity?: string) =>
  routeAnswers(system, deriveGroups(system), { alert, severity }, at);

const text = (...args: Parameters<typeof answers>): string =>
  answers(...args)
    .map((answer) => routeText(answer, paintFor({ colour: false })))
    .join("\n");

describe("burnline route", () => {
  it("says who is told of a page at 3 a.m., now and later, and what it silences", () => {
    expect(text("ApiDown")).toBe(
      `shop ApiDown  page of api, at 2026-03-29T03:00Z
  after 30s  shop-page: PagerDuty (secret shop-alerting/pagerduty), Slack #shop
    route  everything
      route.routes[1]  system="shop", severity="page"
    one notification for all with the same system, service; changes after 5m, repeated every 1h5m
  after 30m  shop-page-l2: Opsgenie (secret shop-alerting/opsgenie)
    route  everything
      route.routes[2]  system="shop", severity="page"
    one notification for all with the same system, service; changes after 5m, repeated every 1h5m
  after 1h  shop-page-l3: webhook (secret shop-alerting/phone)
    route  everything
      route.routes[3]  system="shop", severity="page"
    one notification for all with the same system, service; changes after 5m, repeated every 1h5m
  after 2h  L4, Director, called by people
  silences: ApiErrorsBudgetBurn (page), ApiErrorsAbsent (ticket), ApiSlowBudgetBurn (page), ApiSlow (page), ApiSlowAbsent (ticket), ApiCache (ticket), ApiCache (page), ApiCacheAbsent (ticket), ApiUptimeBudgetBurn (ticket), ApiUptime (page), ApiP95 (page), ApiP95Absent (ticket), ApiRate (ticket), ApiRateAbsent (ticket), ApiPool (ticket), ApiPool (page), ApiPoolAbsent (ticket), ApiCpu (ticket), ApiCpuAbsent (ticket), ApiBackup (ticket), ApiBackupAbsent (ticket), ApiBacklog (ticket), ApiBacklog (page), ApiBacklogAbsent (ticket), with the same system, service
  silences: ApiTargetDown (ticket), with the same system, service
`,
    );
  });

  it("says that a ticket waits for Monday, 09:00 in Berlin, which is 07:00 UTC in summer", () => {
    expect(text("ApiTargetDown")).toContain("not told until 2026-03-30T07:00Z: outside of shop-ticket-hours");
    expect(text("ApiTargetDown")).toContain("nobody is told at this time");
    expect(text("ApiTargetDown", toldShop(), Date.parse("2026-03-30T07:00:00Z"))).not.toContain("not told");
  });

  it("says when a maintenance window ends", () => {
    const always = toldShop();
    const { during: _, ...ticket } = always.severities.ticket ?? { priority: "", rank: 1 };
    const system = toldShop({ severities: { ...always.severities, ticket } });
    const first = Date.parse("2026-05-01T02:30:00Z");
    expect(text("ApiTargetDown", system, first)).toContain(
      "not told until 2026-05-01T04:00Z: within shop-maintenance-monthly",
    );
    expect(text("ApiDown", system, first)).not.toContain("not told");
  });

  it("names both sides of an inhibition: what silences a ticket of the same objective", () => {
    const [ticket] = answers("ApiBacklog", toldShop(), SUNDAY, "ticket");
    expect(ticket?.inhibitedBy).toEqual([
      { alerts: ["ApiBacklog (page)"], equal: ["system", "service", "objective", "route"] },
      { alerts: ["ApiDown (page)"], equal: ["system", "service"] },
    ]);
    expect(ticket?.inhibits).toEqual([]);
  });

  it("has no way for a system that tells nobody", () => {
    const [answer] = answers("ApiDown", everyKind);
    expect(answer?.deliveries).toEqual([]);
    expect(text("ApiDown", everyKind)).toContain("nobody is told: no severity of the system has receivers");
  });

  it("tells programs the same, in seconds, and exits with 0 when somebody is told", async () => {
    const { code, out } = await burnline("route", "ALCSServiceDown", "alcs", "--at", "2026-03-29T03:00", "--json");
    expect(code).toBe(0);
    const { routes } = JSON.parse(out);
    expect(routes).toHaveLength(1);
    expect(routes[0]).toMatchObject({
      system: "alcs",
      severity: "critical",
      at: "2026-03-29T03:00:00.000Z",
      deliveries: [
        { receiver: "alcs-critical", after: 30, changes: 300, again: 3_900, groupBy: ["system", "service"] },
      ],
    });
  });

  it("prints what docs/routes.md shows", async () => {
    const page = readFileSync(join(ROOT, "docs/routes.md"), "utf8");
    const [, command = "", block = ""] = /^ {4}\$ burnline (.+)\n((?: {4}.*\n)+)/m.exec(page) ?? [];
    const lines = block
      .split("\n")
      .map((line) => line.slice(4))
      .filter((line) => line !== "" && line.trim() !== "...");
    expect(lines.length).toBeGreaterThan(5);
    const { out } = await burnline(...command.split(" "));
    expect(lines.filter((line) => !out.split("\n").includes(line))).toEqual([]);
  });

  it("exits with 2 for an alert, a severity and a time that there are not, and names the near ones", async () => {
    expect(await burnline("route", "ALCSServiceDwon", "alcs")).toMatchObject({
      code: 2,
      out: "",
      error: expect.stringMatching(/did you mean ALCSServiceDown\? \[alert-unknown\]/),
    });
    expect((await burnline("route", "ALCSServiceDown", "alcs", "--severity", "critcal")).error).toMatch(
      /--severity: ALCSServiceDown has no such severity; found critcal, expected critical; did you mean critical\?/,
    );
    expect((await burnline("route", "ALCSServiceDown", "alcs", "--at", "tonight")).error).toMatch(
      /--at: this is no time; found tonight, expected 2026-03-29T03:00Z \[option-value-invalid\]/,
    );
    expect((await burnline("route")).error).toMatch(/\[alert-missing\]/);
  });
});
