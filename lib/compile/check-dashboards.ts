import type { Issue } from "../core/issue.ts";
import type { Board } from "../dashboards/board.ts";
import { type BoardFacts, checkBoard, checkPlan } from "../dashboards/check/check-boards.ts";
import { KnownSeries } from "../dashboards/check/known-series.ts";
import type { DashboardCode } from "../dashboards/codes.ts";
import { objectiveOf } from "../dashboards/named-board.ts";
import { planBoards } from "../dashboards/plan.ts";
import { renderBoard } from "../dashboards/render.ts";
import { Report } from "../model/check/report.ts";
import { objectivesOf, ownersOf } from "../model/check/walk.ts";
import type { System } from "../model/system.ts";
import { Units } from "../promql/analysis/units.ts";
import { dimensionOf, modelKnowledge } from "../rules/check/model-knowledge.ts";
import { withRecordings } from "../rules/check/recorded-knowledge.ts";
import type { DerivedGroup, DerivedRecording } from "../rules/derived.ts";
import { boardSource } from "./dashboards.ts";

/** Kubernetes' limit (https://kubernetes.io/docs/concepts/configuration/configmap/). Units: bytes. */
const LARGEST_CONFIG_MAP = 1_048_576;

/**
 * Finds what is wrong with the dashboards that a system declares, and whether two of all its boards would be one. Boards that are
 * derived ask for what rules record by construction; tests hold all of them to the same checks.
 */
export class DashboardChecks {
  readonly #system: System;
  readonly #report = new Report<DashboardCode>();
  readonly #recordings: DerivedRecording[] = [];

  constructor(system: System) {
    this.#system = system;
  }

  /** Looks at one group; every group of the system has to be shown once. */
  visit({ rules }: DerivedGroup): void {
    // Only declared dashboards are held against recordings; those of a large system are not kept for nothing.
    if (this.#system.dashboards === undefined) return;
    for (const rule of rules) if (rule.kind === "recording") this.#recordings.push(rule);
  }

  /** What was found, when every group has been seen. */
  issues(): readonly Issue[] {
    const { dashboards = [], grafana } = this.#system;
    if (grafana === undefined) {
      for (const { name } of dashboards) {
        this.#report.warning(
          "dashboard-unseen",
          `dashboards.${name}`,
          "the system has no Grafana, so that the dashboard is not written",
          {
            mend: "say under `grafana` where it is",
          },
        );
      }
      return this.#report.issues;
    }
    const plan = planBoards(boardSource({ system: this.#system, groups: () => [] }));
    checkPlan(plan, this.#report);
    if (dashboards.length === 0) return this.#report.issues;
    this.#checkObjectives();
    const facts = boardFacts(this.#system, this.#recordings);
    for (const board of plan) {
      if (!board.path.startsWith("dashboards.")) continue;
      const made = board.make();
      checkBoard(made, facts, this.#report);
      this.#checkSize(made);
    }
    return this.#report.issues;
  }

  #checkSize(board: Board): void {
    const size = new TextEncoder().encode(JSON.stringify(renderBoard(board))).length;
    if (size <= LARGEST_CONFIG_MAP) return;
    this.#report.error("dashboard-too-large", board.path, "no ConfigMap holds the dashboard", {
      found: `${size} bytes`,
      expected: `at most ${LARGEST_CONFIG_MAP}`,
      mend: "make two dashboards of it",
    });
  }

  /** That panels name objectives that exist. */
  #checkObjectives(): void {
    const known = objectivesOf(this.#system).map(({ owner, objective }) => `${owner.name}/${objective.name}`);
    for (const { name, panels } of this.#system.dashboards ?? []) {
      for (const [index, { objective }] of panels.entries()) {
        if (objective === undefined || known.includes(objective)) continue;
        const { owner } = objectiveOf(objective);
        const near = known.filter((one) => one.startsWith(`${owner}/`));
        this.#report.error(
          "panel-objective-unknown",
          `dashboards.${name}.panels.${index}.objective`,
          "no objective has this name",
          {
            found: objective,
            expected: near.length === 0 ? "service/objective" : `one of ${near.join(", ")}`,
          },
        );
      }
    }
  }
}

/** What the queries of a system's boards are held against. */
export function boardFacts(system: System, recordings: readonly DerivedRecording[]): BoardFacts {
  const series = new KnownSeries(system);
  for (const { record, labels } of recordings) series.record(record, labels);
  const units = new Units(withRecordings(recordings, withWatched(system)));
  return { series, unitOf: (expression) => units.of(expression), dimensionOf };
}

/** What the model says of metrics, those that no rule reads as well. */
function withWatched(system: System): ReturnType<typeof modelKnowledge> {
  const known = modelKnowledge(system);
  const watched = new Map(
    ownersOf(system).flatMap(({ owner }) => (owner.metrics ?? []).map(({ name, unit }) => [name, dimensionOf(unit)])),
  );
  return { ...known, unitOf: (name) => known.unitOf?.(name) ?? watched.get(name) };
}
