import { describe, expect, it } from "vitest";
import { boardFacts } from "../../lib/compile/check-dashboards.ts";
import { boardsOf } from "../../lib/compile/dashboards.ts";
import { renderIssue } from "../../lib/core/issue.ts";
import { type Board, panelsOf, type ValuePanel } from "../../lib/dashboards/board.ts";
import { checkBoard, checkPlan } from "../../lib/dashboards/check/check-boards.ts";
import type { DashboardCode } from "../../lib/dashboards/codes.ts";
import type { PlannedBoard } from "../../lib/dashboards/plan.ts";
import type { System } from "../../lib/index.ts";
import { Report } from "../../lib/model/check/report.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { systems } from "../../stacks/index.ts";
import { everyKind } from "../support/shop.ts";

const shop: System = { ...everyKind, grafana: { url: "https://grafana.example.com" } };
const all = [...systems, shop].map((system) => {
  const groups = deriveGroups(system);
  return { system, groups, boards: boardsOf({ system, groups: () => groups }) };
});

function values(board: Board): readonly ValuePanel[] {
  return panelsOf(board).filter((panel): panel is ValuePanel => panel.kind !== "text");
}

describe.each(all.map((one) => [one.system.name, one] as const))(
  "the boards of %s",
  (_, { system, groups, boards }) => {
    const alerts = groups.flatMap(({ owner, rules }) =>
      rules.flatMap((rule) => (rule.kind === "alert" ? [{ owner, ...rule }] : [])),
    );

    it("ask only for series that somebody has, in the units that their panels show", () => {
      const recordings = groups.flatMap(({ rules }) => rules.filter((rule) => rule.kind === "recording"));
      const report = new Report<DashboardCode>();
      const facts = boardFacts(system, recordings);
      for (const board of boards) checkBoard(board, facts, report);
      const plan = boards.map((board): PlannedBoard => ({ ...board, make: () => board }));
      checkPlan(plan, report);
      expect(report.issues.map(renderIssue)).toEqual([]);
    });

    it("begin with a text on what they are, have panels with values, and at most 21 panels with the text", () => {
      const odd = boards.filter((board) => {
        const [first] = panelsOf(board);
        const count = panelsOf(board).length;
        return (
          first?.kind !== "text" || first.title !== "What am I looking at?" || values(board).length === 0 || count > 21
        );
      });
      expect(odd.map(({ slug }) => slug)).toEqual([]);
    });

    it("fill the grid of 24 columns from the top, without overlap and without a gap", () => {
      for (const board of boards) {
        const places = board.rows.flatMap((row) => [
          ...(row.gridPos === undefined ? [] : [row.gridPos]),
          ...row.panels.map(({ gridPos }) => gridPos),
        ]);
        const taken = new Map<number, number>();
        for (const { x, y, w, h } of places) {
          for (let row = y; row < y + h; row++) {
            for (let column = x; column < x + w; column++) {
              const cell = row * 24 + column;
              taken.set(cell, (taken.get(cell) ?? 0) + 1);
            }
          }
        }
        const rows = Math.max(...places.map(({ y, h }) => y + h));
        expect(taken.size, board.slug).toBe(rows * 24);
        expect(
          [...taken.values()].every((times) => times === 1),
          board.slug,
        ).toBe(true);
        expect(
          places.every(({ x, w }) => x + w <= 24),
          board.slug,
        ).toBe(true);
      }
    });

    it("draw thresholds that stand as numbers in the rules of the alerts they name", () => {
      let drawn = 0;
      for (const board of boards) {
        for (const panel of values(board)) {
          for (const { of, value, severity } of panel.thresholds) {
            if (of === "firing" || of === "budget" || of === "target") continue;
            drawn++;
            const rules = alerts.filter(({ alert, labels }) => alert === of && labels.severity === severity);
            const numbers = rules.flatMap(({ expression, origin }) => [
              ...JSON.stringify(expression).matchAll(/"type":"number","value":(-?[\d.e+-]+)/g),
              ...(origin.kind === "burn-rate" ? [["", `${origin.tier.factor}`]] : []),
            ]);
            expect(
              numbers.map(([, number]) => Number(number)),
              `${board.slug}: ${panel.title}`,
            ).toContain(value);
          }
        }
      }
      expect(drawn).toBeGreaterThan(5);
    });

    it("draw every threshold of every alert of an objective on the objective's board", () => {
      for (const { alert, labels, origin, owner } of alerts) {
        if (origin.kind !== "burn-rate" && origin.kind !== "tier") continue;
        const board = boards.find(
          ({ subject }) =>
            subject.kind === "objective" && subject.owner === owner && subject.objective === origin.objective.name,
        );
        const expected = origin.kind === "burn-rate" ? origin.tier.factor : origin.tier.threshold.value;
        const drawn = board === undefined ? [] : values(board).flatMap(({ thresholds }) => thresholds);
        const own = drawn.filter(({ of, severity }) => of === alert && severity === labels.severity);
        expect(
          own.map(({ value }) => value),
          `${alert} ${labels.severity}`,
        ).toContain(expected);
      }
    });

    it("lead to each other and to the pages of alerts, and every alert leads to one of them", () => {
      const addresses = new Set(boards.map(({ uid }) => `${system.grafana?.url}/d/${uid}`));
      const pages = new Set(alerts.map(({ annotations }) => annotations.runbook_url));
      const links = boards.flatMap((board) => [...board.links, ...panelsOf(board).flatMap((panel) => panel.links)]);
      const dead = links.filter(({ to, url }) => (to === "board" ? !addresses.has(url) : !pages.has(url)));
      expect(dead).toEqual([]);
      const inTexts = boards.flatMap((board) =>
        panelsOf(board).flatMap((panel) =>
          panel.kind === "text" ? [...panel.markdown.matchAll(/\]\((https[^)]+)\)/g)] : [],
        ),
      );
      expect(inTexts.map(([, url]) => url).filter((url) => !addresses.has(url ?? "") && !pages.has(url))).toEqual([]);
      expect(alerts.filter(({ annotations }) => !addresses.has(annotations.dashboard_url ?? ""))).toEqual([]);
    });

    it("have the variables that their queries use, and no others", () => {
      for (const board of boards) {
        const texts = values(board).flatMap(({ queries }) => queries.map(({ text }) => text));
        const used = new Set(texts.flatMap((text) => [...text.matchAll(/\$(?!__)([a-z]+)/g)].map(([, name]) => name)));
        const queries = board.variables.flatMap((one) => (one.kind === "query" ? [one.query] : []));
        const inVariables = queries.flatMap((text) => [...text.matchAll(/\$([a-z]+)/g)].map(([, name]) => name));
        const declared = board.variables.map(({ name }) => name);
        expect(
          [...used, ...inVariables].filter((name) => !declared.includes(name ?? "")),
          board.slug,
        ).toEqual([]);
        expect(
          declared.filter((name) => name !== "datasource" && !used.has(name)),
          board.slug,
        ).toEqual([]);
      }
    });
  },
);

describe("boards", () => {
  const boards = all.flatMap((one) => one.boards);

  it("have uids of at most 40 characters that are apart in one Grafana for all systems", () => {
    expect(boards.length).toBeGreaterThan(80);
    expect(new Set(boards.map(({ uid }) => uid)).size).toBe(boards.length);
    expect(boards.filter(({ uid }) => uid.length > 40 || !/^[a-zA-Z0-9_-]+$/.test(uid))).toEqual([]);
  });

  it("are none for a system without a Grafana", () => {
    expect(boardsOf({ system: everyKind, groups: () => deriveGroups(everyKind) })).toEqual([]);
  });

  it("about backups and jobs are there where something tells of them, and only there", () => {
    const withJobs = all.filter((one) => one.boards.some(({ subject }) => subject.kind === "jobs"));
    // The backup of ALCS' database is the only one in the five documents whose age an objective promises so far.
    expect(withJobs.map(({ system }) => system.name)).toContain("alcs");
    expect(withJobs.map(({ system }) => system.name)).not.toContain("amas");
  });

  it("keep their uids when everything else of the model changes", () => {
    const changed: System = { ...shop, title: "Another shop", services: [...shop.services].reverse() };
    const uids = (system: System): readonly string[] =>
      boardsOf({ system, groups: () => deriveGroups(system) })
        .map(({ uid }) => uid)
        .sort();
    expect(uids(changed)).toEqual(uids(shop));
  });
});
