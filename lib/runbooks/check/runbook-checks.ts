import type { Issue } from "../../core/issue.ts";
import { kebabCase, nearest } from "../../core/names.ts";
import { readModelYaml } from "../../core/yaml-read.ts";
import { Report } from "../../model/check/report.ts";
import { commandsOf, didYouMean } from "../../model/check/walk.ts";
import type { Command, Procedure } from "../../model/procedure.ts";
import type { System } from "../../model/system.ts";
import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import type { RunbookCode } from "../codes.ts";
import { checkLogql } from "../logql/check-logql.ts";
import { LogqlError } from "../logql/tokens.ts";
import { alertFile } from "../page-context.ts";
import { RESERVED_FILES } from "../pages.ts";
import { destroyingPart } from "./destroying.ts";
import { unrestrictedPod } from "./pods.ts";

/** Headings of an alert's page, whose anchors a severity cannot have as well. */
const HEADINGS = [
  "first-five-minutes",
  "investigation",
  "remedies",
  "verification",
  "escalation",
  "related",
  "dashboards",
];

/** Checks the pages of a system: that each has a place of its own, names only what exists, and holds only what can be run. */
export class RunbookChecks {
  readonly #system: System;
  readonly #report = new Report<RunbookCode>();
  readonly #severities = new Map<string, Set<string>>();
  readonly #files = new Map<string, string>(RESERVED_FILES.map((file) => [file.toLowerCase(), file]));

  constructor(system: System) {
    this.#system = system;
  }

  /** Looks at one alert; `path` is where in the model it comes from. */
  visit(alert: string, severity: string, path: string): void {
    const known = this.#severities.get(alert);
    if (known !== undefined) {
      known.add(severity);
      return;
    }
    this.#severities.set(alert, new Set([severity]));
    const file = alertFile(alert);
    const taken = this.#files.get(file);
    if (taken !== undefined) {
      this.#report.error("page-duplicate", path, `the page of ${alert} has the file of ${taken}`, {
        found: file,
        mend: "name the alert otherwise",
      });
    }
    this.#files.set(file, alert);
  }

  /** What is wrong, once every alert has been seen. */
  issues(): readonly Issue[] {
    this.#checkAnchors();
    this.#checkNames();
    for (const procedure of this.#system.procedures ?? []) this.#checkContent(procedure);
    for (const { command, path } of commandsOf(this.#system)) this.#checkCommand(command, path);
    return this.#report.issues;
  }

  #checkAnchors(): void {
    const taken = new Map(HEADINGS.map((heading) => [heading, "a heading of every page"]));
    for (const severity of Object.keys(this.#system.severities)) {
      const anchor = kebabCase(severity);
      const other = taken.get(anchor);
      if (other !== undefined) {
        this.#report.error("anchor-duplicate", `severities.${severity}`, `its anchor on a page is that of ${other}`, {
          found: `#${anchor}`,
          mend: "name the severity otherwise",
        });
      }
      taken.set(anchor, severity);
    }
  }

  #checkNames(): void {
    const { procedures = [], settings = [], alerting, escalation } = this.#system;
    const alerts = (path: string, names: readonly string[] = []): void => {
      for (const name of names) this.#checkAlert(name, `${path}.alerts`);
    };
    for (const { title, alerts: names } of procedures) alerts(`procedures.${title}`, names);
    for (const { name, alerts: names } of settings) alerts(`settings.${name}`, names);
    for (const [index, { alerts: names }] of (alerting?.related ?? []).entries())
      alerts(`alerting.related.${index}`, names);
    for (const { name, branches } of escalation?.trees ?? []) {
      for (const [index, { when }] of branches.entries()) {
        if (typeof when === "string") continue;
        const path = `escalation.trees.${name}.branches.${index}.when`;
        if (!this.#checkAlert(when.alert, path)) continue;
        const severities = [...(this.#severities.get(when.alert) ?? [])];
        // A severity that the system does not declare is told with the model.
        if (severities.includes(when.severity) || !Object.hasOwn(this.#system.severities, when.severity)) continue;
        this.#report.error("page-severity-unknown", path, `${when.alert} has no such severity`, {
          found: when.severity,
          expected: severities.join(" or "),
        });
      }
    }
  }

  #checkAlert(name: string, path: string): boolean {
    if (this.#severities.has(name)) return true;
    this.#report.error("page-alert-unknown", path, "the model has no such alert", {
      found: name,
      expected: "the name of an alert that a rule has",
      mend: didYouMean(nearest(name, [...this.#severities.keys()])),
    });
    return false;
  }

  #checkContent(procedure: Procedure): void {
    const { title, first, investigate, remedies, verify, escalate, prevent, symptoms } = procedure;
    const parts = [first, investigate, remedies, verify, escalate, prevent, symptoms];
    if (parts.some((part) => part !== undefined && part.length > 0)) return;
    this.#report.error("procedure-empty", `procedures.${title}`, "the page would say nothing", {
      mend: "give it steps under first, investigate, remedies or verify",
    });
  }

  #checkCommand(command: Command, path: string): void {
    const { kind, text, destructive } = command;
    if (text.trim() === "") {
      this.#report.error("command-empty", path, "there is nothing to run", { mend: "leave the command out" });
      return;
    }
    const problem = grammarProblem(kind, text);
    if (problem !== undefined) this.#report.error(problem.code, path, problem.message, { found: text });
    const destroying = destructive === undefined ? destroyingPart(command) : undefined;
    if (destroying !== undefined) {
      this.#report.warning("command-unmarked", path, "it destroys or interrupts something and does not say so", {
        found: destroying,
        mend: "say under destructive what it destroys, interrupts or changes for users",
      });
    }
    const pod = unrestrictedPod(command);
    if (pod !== undefined) {
      this.#report.warning("command-unrestricted", path, 'Pod Security "restricted" refuses the pod that it makes', {
        found: pod,
        expected: "runAsNonRoot, allowPrivilegeEscalation: false, seccompProfile RuntimeDefault, capabilities drop ALL",
        mend: "kubectl debug: --profile=restricted; kubectl run: --overrides with that security context",
      });
    }
  }
}

/** What the parser of a language says of a text. */
function grammarProblem(
  kind: Command["kind"],
  text: string,
): { readonly code: RunbookCode; readonly message: string } | undefined {
  try {
    if (kind === "promql") parse(text);
    else if (kind === "logql") checkLogql(text);
    else if (kind === "yaml") {
      const read = readModelYaml(text, "yaml");
      if (!read.ok)
        return { code: "procedure-yaml-invalid", message: read.issues.map(({ message }) => message).join("; ") };
    }
  } catch (error) {
    if (error instanceof PromqlError) return { code: "procedure-query-invalid", message: error.message };
    if (error instanceof LogqlError) {
      return { code: "procedure-logql-invalid", message: `at character ${error.at + 1}: ${error.message}` };
    }
    throw error;
  }
  return undefined;
}
