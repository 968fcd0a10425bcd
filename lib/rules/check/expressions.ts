import type { Report } from "../../model/check/report.ts";
import { ownersOf } from "../../model/check/walk.ts";
import { windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import type { Matcher } from "../../promql/ast.ts";
import { print } from "../../promql/print.ts";
import { matchesEmpty } from "../../promql/regexp.ts";
import { selectors } from "../../promql/walk.ts";
import type { DerivedAlert, DerivedGroup, DerivedRecording } from "../derived.ts";
import { tiersOf } from "../windows.ts";
import type { RuleCode } from "./codes.ts";

/** What tells where an alert comes from; without its expression, so that it can be kept for every alert of a system. */
export interface AlertAt {
  readonly alert: Pick<DerivedAlert, "alert" | "labels" | "origin">;
  readonly group: Pick<DerivedGroup, "path">;
}

/** The field of the model that an alert comes from. */
export function pathOf({ alert: { origin, alert, labels }, group: { path } }: AlertAt): string {
  switch (origin.kind) {
    case "burn-rate": {
      const windows = tiersOf(origin.objective).map(({ long, short }) => [
        windowName(long.value),
        windowName(short.value),
      ]);
      const index = windows.findIndex(([long, short]) => long === labels.long_window && short === labels.short_window);
      return origin.objective.burnRate?.kind === "tiers" ? `${path}.burnRate.${index}` : `${path}.burnRate`;
    }
    case "tier":
      return `${path}.tiers.${origin.objective.tiers.indexOf(origin.tier)}`;
    case "absence":
      return `${path}.absence`;
    case "down":
      return `${path}.down`;
    case "target-down":
      return `${path}.down.target`;
    case "condition":
      return `${path}.${alert}`;
  }
}

/** That no two alerts, and no two recordings, are the same series to Prometheus. Groups are visited one by one. */
export class Identities {
  readonly #alerts = new Map<string, AlertAt>();
  readonly #recordings = new Map<string, string>();
  readonly #report: Report<RuleCode>;

  constructor(report: Report<RuleCode>) {
    this.#report = report;
  }

  visit({ path, rules }: DerivedGroup): void {
    let told = false;
    for (const rule of rules) {
      if (rule.kind === "alert") this.#alert(rule, path);
      else if (!told) told = this.#recording(rule, path);
    }
  }

  #alert({ alert, labels, origin }: DerivedAlert, path: string): void {
    const { severity = "", service = "", objective = "", long_window = "", short_window = "" } = labels;
    const identity = `${alert} ${severity} ${service} ${objective} ${long_window} ${short_window}`;
    const at: AlertAt = { alert: { alert, labels, origin }, group: { path } };
    const before = this.#alerts.get(identity);
    if (before === undefined) this.#alerts.set(identity, at);
    else if (!isSameTier(at.alert, before.alert)) {
      this.#report.error("alert-duplicate", pathOf(at), `nobody could tell this alert from that of ${pathOf(before)}`, {
        found: `${alert} of severity ${severity}`,
        expected: "an own name or an own severity",
        mend: "give one of them another alert name",
      });
    }
  }

  /** True when the recording was told to be another's. */
  #recording({ record, labels }: DerivedRecording, path: string): boolean {
    // With its owner among the labels a recording is the only one of its name.
    if (labels.service !== undefined) return false;
    const identity = `${record} ${JSON.stringify(labels)}`;
    const before = this.#recordings.get(identity);
    if (before === undefined) this.#recordings.set(identity, path);
    if (before === undefined || before === path) return false;
    this.#report.error("recording-duplicate", path, `${before} records the same series`, {
      found: record,
      mend: "rename one of the objectives, or keep no label `service`",
    });
    return true;
  }
}

/** A tier that stands twice is told with the model. */
function isSameTier({ origin: a }: AlertAt["alert"], { origin: b }: AlertAt["alert"]): boolean {
  if (a.kind !== "tier" || b.kind !== "tier") return false;
  return a.tier.threshold.value === b.tier.threshold.value && a.tier.over?.value === b.tier.over?.value;
}

/** That conditions in PromQL of one's own stay inside the system, and bring what proves them. */
export function checkConditions(system: System, report: Report<RuleCode>): void {
  for (const { owner, path } of ownersOf(system)) {
    const known = new Set(["job", "namespace", "system", ...Object.keys(owner.scrape?.matchers ?? {})]);
    for (const condition of owner.conditions) {
      const at = `${path}.conditions.${condition.alert}`;
      const open = selectors(condition.expression).find(
        ({ matchers }) => !matchers.some((matcher) => selects(matcher, known)),
      );
      if (open !== undefined) {
        report.error("condition-unselective", at, "the expression also selects the series of other systems", {
          found: print(open),
          expected: `a matcher on one of ${[...known].filter((label) => label !== "system").join(", ")}`,
          mend: `such as job="${owner.scrape?.job ?? owner.name}"`,
        });
      }
      if (condition.scenarios.length > 0) continue;
      report.warning("condition-without-scenario", at, "nothing shows that the alert fires when it must", {
        mend: "give it a scenario with the series on which it fires",
      });
    }
  }
}

function selects(matcher: Matcher, known: ReadonlySet<string>): boolean {
  return known.has(matcher.label) && (matcher.op === "=" || matcher.op === "=~") && !matchesEmpty(matcher);
}
