import type { Quantity } from "../../core/quantity.ts";
import { assumptionsIn, type System } from "../system.ts";
import { peoplesDurations } from "./alerting.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { objectivesOf, ownersOf } from "./walk.ts";

/** What a system says about itself: where it runs, its Prometheus, its runbooks, its assumptions; and that it promises something. */
export function checkSettings(system: System, report: Report<ModelCode>): void {
  checkPlatforms(system, report);
  checkAddress("runbooks", system.runbooks, "every alert links to a page below this address", report);
  if (system.grafana !== undefined) {
    checkAddress("grafana.url", system.grafana.url, "pages and alerts link to dashboards below this address", report);
  }
  for (const { path, why } of assumptionsIn(system)) {
    if (why.trim() !== "") continue;
    report.error("assumption-without-why", path, "an assumed value needs its reason, for whoever has to confirm it", {
      mend: "say why this value was chosen",
    });
  }
  const objectives = objectivesOf(system).length;
  const conditions = ownersOf(system).flatMap(({ owner }) => owner.conditions).length;
  if (objectives > 0) return;
  const facts = { mend: "give a service an objective, such as the share of its requests that succeed" };
  if (conditions > 0) report.warning("nothing-promised", "services", "the system has alerts but no objective", facts);
  else report.error("nothing-promised", "services", "the system has neither an objective nor a condition", facts);
}

function checkPlatforms(system: System, report: Report<ModelCode>): void {
  if (system.runs.length === 0) {
    report.error("runs-empty", "runs", "the system runs nowhere", { expected: "kubernetes, host, or both" });
  }
  if (system.runs.includes("kubernetes") && system.namespace === undefined) {
    report.error(
      "namespace-missing",
      "namespace",
      "a system on Kubernetes has a namespace: its alerts and objects carry it",
      {
        mend: `such as ${system.name}`,
      },
    );
  }
}

function checkAddress(
  path: "runbooks" | "grafana.url",
  address: string,
  message: string,
  report: Report<ModelCode>,
): void {
  const code = path === "runbooks" ? "runbooks-not-url" : "grafana-not-url";
  const host = path === "runbooks" ? "runbooks.example.com/checkout" : "grafana.example.com";
  if (!/^https?:\/\/[^\s/?#]+[^\s?#]*$/.test(address)) {
    report.error(code, path, message, {
      found: JSON.stringify(address),
      expected: `an address such as https://${host}`,
      mend: /^[\w-]+(?:\.[\w-]+)+(?:[:/][^\s?#]*)?$/.test(address) ? `write https://${address}` : undefined,
    });
  } else if (address.endsWith("/")) {
    report.error(code, path, "the page's path is appended with a slash of its own", {
      found: address,
      mend: `write ${address.replace(/\/+$/, "")}`,
    });
  }
}

/** Durations that no rule could use: not finite, negative, or zero where time has to pass. */
export function checkDurations(system: System, report: Report<ModelCode>): void {
  const check = (path: string, given: Quantity | undefined, least: "zero" | "more"): void => {
    if (given === undefined) return;
    const { value } = given;
    if (Number.isFinite(value) && (least === "zero" ? value >= 0 : value > 0)) return;
    report.error("duration-invalid", path, "no such length of time", {
      found: `${value} s`,
      expected: least === "zero" ? "zero or more" : "more than zero",
    });
  };
  for (const [path, length, least] of peoplesDurations(system)) check(path, length, least);
  const { prometheus } = system;
  check("prometheus.evaluationInterval", prometheus.evaluationInterval, "more");
  check("prometheus.retention", prometheus.retention, "more");
  check("prometheus.queryOffset", prometheus.queryOffset, "zero");
  for (const { owner, path } of ownersOf(system)) {
    for (const { alert, for: pending } of owner.conditions) check(`${path}.conditions.${alert}.for`, pending, "zero");
    const scrape = owner.scrape;
    if (scrape === undefined) continue;
    check(`${path}.scrape.every`, scrape.every, "more");
    if ("ignored" in scrape.down) continue;
    check(`${path}.scrape.down.after`, scrape.down.after, "zero");
    check(`${path}.scrape.down.target.after`, scrape.down.target?.after, "zero");
  }
  for (const { objective, path } of objectivesOf(system)) {
    const { over, burnRate, absence } = objective;
    if (over !== undefined && !("calendar" in over)) check(`${path}.over`, over, "more");
    for (const [index, tier] of objective.tiers.entries()) {
      check(`${path}.tiers.${index}.over`, tier.over, "more");
      check(`${path}.tiers.${index}.for`, tier.for, "zero");
    }
    for (const [index, tier] of (burnRate?.kind === "tiers" ? burnRate.tiers : []).entries()) {
      check(`${path}.burnRate.${index}.long`, tier.long, "more");
      check(`${path}.burnRate.${index}.short`, tier.short, "more");
      check(`${path}.burnRate.${index}.for`, tier.for, "zero");
    }
    if (absence?.kind === "alertAfter") check(`${path}.absence.after`, absence.after, "more");
  }
}
