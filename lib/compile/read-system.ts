import { type Issue, isError } from "../core/issue.ts";
import { readModelYaml } from "../core/yaml-read.ts";
import { Report } from "../model/check/report.ts";
import type { System } from "../model/system.ts";
import type { TextCode } from "../model/yaml/codes.ts";
import { mapOf } from "../model/yaml/data.ts";
import type { FromCatalogue } from "../model/yaml/reading.ts";
import { shapeIssues } from "../model/yaml/shape.ts";
import { systemOf } from "../model/yaml/system.ts";
import { type Compilation, type CompileOptions, tryCompile } from "./compile.ts";
import { catalogueReader } from "./read/catalogue.ts";
import { withPlaces } from "./read/places.ts";
import { pruned, withoutUnknownKeys } from "./read/prune.ts";
import { inYamlWords } from "./read/words.ts";

/** A model that was read: the system when nothing is wrong with it, and every issue, warnings too. */
export interface ReadSystem {
  readonly system?: System;
  /** What follows from the system; there whenever the system is. */
  readonly compilation?: Compilation;
  readonly issues: readonly Issue[];
}

/** Codes of models that lack what could not be read, which is told already. */
const CONSEQUENCES = new Set(["nothing-promised", "condition-without-scenario"]);

/**
 * Reads a model in YAML or JSON. Everything wrong with it comes back at once, each with its place in the file: its text,
 * its shape, its meaning, and the rules that would follow from it.
 */
export function readSystem(yamlText: string, file: string, options: CompileOptions = {}): ReadSystem {
  const read = readModelYaml(yamlText, file);
  if (!read.ok) return { issues: read.issues };
  const told = shapeIssues(read.value);
  const slips = told.filter(({ unknown }) => unknown !== undefined);
  const mended = slips.length === 0 ? read.value : withoutUnknownKeys(read.value, slips);
  const rest = slips.length === 0 ? told : shapeIssues(mended);
  const shape = [...slips, ...rest];
  const data = pruned(
    mended,
    rest.map(({ keys }) => keys),
  );
  const shapeOnly = shape.map(({ issue }) => issue);
  if (data === undefined) return { issues: withPlaces(shapeOnly, yamlText, file) };
  const report = new Report<TextCode>();
  const fromCatalogue: FromCatalogue = catalogueReader(report);
  const system = systemOf(mapOf(data), { report, fromCatalogue });
  const incomplete = shape.length > 0 || report.issues.length > 0;
  const compiled = tryCompile(system, options);
  const model = compiled.issues.filter(({ code }) => !incomplete || !CONSEQUENCES.has(code));
  const issues = withPlaces([...shapeOnly, ...report.issues, ...inYamlWords(model, system)], yamlText, file);
  if (issues.some(isError) || compiled.compilation === undefined) return { issues };
  return { system, compilation: compiled.compilation, issues };
}
