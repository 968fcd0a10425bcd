import { describe, expect, it } from "vitest";
import { compile } from "../../../lib/compile/compile.ts";
import { boardsOf } from "../../../lib/compile/dashboards.ts";
import type { Board, Panel } from "../../../lib/dashboards/board.ts";
import type { System } from "../../../lib/index.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { dayOf } from "../../../lib/prove/dashboards/day.ts";
import { boardPicture } from "../../../lib/prove/dashboards/picture.ts";
import { proveBoards } from "../../../lib/prove/dashboards/prove-boards.ts";
import { alecs } from "../../../stacks/alecs/system.ts";
import { systems } from "../../../stacks/index.ts";
import { isFullRun } from "../../support/promtool.ts";

// Two days of five systems take seconds: a full run has them.
const judged = isFullRun ? systems : [];

/** Reads series that another objective of its service reads too, which were made for that one. */
const SHARED: ReadonlySet<string> = new Set(["ALCSDatabaseConnectionFailures"]);

/** Fires above 500 events per hour; the day has some 70,000, so that every guard of low traffic is met. */
const BUSY: ReadonlySet<string> = new Set(["AmasInsightWriteRate"]);

/** Names of the alerts that fire at any time of a day. */
function firing(system: System, broken: boolean): ReadonlySet<string> {
  const { storage, failures } = dayOf(system, compile(system), broken);
  expect(failures).toEqual([]);
  const all = [...storage.all()].filter(
    ({ labels }) => labels.metricName === "ALERTS" && labels.get("alertstate") === "firing",
  );
  return new Set(all.map(({ labels }) => labels.get("alertname") ?? ""));
}

if (!isFullRun) {
  it.skip("the dashboards of the five systems (skipped, BURNLINE_REQUIRE_TOOLS=1 asks each of their queries)", () => {});
}

describe.each(judged.map((system) => [system.name, system] as const))("the dashboards of %s", (_, system) => {
  it("give an answer to every query on a good day of 24 h, or say why not and do on a broken one", () => {
    const proofs = proveBoards(system, compile(system));
    expect(proofs.length).toBeGreaterThan(100);
    expect(proofs.filter(({ verdict }) => verdict !== "PROVED")).toEqual([]);
  });

  it("see no alert fire on the good day, and those of every objective that pages on the broken one", () => {
    expect([...firing(system, false)].filter((alert) => !BUSY.has(alert))).toEqual([]);
    const paging = system.services
      .flatMap(({ objectives }) => objectives)
      .flatMap(({ alert, tiers }) => (tiers.length > 0 && alert !== undefined ? [alert] : []));
    const fired = firing(system, true);
    expect(paging.filter((alert) => !fired.has(alert) && !SHARED.has(alert))).toEqual([]);
  });
});

describe("a dashboard that would be empty", () => {
  const compilation = compile(alecs);
  const [board] = boardsOf({ system: alecs, groups: () => compilation.groups });

  it("is refuted where a query asks for a label value that no exporter gives", () => {
    expect(verdicts(asking('objective:error_ratio:rate5m{service="alecs-sever"}'))).toEqual(["REFUTED"]);
  });

  it("is proved where the same query has the right value", () => {
    expect(verdicts(asking('objective:error_ratio:rate5m{service="alecs-server"}'))).toEqual(["PROVED"]);
  });

  it("is refuted in Prometheus' words where two sides match many to many", () => {
    const [proof] = proveBoards(alecs, compilation, [asking("up * on (system) up")]);
    expect(proof?.verdict).toBe("REFUTED");
    expect(proof?.says).toMatch(/many-to-many|duplicate series/);
  });

  it("is not covered where it says that it is empty while all is well, and is empty on the broken day too", () => {
    expect(verdicts(asking("up > 2", "all targets answer"))).toEqual(["NOT COVERED"]);
    expect(verdicts(asking("up == 0", "all targets answer"))).toEqual(["PROVED"]);
  });

  function verdicts(one: Board): readonly string[] {
    return proveBoards(alecs, compilation, [one]).map(({ verdict }) => verdict);
  }

  /** The overview with a single panel of one query. */
  function asking(text: string, emptyWhile?: string): Board {
    const query = { refId: "A", text, expression: parse(text), legend: "", ...(emptyWhile ? { emptyWhile } : {}) };
    const panel: Panel = {
      kind: "timeseries",
      id: 1,
      title: "asked",
      description: "a query of this test",
      gridPos: { x: 0, y: 0, w: 12, h: 8 },
      links: [],
      waivers: [],
      unit: "ratio",
      queries: [query],
      thresholds: [],
    };
    if (board === undefined) throw new Error("ALECS has no dashboard");
    return { ...board, rows: [{ panels: [panel] }] };
  }
});

describe("the picture of a dashboard", () => {
  const compilation = compile(alecs);
  const boards = boardsOf({ system: alecs, groups: () => compilation.groups });
  const errors = boards.find(({ slug }) => slug === "alecs-server-errors");

  it("has every panel's title, and a line that is low on the good day and at the top for an hour of the broken one", () => {
    if (errors === undefined) throw new Error("no dashboard of the errors of ALECS");
    const good = boardPicture(errors, dayOf(alecs, compilation, false));
    const broken = boardPicture(errors, dayOf(alecs, compilation, true));
    for (const { panels } of errors.rows) for (const { title } of panels) expect(broken).toContain(title.slice(0, 10));
    expect(heights(good)).toBe(1);
    expect(heights(broken)).toBeGreaterThan(1);
  });

  /** How many different heights the first line of a picture has. */
  function heights(picture: string): number {
    const path = /class="line c0" d="(M[^"]+)"/.exec(picture)?.[1] ?? "";
    return new Set([...path.matchAll(/[ML]\S+ (\S+?)(?=[ML]|$)/g)].map(([, height]) => height)).size;
  }
});
