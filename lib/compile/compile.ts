import type { Assumption } from "../core/assumed.ts";
import { yamlHeader } from "../core/generated.ts";
import { BurnlineError, type Issue, isError } from "../core/issue.ts";
import { toYaml } from "../core/yaml.ts";
import { assumptionsIn, type System } from "../model/system.ts";
import { deriveEach, deriveGroups } from "../rules/derive.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import { scrapeConfig } from "../rules/scrape-config.ts";
import type { Addition, Source } from "./addition.ts";
import { alerting } from "./alerting.ts";
import { assumptionsDocument } from "./assumptions.ts";
import type { Bundle, RuleFile } from "./bundle.ts";
import { checkSystem } from "./check.ts";
import { type Cost, costOf } from "./cost.ts";
import { dashboards } from "./dashboards.ts";
import { prometheusRules } from "./kubernetes-rules.ts";
import { monitors } from "./monitors.ts";
import { network } from "./network.ts";
import { RuleFilePrinter, type RuleFilesBy } from "./print-rules.ts";
import { runbooks } from "./runbooks.ts";
import { scaling } from "./scaling.ts";

/** What {@link compile} gives: the bundle for the targets, and the derivation behind it for proofs and reports. */
export interface Compilation {
  readonly bundle: Bundle;
  /** The rule groups as trees, derived anew each time: a large system fits in memory as text only. */
  readonly groups: readonly DerivedGroup[];
  readonly assumptions: readonly Assumption[];
  /** What should be looked at although it refuses nothing. */
  readonly findings: readonly Issue[];
  readonly size: Size;
  /** What each rule group costs the Prometheus that evaluates it, in the order of the model. */
  readonly costs: readonly GroupCost[];
}

/** Cost of one rule group: an objective, the targets of a scrape, or a condition. */
export interface GroupCost extends Cost {
  readonly owner: string;
  readonly part: string;
}

/** How much was derived. */
export interface Size {
  readonly rules: number;
  readonly alerts: number;
  /** Estimate of the samples that Prometheus reads when it evaluates every rule once. */
  readonly samplesPerEvaluation: number;
}

/** How output is laid out. */
export interface CompileOptions {
  /** @default "objective": a changed objective changes one file; "owner" makes fewer files of very large systems. */
  readonly ruleFilesBy?: RuleFilesBy;
  /** Whether to look for what is wrong; a second process need not, where the first one does. @default true */
  readonly check?: boolean;
}

/**
 * Derives everything from one system.
 *
 * @throws BurnlineError with every error of the model at once, when it has any
 */
export function compile(system: System, options: CompileOptions = {}): Compilation {
  const { compilation, issues } = tryCompile(system, options);
  if (compilation === undefined) throw new BurnlineError(issues.filter(isError));
  return compilation;
}

/** Derives everything from one system, and gives every issue; there is no compilation when one of them is an error. */
export function tryCompile(
  system: System,
  { ruleFilesBy = "objective", check = true }: CompileOptions = {},
): { readonly compilation?: Compilation; readonly issues: readonly Issue[] } {
  const printer = new RuleFilePrinter(system, ruleFilesBy);
  const size = { rules: 0, alerts: 0, samplesPerEvaluation: 0 };
  const costs: GroupCost[] = [];
  const alerts = new Set<string>();
  const visit = (group: DerivedGroup): void => {
    printer.add(group);
    size.rules += group.rules.length;
    for (const rule of group.rules) {
      if (rule.kind !== "alert") continue;
      size.alerts++;
      alerts.add(rule.alert);
    }
    const cost = costOf(group, system);
    size.samplesPerEvaluation += cost.samplesPerEvaluation;
    costs.push({ owner: group.owner, part: group.part, ...cost });
  };
  const issues = check ? checkSystem(system, visit) : [];
  if (!check) for (const group of deriveEach(system)) visit(group);
  if (issues.some(isError)) return { issues };
  const assumptions = assumptionsIn(system);
  const compilation: Compilation = {
    bundle: bundleOf({ system, alerts: [...alerts], groups: () => deriveGroups(system) }, printer.files(), assumptions),
    get groups() {
      return deriveGroups(system);
    },
    assumptions,
    findings: issues,
    size,
    costs,
  };
  return { compilation, issues };
}

/** What follows from a model besides its rules and monitors, in the order of the bundle. */
const ADDITIONS: readonly ((source: Source) => Addition)[] = [alerting, scaling, network, runbooks, dashboards];

function bundleOf(source: Source, files: readonly RuleFile[], assumptions: readonly Assumption[]): Bundle {
  const { system } = source;
  const onKubernetes = system.runs.includes("kubernetes");
  const scraped = scrapeConfig(system);
  const additions = ADDITIONS.map((add) => add(source));
  const parts = [
    { name: "rules", objects: onKubernetes ? prometheusRules(system, files) : [] },
    { name: "monitors", objects: onKubernetes ? monitors(system) : [] },
  ];
  return {
    system: system.name,
    ruleFiles: files,
    parts: [...parts.filter(({ objects }) => objects.length > 0), ...additions.flatMap((one) => one.parts)],
    documents: [
      assumptionsDocument(system, assumptions),
      ...(scraped === undefined
        ? []
        : [{ path: `stacks/${system.name}/scrape.yml`, content: `${yamlHeader(system.name)}${toYaml(scraped)}` }]),
      ...additions.flatMap((one) => one.documents),
    ],
  };
}
