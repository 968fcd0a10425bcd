import { glob } from "./glob.ts";
import { joinPaths } from "./paths.ts";
import { type LoadedGroup, type RuleSource, type RuleSourceOptions, readRuleSource } from "./rule-source.ts";
import type { TestFiles } from "./test-files.ts";

/** Rule files that were read, so that tests that share one read it once. */
export class RuleFiles {
  private readonly files: TestFiles;
  private readonly options: RuleSourceOptions;
  private readonly known = new Map<string, RuleSource>();

  constructor(files: TestFiles, options: RuleSourceOptions) {
    this.files = files;
    this.options = options;
  }

  /** What a rule file holds. */
  read(path: string): RuleSource {
    let source = this.known.get(path);
    if (source === undefined) {
      source = this.load(path);
      this.known.set(path, source);
    }
    return source;
  }

  private load(path: string): RuleSource {
    try {
      return readRuleSource(this.files.read(path), path, this.options);
    } catch (error) {
      if (!(error instanceof Error) || error instanceof TypeError || error instanceof RangeError) throw error;
      return { ok: false, errors: [`${path}: ${error.message}`] };
    }
  }
}

/** The rule files that the patterns of a test file name, and the patterns that name none. Errors: `PatternError`. */
export function resolveRuleFiles(
  files: TestFiles,
  folder: string,
  patterns: readonly string[],
): { readonly paths: readonly string[]; readonly empty: readonly string[] } {
  const paths: string[] = [];
  const empty: string[] = [];
  for (const pattern of patterns) {
    const full = pattern === "" || pattern.startsWith("/") ? pattern : joinPaths(folder, pattern);
    const found = glob(files, full);
    if (found.length === 0) empty.push(full);
    paths.push(...found);
  }
  return { paths, empty };
}

/**
 * The groups of rule files, each file once however often it is named, and the files of which a document is
 * not read; or the errors of the first file that is refused.
 */
export function loadGroups(
  ruleFiles: RuleFiles,
  paths: readonly string[],
):
  | { readonly ok: true; readonly groups: readonly LoadedGroup[]; readonly cut: readonly string[] }
  | { readonly ok: false; readonly errors: readonly string[] } {
  const groups: LoadedGroup[] = [];
  const cut: string[] = [];
  for (const path of new Set(paths)) {
    const source = ruleFiles.read(path);
    if (!source.ok) return source;
    groups.push(...source.groups);
    if (source.ignoredDocuments > 0) cut.push(path);
  }
  return { ok: true, groups, cut };
}
