import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Compilation, CompileOptions } from "../compile/compile.ts";
import { BurnlineError, type Issue, isError } from "../core/issue.ts";
import type { System } from "../model/system.ts";
import type { Progress } from "./progress.ts";
import { issue, refusal } from "./refuse.ts";

/** A system and where it was read. */
export interface LoadedModel {
  /** Path as it was given. */
  readonly origin: string;
  readonly system: System;
  /** What follows from it, where reading it has already made that. */
  readonly compilation?: Compilation;
  /** Findings with places in the text, for a model that has a text. */
  readonly findings?: readonly Issue[];
}

/** What a repository that has its models in one module calls it. */
const DEFAULT_MODELS = ["stacks/index.ts", "stacks/index.js"];

const TEXTS = [".yaml", ".yml", ".json"];
const MODULES = [".ts", ".mts", ".js", ".mjs"];

/** Bytes of text from which reading one model alone takes about a second. */
const LARGE = 500_000;

/**
 * Reads every model, in the order given; without paths, what `stacks/index.ts` exports.
 *
 * @throws BurnlineError with what is wrong with all of them
 */
export async function loadModels(
  paths: readonly string[],
  folder: string,
  progress?: Progress,
  options: CompileOptions = {},
): Promise<readonly LoadedModel[]> {
  const issues: Issue[] = [];
  const models: LoadedModel[] = [];
  for (const path of paths.length > 0 ? paths : defaultPaths(folder)) {
    progress?.step(`reading ${path}`, sizeOf(resolve(folder, path)) > LARGE);
    try {
      models.push(...(await loadModel(path, resolve(folder, path), options)));
    } catch (error) {
      if (!(error instanceof BurnlineError)) throw error;
      issues.push(...error.issues);
    }
  }
  issues.push(...duplicates(models));
  if (issues.length > 0) throw new BurnlineError(issues);
  return models;
}

/** Picks systems by name; no names mean all of them. Errors: BurnlineError for a name that no model has. */
export function selectSystems(models: readonly LoadedModel[], names: readonly string[]): readonly LoadedModel[] {
  const known = models.map(({ system }) => system.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const expected = known.join(", ");
    throw new BurnlineError(
      unknown.map((found) => issue("system-unknown", "--system", "no model has this name", { found, expected })),
    );
  }
  return names.length === 0 ? models : models.filter(({ system }) => names.includes(system.name));
}

/** The module that has the models of a folder; `undefined` where there is none. */
export function defaultModels(folder: string): string | undefined {
  return DEFAULT_MODELS.find((path) => existsSync(resolve(folder, path)));
}

function defaultPaths(folder: string): readonly string[] {
  const found = defaultModels(folder);
  if (found !== undefined) return [found];
  throw refusal("model-missing", "", "no model was given, and there is no stacks/index.ts here", {
    mend: "name a model: burnline synth system.yaml",
  });
}

async function loadModel(path: string, absolute: string, options: CompileOptions): Promise<readonly LoadedModel[]> {
  const kind = extname(path).toLowerCase();
  if (TEXTS.includes(kind)) return [await readText(path, absolute, options)];
  if (!MODULES.includes(kind)) {
    throw refusal("model-kind-unknown", path, "the name does not say what is in the file", {
      found: kind === "" ? "no extension" : kind,
      expected: [...TEXTS, ...MODULES].join(", "),
    });
  }
  if (!existsSync(absolute)) throw unreadable(path, "no such file");
  return (await importSystems(path, absolute)).map((system) => ({ origin: path, system }));
}

async function readText(path: string, absolute: string, options: CompileOptions): Promise<LoadedModel> {
  let text: string;
  try {
    text = readFileSync(absolute, "utf8");
  } catch (error) {
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    throw unreadable(path, missing ? "no such file" : String(error));
  }
  const { readSystem } = await import("../compile/read-system.ts");
  const { system, compilation, issues } = readSystem(text, path, options);
  if (system === undefined || compilation === undefined) throw new BurnlineError(issues.filter(isError));
  return { origin: path, system, compilation, findings: issues };
}

async function importSystems(path: string, absolute: string): Promise<readonly System[]> {
  let module: unknown;
  try {
    module = await import(pathToFileURL(absolute).href);
  } catch (error) {
    throw notImported(path, error);
  }
  const exported = typeof module === "object" && module !== null ? Object.values(module) : [];
  const systems = [...new Set(exported.flat().filter(isSystem))];
  if (systems.length > 0) return systems;
  throw refusal("model-without-system", path, "the module exports no system", {
    expected: "`export default system(...)`, a named export of one, or a list of them",
  });
}

function notImported(path: string, error: unknown): BurnlineError {
  if (error instanceof BurnlineError) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION" || code === "ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING") {
    return refusal("model-needs-typescript", path, `Node ${process.versions.node} cannot load this TypeScript`, {
      mend: `use Node 22.18 or later, or install tsx and run: NODE_OPTIONS="--import tsx" burnline ...`,
    });
  }
  const found = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return refusal("model-failed", path, "the module failed while it was loaded", { found });
}

function sizeOf(absolute: string): number {
  return statSync(absolute, { throwIfNoEntry: false })?.size ?? 0;
}

function unreadable(path: string, found: string): BurnlineError {
  return refusal("model-unreadable", path, "the model cannot be read", { found });
}

/** By its shape: a system may come from another copy of the package, and holds nothing but data. */
function isSystem(value: unknown): value is System {
  if (typeof value !== "object" || value === null || !("name" in value) || typeof value.name !== "string") return false;
  return "services" in value && Array.isArray(value.services) && "severities" in value && "prometheus" in value;
}

function duplicates(models: readonly LoadedModel[]): readonly Issue[] {
  const first = new Map<string, string>();
  return models.flatMap(({ origin, system: { name } }) => {
    const other = first.get(name);
    first.set(name, other ?? origin);
    if (other === undefined) return [];
    const mend = "rename one of them, or pick other models";
    return [
      issue("system-duplicate", origin, "two systems of one name would write the same files", {
        found: `${name}, also in ${other}`,
        mend,
      }),
    ];
  });
}
