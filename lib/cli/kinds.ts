import { BurnlineError } from "../core/issue.ts";
import { issue, unknownName } from "./refuse.ts";

/** Files that only the repository of a stack has, written by `npm run generate` beside what `synth` writes. */
const OF_REPOSITORY = ["model.json", "MENDS.md"];

/** Pictures of dashboards, and the page that shows them. */
const PICTURES = /^dashboards\/[^/]+\/(?:README\.md|[^/]+\.svg)$/;

/**
 * The kind of a generated file, by its path: what `--only` picks. A kind has the files of one part: `rules` are the plain
 * rule files and the PrometheusRules; `tests` are unit tests and what is simulated; `dashboards`, `runbooks` lie in folders of their own; the rest of
 * `manifests/` goes by the names of its files, and other files are `documents`.
 */
export function kindOf(path: string): string {
  if (PICTURES.test(path)) return "repository";
  const [top, , ...rest] = path.split("/");
  const name = rest.at(-1) ?? "";
  if (top === "rules") return name.endsWith(".test.yml") ? "tests" : name.endsWith(".rules.yml") ? "rules" : "routes";
  if (top === "dashboards") return "dashboards";
  if (rest.length > 1 && rest[0] === "manifests") return name.replace(/\.yaml$/, "");
  if (rest.length > 1) return rest[0] ?? "documents";
  if (name === "load.md") return "tests";
  return OF_REPOSITORY.includes(name) ? "repository" : "documents";
}

/** Which kinds of files a run brings up to date; those of others stay as they are. */
export type Covers = (kind: string) => boolean;

/**
 * What a run covers: everything, less the kinds that it does not produce, or only the named ones.
 *
 * @throws BurnlineError for a name that no file has for its kind
 */
export function covering(only: readonly string[], produced: ReadonlySet<string>, tests: boolean): Covers {
  const known = [...new Set([...produced, "tests"])].filter((kind) => kind !== "repository").sort();
  const unknown = only.filter((kind) => !known.includes(kind));
  if (unknown.length > 0) {
    throw new BurnlineError(
      unknown.map((kind) =>
        issue("option-value-unknown", "--only", "no file is of this kind", unknownName(kind, known)),
      ),
    );
  }
  if (only.length > 0) return (kind) => only.includes(kind);
  return (kind) => kind !== "repository" && (tests || kind !== "tests");
}
