import { posix } from "node:path";
import ts from "typescript";

/** Folders of `lib` and their layer; imports go down only, and folders of one layer do not know each other. */
const LAYERS: Readonly<Record<string, number>> = {
  core: 0,
  ...{ promql: 1, kubernetes: 1 },
  template: 2,
  engine: 3,
  model: 4,
  ...{
    rules: 5,
    routes: 5,
    dashboards: 5,
    scaling: 5,
    network: 5,
    backup: 5,
    maintenance: 5,
    runbooks: 5,
    manifests: 5,
  },
  compile: 6,
  ...{ prove: 7, targets: 7 },
  cli: 8,
  "index.ts": 9,
};

/** What each kind of outside package may be imported under; all others must be dependencies of the package. */
const HOMES: readonly (readonly [packages: RegExp, folders: readonly string[]])[] = [
  [/^(?:cdk8s|constructs|cdk8s-plus(?:-\d+)?)(?:\/|$)/, ["lib/targets/cdk8s/"]],
  [/^@pulumi\//, ["lib/targets/pulumi/"]],
  [/^@grafana\//, ["lib/dashboards/"]],
  [/^node:/, ["lib/targets/files/", "lib/cli/"]],
];

/** One `index.ts` for each published entry; anywhere else it would be a barrel. */
const ENTRIES = [
  "lib/index.ts",
  "lib/promql/index.ts",
  "lib/promql/notation/index.ts",
  "lib/targets/cdk8s/index.ts",
  "lib/targets/pulumi/index.ts",
];

const LONGEST_FILE = 300;

/** Every way in which a tree breaks the layering, a line each; `sources` maps paths from the root to their text. */
export function architectureViolations(
  sources: ReadonlyMap<string, string>,
  dependencies: readonly string[],
): string[] {
  const violations: string[] = [];
  const graph = new Map<string, readonly string[]>();
  for (const [path, text] of sources) {
    violations.push(...fileViolations(path, text));
    const imports = importsOf(text);
    const inner = imports.filter((name) => name.startsWith("."));
    const targets = inner.map((name) => posix.join(posix.dirname(path), name));
    graph.set(path, targets);
    for (const target of targets) violations.push(...importViolations(path, target, sources));
    for (const name of imports)
      if (!name.startsWith(".")) violations.push(...packageViolations(path, name, dependencies));
  }
  return [...violations, ...cycles(graph)];
}

/** Names of everything a module imports or re-exports, types and dynamic imports included. */
function importsOf(text: string): readonly string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map((file) => file.fileName);
}

function fileViolations(path: string, text: string): readonly string[] {
  const violations: string[] = [];
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (lines > LONGEST_FILE) violations.push(`${path}: ${lines} lines, more than ${LONGEST_FILE}`);
  if (/^\s*export\s+(?:type\s+)?\*/m.test(text)) violations.push(`${path}: export *`);
  if (posix.basename(path) === "index.ts" && !ENTRIES.includes(path)) violations.push(`${path}: a barrel`);
  if (layerOf(path) === undefined) violations.push(`${path}: in no folder of the layering`);
  return violations;
}

function importViolations(from: string, to: string, sources: ReadonlyMap<string, string>): readonly string[] {
  if (!sources.has(to)) return [`${from}: imports ${to}, which is no source file`];
  const fromLayer = layerOf(from);
  const toLayer = layerOf(to);
  if (fromLayer === undefined || toLayer === undefined || folderOf(from) === folderOf(to)) return [];
  if (toLayer > fromLayer) return [`${from}: imports upwards, ${to}`];
  if (toLayer === fromLayer) return [`${from}: imports its neighbour ${to}`];
  // Targets read the bundle only: a target that knew the model would derive things that no other target has.
  if (folderOf(from) === "targets" && toLayer > 1 && to !== "lib/compile/bundle.ts") {
    return [`${from}: a target imports ${to} instead of the bundle`];
  }
  return [];
}

function packageViolations(path: string, name: string, dependencies: readonly string[]): readonly string[] {
  const home = HOMES.find(([packages]) => packages.test(name));
  if (home !== undefined) return home[1].some((folder) => path.startsWith(folder)) ? [] : [`${path}: imports ${name}`];
  const known = dependencies.some((dependency) => name === dependency || name.startsWith(`${dependency}/`));
  return known ? [] : [`${path}: imports ${name}, which is no dependency`];
}

function folderOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function layerOf(path: string): number | undefined {
  return LAYERS[folderOf(path)];
}

/** Each cycle once, found from the first of its files that the search meets. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) found.push(`cycle: ${[...trail.slice(start), path].join(" -> ")}`);
    if (start !== -1 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}
