import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import {
  above,
  absenceIgnored,
  count,
  days,
  minutes,
  objective,
  percent,
  queueDepth,
  scrape,
  unguarded,
  up,
} from "../../lib/index.ts";
import { INCIDENT_CODES } from "../../lib/prove/incident/codes.ts";
import { fitIncidents } from "../../lib/prove/incident/fit.ts";
import { parseIncident } from "../../lib/prove/incident/parse-incident.ts";
import { scheduleIncidents } from "../../lib/prove/incident/schedule.ts";
import { simulateIncidents } from "../../lib/prove/incident/simulate-incidents.ts";
import type { SimulatedIncident, Simulation } from "../../lib/prove/incident/simulation.ts";
import { untoldBudgets } from "../../lib/prove/incident/untold.ts";
import { subjectOf } from "../../lib/prove/subjects.ts";
import { isFullRun } from "../support/promtool.ts";
import { errors, PAGE_AND_TICKET, queue, SCRAPE, shop, UNWATCHED } from "../support/shop.ts";

const ROOT = join(import.meta.dirname, "../..");

describe("the text of an incident", () => {
  it.each([
    ["error 5% for 20m at 3d", { kind: "error", share: 0.05 }, 1_200, 259_200],
    ["  error 0.5 %  for 1h30m ", { kind: "error", share: 0.005 }, 5_400, undefined],
    ["latency 20% for 10m at 0", { kind: "latency", share: 0.2 }, 600, 0],
    ["outage for 5m", { kind: "error", share: 1 }, 300, undefined],
    ["down for 15m at 2d", { kind: "down" }, 900, 172_800],
    ["value 95% for 30m", { kind: "value", value: { unit: "ratio", value: 0.95 } }, 1_800, undefined],
    ["value 3s for 30m", { kind: "value", value: { unit: "seconds", value: 3 } }, 1_800, undefined],
    ["value 80/s for 30m", { kind: "value", value: { unit: "per-second", value: 80 } }, 1_800, undefined],
    ["value 0.9 for 30s", { kind: "value", value: { unit: "count", value: 0.9 } }, 30, undefined],
  ])("is read: %s", (text, trouble, seconds, at) => {
    expect(parseIncident(text)).toEqual({
      ok: true,
      value: { text, trouble, seconds, ...(at === undefined ? {} : { at }) },
    });
  });

  it.each([
    ["eror 5% for 20m", ["incident-kind-unknown"], "did you mean error?"],
    ["", ["incident-kind-unknown", "incident-invalid"], "found nothing"],
    ["error for 20m", ["incident-invalid"], "found none"],
    ["error 5 for 20m", ["incident-invalid"], "expected error 5% for 20m"],
    ["error 0% for 20m", ["incident-invalid"], "found 0%"],
    ["error 101% for 20m", ["incident-invalid"], "found 101%"],
    ["value high for 20m", ["incident-invalid"], "value 95%, 3s or 80/s"],
    ["outage 50% for 20m", ["incident-invalid"], "outage has no amount"],
    ["error 5%", ["incident-invalid"], "lasts for some time"],
    ["error 5% for 0s", ["incident-invalid"], "found 0s"],
    ["error 5% for 20 minutes", ["incident-invalid"], "found 20 minutes"],
    ["error 5% for 20m at noon", ["incident-invalid"], "found noon"],
    ["error lots for ever at noon", ["incident-invalid", "incident-invalid", "incident-invalid"], "found ever"],
  ])("is refused: %j", (text, codes, said) => {
    const read = parseIncident(text);
    if (read.ok) throw new Error("it was read");
    expect(read.issues.map(({ code }) => code)).toEqual(codes);
    expect(new Set(read.issues.map(({ path }) => path))).toEqual(new Set([text]));
    const words = read.issues.map(
      ({ message, found, expected, mend }) => `${message}; found ${found}; expected ${expected}; ${mend}`,
    );
    expect(words.join("\n")).toContain(said);
  });
});

describe("codes of incidents", () => {
  it("each have one row in docs/errors.md and are in use", () => {
    const rows = readFileSync(join(ROOT, "docs/errors.md"), "utf8").split("\n");
    const folder = join(ROOT, "lib/prove/incident");
    const sources = readdirSync(folder).filter((name) => name !== "codes.ts");
    const text = sources.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
    for (const code of INCIDENT_CODES) {
      expect(rows.filter((row) => row.startsWith(`| \`${code}\` |`))).toHaveLength(1);
      expect(text).toContain(`"${code}"`);
    }
  });
});

type ShopObjective = Parameters<typeof shop>[0][number];

const uptime = objective("uptime", {
  indicator: up(),
  target: percent(99.9),
  over: days(30),
  burnRate: PAGE_AND_TICKET,
  lowTraffic: unguarded("what is shown here is how time counts"),
  absence: absenceIgnored("`up` is there for every known target"),
}) as ShopObjective;

const backlog = objective("backlog", {
  indicator: queueDepth(queue),
  tiers: [above(count(1_000), { for: minutes(5), severity: "page" })],
  absence: UNWATCHED,
}) as ShopObjective;

const SLOW_SCRAPE = { ...SCRAPE, ...scrape({ ...SCRAPE, every: minutes(1) }) } as typeof SCRAPE;

/** Runs incidents on a shop, after 30 days without any. */
function simulated(
  texts: readonly string[],
  objectives: readonly ShopObjective[] = [errors],
  more: { chosen?: boolean; seed?: number; traffic?: number } = {},
): Simulation {
  const system = shop(objectives, { scrape: SLOW_SCRAPE });
  const compilation = compile(system);
  const incidents = texts.map((text) => {
    const read = parseIncident(text);
    if (!read.ok) throw new Error(text);
    return read.value;
  });
  const { scheduled } = scheduleIncidents(incidents, undefined);
  const subjects = compilation.groups.map((group) => subjectOf(group, system));
  const { stricken, issues } = fitIncidents(scheduled, subjects, more.chosen ?? false);
  if (issues.length > 0) throw new Error(issues.map(({ message }) => message).join());
  const { traffic = 100, seed } = more;
  return simulateIncidents({
    system,
    compilation,
    stricken,
    scheduled,
    traffic,
    ...(seed === undefined ? {} : { seed }),
  });
}

function firstOf({ incidents: [first] }: Simulation): SimulatedIncident {
  if (first === undefined) throw new Error("no incident");
  return first;
}

function tierOf({ alerts }: SimulatedIncident, long: number) {
  return alerts.find(({ tier }) => tier?.long === long);
}

const HOUR = 3_600;

describe("a simulated incident", () => {
  it("of 5 % errors for 20 m at 99.9 % spends 20 m x 5 % / (30 d x 0.1 %) = 2.31 % of the budget", () => {
    const { budgets } = firstOf(simulated(["error 5% for 20m at 3h"]));
    expect(budgets).toHaveLength(1);
    expect(budgets[0]?.before).toBeCloseTo(1, 9);
    expect(budgets[0]?.spent).toBeCloseTo((20 * 0.05) / (30 * 24 * 60 * 0.001), 4);
  });

  it("of 10 % pages through 1h/5m at 1 h x 1.44 % / 10 % + half of 5 m, by the SRE workbook, and is silent within 5 m x (1 - 1.44 / 10)", () => {
    const incident = firstOf(simulated(["error 10% for 40m at 3h"]));
    const page = tierOf(incident, HOUR);
    const predicted = HOUR * (0.0144 / 0.1) + 150;
    expect(Math.abs((page?.after ?? 0) - predicted)).toBeLessThanOrEqual(120);
    expect(page?.severity).toBe("page");
    expect(Math.abs((page?.resolves ?? 0) - incident.to - 300 * (1 - 0.144))).toBeLessThanOrEqual(120);
    // 6 h x 0.6 % / 10 % is 21.6 m: that one fires too, and holds for half an hour.
    expect(Math.abs((tierOf(incident, 6 * HOUR)?.after ?? 0) - 6 * HOUR * 0.06 - 150)).toBeLessThanOrEqual(120);
  });

  it("of 1 % for 2 h pages nobody within the hour, since 1 % is less than 1.44 %", () => {
    expect(tierOf(firstOf(simulated(["error 1% for 2h at 3h"])), HOUR)).toBeUndefined();
  });

  it("takes what earlier ones have left: 2.31 % each", () => {
    const { incidents } = simulated(["error 5% for 20m", "error 5% for 20m", "outage for 10m"]);
    const [first, second, third] = incidents.map(({ budgets }) => budgets[0]);
    expect(second?.before).toBe(first?.after);
    expect([first?.after, second?.after].map((left) => Number(left?.toFixed(4)))).toEqual([0.9769, 0.9537]);
    expect(Math.abs((third?.spent ?? 0) - 10 / 43.2)).toBeLessThan(1 / 43.2);
  });

  it("of lost targets tells of the targets once, and spends 15 m of 43 m 12 s of uptime, but no event", () => {
    const simulation = simulated(["down for 15m at 2h"], [errors, uptime]);
    const { alerts, budgets } = firstOf(simulation);
    expect(alerts.filter(({ part }) => part === "targets").map(({ alert }) => alert)).toEqual([
      "ApiDown",
      "ApiTargetDown",
    ]);
    expect(budgets.map(({ objective: name, spent }) => [name, Number(spent.toFixed(2))])).toEqual([
      ["errors", 0],
      ["uptime", 0.35],
    ]);
    expect(simulation.strays).toEqual([]);
  });

  it("of a value fires after `for`, at that value and not below the threshold", () => {
    const told = firstOf(simulated(["value 1200 for 20m at 2h"], [backlog], { chosen: true })).alerts;
    expect(told.map(({ alert, after }) => [alert, after])).toEqual([["ApiBacklog", 360]]);
    expect(firstOf(simulated(["value 900 for 20m at 2h"], [backlog], { chosen: true })).alerts).toEqual([]);
  });

  it("tells nobody of what takes a tenth of a budget slowly, where nothing watches it", () => {
    const unwatched = { ...errors, burnRate: { kind: "none", why: "a test" } } as ShopObjective;
    const tiers = [above(percent(5), { over: minutes(5), for: minutes(5), severity: "page" })];
    const { budgets, ...rest } = firstOf(
      simulated(["error 1% for 8h at 2h"], [{ ...unwatched, tiers } as ShopObjective]),
    );
    expect(budgets[0]?.spent).toBeCloseTo((8 * 0.01) / (720 * 0.001), 3);
    expect(untoldBudgets({ ...rest, budgets })).toHaveLength(1);
    expect(untoldBudgets(firstOf(simulated(["error 1% for 8h at 2h"])))).toEqual([]);
  });

  it.runIf(isFullRun)("varies by chance with a seed, and not with the same one", () => {
    const spent = (seed?: number) =>
      firstOf(
        simulated(["error 5% for 20m at 3h"], [errors], { traffic: 0.05, ...(seed === undefined ? {} : { seed }) }),
      ).budgets[0]?.spent;
    expect(spent(1)).toBe(spent(1));
    expect(spent(1)).not.toBe(spent(2));
  });
});
