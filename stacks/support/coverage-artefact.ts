import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { Json } from "../../lib/core/json.ts";
import type { Find } from "./coverage.ts";
import type { ArtefactClass } from "./coverage-kinds.ts";
import { fieldOf, isList, valueAt } from "./pointer.ts";

/** The object that a pointer leads to, or why it leads nowhere. */
export type Found =
  | { readonly ok: true; readonly artefact: ArtefactClass; readonly value: Json }
  | { readonly ok: false; readonly problem: string };

/** Reads what `npm run generate` wrote for one system; nothing else counts as output. */
export class Artefacts {
  readonly #root: string;
  readonly #generated: RegExp;
  readonly #documents = new Map<string, readonly Json[]>();

  constructor(root: string, system: string) {
    this.#root = root;
    this.#generated = new RegExp(
      `^(?:rules/${system}/|dashboards/${system}/|stacks/${system}/(?:manifests/|runbooks/|(?:model|pagerduty-escalation-policy)\\.json$|escalation\\.yaml$))`,
    );
  }

  /** The object that `find` names in a file. */
  find(file: string, find: Find | undefined): Found {
    if (!this.#generated.test(file) || file.includes(".."))
      return { ok: false, problem: `${file} is not generated output` };
    if (!existsSync(join(this.#root, file))) return { ok: false, problem: `${file} does not exist` };
    if (file.endsWith(".md")) return this.#section(file, find);
    const documents = this.#read(file);
    if (find === undefined) {
      const [only, ...more] = documents;
      if (only === undefined || more.length > 0)
        return { ok: false, problem: `${file} has ${documents.length} documents: say which` };
      return { ok: true, artefact: wholeOf(file, only), value: only };
    }
    const found = documents.flatMap((document) => candidates(document, find));
    const [value] = found;
    if (value === undefined || found.length > 1) {
      return { ok: false, problem: `${file} has ${found.length} of ${JSON.stringify(find)}` };
    }
    return {
      ok: true,
      artefact: "alert" in find || "record" in find ? "rule" : "panel" in find ? "panel" : classOf(value),
      value,
    };
  }

  #read(file: string): readonly Json[] {
    const known = this.#documents.get(file);
    if (known !== undefined) return known;
    // JSON is YAML, and js-yaml's values are JSON's, as generated files have no tags.
    const documents = loadAll(readFileSync(join(this.#root, file), "utf8")) as Json[];
    this.#documents.set(file, documents);
    return documents;
  }

  #section(file: string, find: Find | undefined): Found {
    const text = readFileSync(join(this.#root, file), "utf8");
    const heading = find?.heading;
    if (heading === undefined) return { ok: true, artefact: "page", value: { text } };
    const sections = text
      .split(/^(?=#+ )/m)
      .filter((section) => section.split("\n", 1)[0]?.replace(/^#+ /, "") === heading);
    const [section] = sections;
    if (section === undefined || sections.length > 1) {
      return { ok: false, problem: `${file} has ${sections.length} headings ${heading}` };
    }
    return { ok: true, artefact: "page", value: { text: section } };
  }
}

/** What sort of thing a whole document is. */
function wholeOf(file: string, value: Json): ArtefactClass {
  if (file.startsWith("dashboards/")) return "dashboard";
  return file.endsWith("/model.json") ? "model" : classOf(value);
}

function classOf(value: Json): ArtefactClass {
  const kind = fieldOf(value, "kind");
  return typeof kind === "string" ? kind : "other";
}

function candidates(document: Json, find: Find): readonly Json[] {
  if ("alert" in find || "record" in find) return rulesOf(document).filter((rule) => isRule(rule, find));
  if ("panel" in find) return panelsOf(document).filter((panel) => fieldOf(panel, "title") === find.panel);
  const { kind, name, ...rest } = find;
  if (kind === undefined || name === undefined || Object.keys(rest).length > 0) return [];
  const same = fieldOf(document, "kind") === kind && valueAt(document, "/metadata/name") === name;
  return same ? [document] : [];
}

function isRule(rule: Json, find: Find): boolean {
  return Object.entries(find).every(([key, value]) =>
    key === "alert" || key === "record"
      ? fieldOf(rule, key) === value
      : fieldOf(fieldOf(rule, "labels"), key) === value,
  );
}

function rulesOf(document: Json): readonly Json[] {
  const groups = fieldOf(document, "groups") ?? valueAt(document, "/spec/groups");
  if (!isList(groups)) return [];
  return groups.flatMap((group) => {
    const rules = fieldOf(group, "rules");
    return isList(rules) ? rules : [];
  });
}

function panelsOf(document: Json): readonly Json[] {
  const panels = fieldOf(document, "panels");
  if (!isList(panels)) return [];
  return panels.flatMap((panel) => [panel, ...panelsOf(panel)]);
}
