/**
 * `stacks/<system>/coverage.yaml` says where each fact of the system went, so that none gets lost. One entry per id of
 * `facts.yaml`; it has pointers into what `npm run generate` wrote, or a reason why it is carried elsewhere.
 *
 * ```yaml
 * ALECS-ALERT-02:
 *   equals:                                        # the artefact carries the document's value
 *     - file: rules/alecs/alecs-server.errors.rules.yml
 *       find: { alert: ALECSHighErrorRate, severity: critical }
 *       values:
 *         - { fact: /name, path: /alert }          # fact: JSON pointer into the fact's `data`; path: into the object
 *         - { fact: /expr, path: /expr, compare: threshold }
 *   mended:                                        # ours differs, and a test named after the defect shows why
 *     - defect: ALECS-D03
 *       file: rules/alecs/alecs-server.errors.rules.yml
 *       find: { record: "objective:bad_events:rate5m", objective: errors }
 *       values:
 *         - { fact: /expr, old: 'rate(...) > 0.01', path: /expr, new: 'sum(rate(...))' }
 *   aside: { /image: "the image belongs to the Deployment, which Burnline does not emit" }
 * ALECS-ROUTE-01:
 *   elsewhere: routes
 * thresholds:                                      # stated in text anywhere (X-D04): same groups, `id` names the fact
 *   - id: OCTO-SLO-02
 *     file: ...
 *     find: { alert: ..., severity: ... }
 *     values: [{ fact: /note, excerpt: "<30%", path: /expr, compare: threshold }]
 * ```
 *
 * **Which object**: `find` names exactly one, in any YAML or JSON file:
 * `{ alert: N, <label>: V, ... }` or `{ record: N, <label>: V, ... }` a rule, in rule files and PrometheusRules;
 * `{ kind: K, name: N }` a Kubernetes object; `{ panel: T }` a dashboard panel; `{ heading: H }` a section of a page.
 * Without `find` the object is the whole document. A segment `key=value` of a `path` picks the list item with that
 * field: `/services/name=alecs-server/scrape/job`.
 *
 * **How it is compared** (`compare`, default `equals`):
 * - `equals`: text, number or list as it is.
 * - `contains`: the artefact's text contains the document's.
 * - `threshold`: the number that the expression compares with (left of `and`/`unless`/`or`; or in `vector(N)`), or a
 *   plain number, equals the document's with its unit converted: `< 500ms` is 0.5, `> 1%` is 0.01; `<` and `>` agree.
 *   The document's may be PromQL too. `unit: ms` where the expression counts milliseconds; `stated: "%"` where the
 *   document leaves out the unit of its number.
 * - `complement`: the artefact's number is 1 minus the document's: `< 0.1%` errors is a target of 0.999.
 * - `metric`: the artefact's expression or metric name reads every metric that the document's text or PromQL names.
 * - `duration`: the same length of time: `2 minutes` and `2m`; `24 hours` and a dashboard's `now-1d`.
 * - `window`: the expression measures over the document's time: `[5m]`, or a recording `...rate5m`.
 *
 * `excerpt` narrows a long text of the document to a part of it, which has to occur in it. In `mended`, `old` is the
 * document's value (the fact's, or a part of it) and `new` ours; with `compare: threshold` both are numbers, else text,
 * compared without regard to white space. Both may leave out parts: `sum(rate(x[5m])) ... > 0.01`. The mend of that
 * defect, in `mends.ts`, lists the fact and demonstrates ours.
 *
 * **When an entry is carried**: every pointer holds; each main value of its kind has one (alert: name, expr, for,
 * severity; slo: target and thresholds; metric: name, expr or names), and every other value has one or stands
 * in `aside` with a reason (a pointer or reason for `/workload` covers what is under it). Values that are null, and
 * descriptive ones (notes, annotations; see coverage-kinds.ts), need none.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import type { Json } from "../../lib/core/json.ts";
import { readModelYaml } from "../../lib/core/yaml-read.ts";

/** Ways to compare a value of the document with one of an artefact; see the top of this file. */
export const COMPARATORS = ["equals", "contains", "threshold", "complement", "metric", "duration", "window"] as const;

export type Comparator = (typeof COMPARATORS)[number];

/** Names one object in a file: a rule and its labels, a Kubernetes object, a panel, or a section of a page. */
export type Find = Readonly<Record<string, string>>;

/** A value of the document and where an artefact has it. */
export interface ComparedValue {
  readonly fact: string;
  readonly excerpt?: string;
  readonly path: string;
  readonly compare?: Comparator;
  /** Unit in which the artefact counts; default: seconds, ratios, bytes, counts. */
  readonly unit?: "ms" | "%";
  /** Unit of a number that the document states without one. */
  readonly stated?: "ms" | "s" | "%";
}

/** A value of the document that ours replaces. */
export interface MendedValue extends Omit<ComparedValue, "excerpt"> {
  readonly old: string | number;
  readonly new: string | number;
}

/** Values that lie in one object of one file. */
export interface Pointer<V> {
  readonly file: string;
  readonly find?: Find;
  readonly values: readonly V[];
}

/** Where one fact went. */
export interface CoverageEntry {
  readonly equals?: readonly Pointer<ComparedValue>[];
  readonly mended?: readonly (Pointer<MendedValue> & { readonly defect: string })[];
  /** Values that nothing carries, each with its reason. */
  readonly aside?: Readonly<Record<string, string>>;
  /** Which later part brings the whole fact. */
  readonly elsewhere?: string;
}

/** A `coverage.yaml`. */
export interface Coverage {
  readonly entries: Readonly<Record<string, CoverageEntry>>;
  /** Thresholds that the document states in its text only, each with the id of the fact whose text it is. */
  readonly thresholds: readonly (Pointer<ComparedValue> & { readonly id: string })[];
}

const text = { type: "string", minLength: 1 } as const;
const scalar = { type: ["string", "number"] } as const;
const compared = { fact: text, path: text, compare: { enum: COMPARATORS }, unit: { enum: ["ms", "%"] } } as const;
const stated = { enum: ["ms", "s", "%"] } as const;
const find = { type: "object", minProperties: 1, additionalProperties: text } as const;

function pointers(own: object, required: readonly string[], value: object): Json {
  const properties = { ...own, file: text, find, values: { type: "array", minItems: 1, items: value } };
  const items = { type: "object", properties, required: [...required, "file", "values"], additionalProperties: false };
  return { type: "array", items } as Json;
}

const equal = {
  type: "object",
  properties: { ...compared, stated, excerpt: text },
  required: ["fact", "path"],
  additionalProperties: false,
};
const mended = {
  type: "object",
  properties: { ...compared, stated, old: scalar, new: scalar },
  required: ["fact", "path", "old", "new"],
  additionalProperties: false,
};

const ENTRY = {
  oneOf: [
    { type: "object", properties: { elsewhere: text }, required: ["elsewhere"], additionalProperties: false },
    {
      type: "object",
      properties: {
        equals: pointers({}, [], equal),
        mended: pointers({ defect: text }, ["defect"], mended),
        aside: { type: "object", minProperties: 1, additionalProperties: text },
      },
      anyOf: [{ required: ["equals"] }, { required: ["mended"] }],
      additionalProperties: false,
    },
  ],
};

// Strict types would not let one keyword have two.
const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strictRequired: false, strictTypes: false });
const isEntries = ajv.compile<Readonly<Record<string, CoverageEntry>>>({ type: "object", additionalProperties: ENTRY });
const isThresholds = ajv.compile<Coverage["thresholds"]>(pointers({ id: text }, ["id"], equal) as object);

/** Path of the coverage of a system from the root of the repository. */
export function coveragePath(system: string): string {
  return `stacks/${system}/coverage.yaml`;
}

/**
 * The coverage of a system; without the file, no fact of it is covered. Errors: throws with every problem of the file's
 * form.
 */
export function readCoverage(root: string, system: string): Coverage {
  const path = coveragePath(system);
  if (!existsSync(join(root, path))) return { entries: {}, thresholds: [] };
  return parseCoverage(readFileSync(join(root, path), "utf8"), path);
}

/** The coverage in a text; `path` is for messages. Errors: throws with every problem of the form. */
export function parseCoverage(content: string, path: string): Coverage {
  const read = readModelYaml(content, path);
  if (!read.ok) throw new Error(read.issues.map((issue) => `${issue.path}: ${issue.message}`).join("\n"));
  if (typeof read.value !== "object" || read.value === null) throw new Error(`${path}: no entries`);
  const { thresholds = [], ...entries } = read.value as { readonly thresholds?: unknown };
  if (!isEntries(entries)) throw new Error(`${path}: ${ajv.errorsText(isEntries.errors, { dataVar: "entry" })}`);
  if (!isThresholds(thresholds)) throw new Error(`${path}: ${ajv.errorsText(isThresholds.errors)}`);
  return { entries, thresholds };
}
