import type { Json } from "../../lib/core/json.ts";
import type { ComparedValue, Coverage, CoverageEntry, Pointer } from "./coverage.ts";
import { Artefacts } from "./coverage-artefact.ts";
import { compareMended, compareValue } from "./coverage-compare.ts";
import { countsFor, mainValues, statedValues } from "./coverage-kinds.ts";
import type { Fact } from "./fact.ts";
import { valueAt } from "./pointer.ts";
import type { Stack } from "./stack.ts";

/** What became of the facts of one system. */
export interface CoverageResult {
  readonly system: string;
  readonly facts: readonly Pick<Fact, "id" | "kind">[];
  /** Ids whose every pointer holds. */
  readonly carried: readonly string[];
  readonly elsewhere: readonly { readonly id: string; readonly reason: string }[];
  /** Ids that `coverage.yaml` does not name. */
  readonly missing: readonly string[];
  readonly problems: readonly CoverageProblem[];
  /** Entries that refer to a defect; its test has to pass. */
  readonly mended: readonly { readonly id: string; readonly defect: string }[];
}

/** One thing that is wrong with the entry of an id. */
export interface CoverageProblem {
  readonly id: string;
  readonly message: string;
}

/** Resolves every pointer of a system in the generated output under `root`, and compares. */
export function checkCoverage(root: string, stack: Stack, coverage: Coverage): CoverageResult {
  const artefacts = new Artefacts(root, stack.name);
  const facts = [...stack.facts.values()];
  const problems: CoverageProblem[] = Object.keys(coverage.entries)
    .filter((id) => !stack.facts.has(id))
    .map((id) => ({ id, message: "the document states no such thing" }));
  const carried: string[] = [];
  const elsewhere: { id: string; reason: string }[] = [];
  for (const fact of facts) {
    const entry = coverage.entries[fact.id];
    if (entry === undefined) continue;
    if (entry.elsewhere !== undefined) {
      elsewhere.push({ id: fact.id, reason: entry.elsewhere });
      continue;
    }
    const found = entryProblems(fact, entry, stack, artefacts);
    problems.push(...found.map((message) => ({ id: fact.id, message })));
    if (found.length === 0) carried.push(fact.id);
  }
  problems.push(...thresholdProblems(stack, coverage, artefacts));
  const missing = facts.filter(({ id }) => !(id in coverage.entries)).map(({ id }) => id);
  const mended = Object.entries(coverage.entries).flatMap(([id, entry]) =>
    (entry.mended ?? []).map(({ defect }) => ({ id, defect })),
  );
  return { system: stack.name, facts, carried, elsewhere, missing, problems, mended };
}

function entryProblems(fact: Fact, entry: CoverageEntry, stack: Stack, artefacts: Artefacts): readonly string[] {
  const equals = (entry.equals ?? []).flatMap((pointer) => pointerProblems(fact, pointer, artefacts, compareValue));
  const mended = (entry.mended ?? []).flatMap((pointer) => [
    ...mendProblems(fact, pointer.defect, stack),
    ...pointerProblems(fact, pointer, artefacts, compareMended),
  ]);
  return [...equals, ...mended, ...uncovered(fact, entry)];
}

function pointerProblems<V extends Pick<ComparedValue, "fact" | "path">>(
  fact: Fact,
  { file, find, values }: Pointer<V>,
  artefacts: Artefacts,
  compare: (stated: Json, found: Json, how: V) => string | undefined,
): readonly string[] {
  const object = artefacts.find(file, find);
  if (!object.ok) return [object.problem];
  if (!countsFor(fact.kind, object.artefact))
    return [`${file}: a fact of kind ${fact.kind} is not carried by ${object.artefact}`];
  return values.flatMap((value) => {
    const stated = valueAt(fact.data, value.fact);
    const found = valueAt(object.value, value.path);
    if (stated === undefined || stated === null) return [`the document has nothing at ${value.fact}`];
    if (found === undefined || found === null) return [`${file} has nothing at ${value.path}`];
    const problem = compare(stated, found, value);
    return problem === undefined ? [] : [`${value.fact}: ${problem}`];
  });
}

function mendProblems(fact: Fact, defect: string, stack: Stack): readonly string[] {
  const mend = stack.mends.find((one) => one.defect === defect);
  if (mend === undefined) return [`no mend, and so no test, is named ${defect}`];
  if (!mend.facts.includes(fact.id)) return [`the mend of ${defect} does not name ${fact.id}`];
  const asserted =
    mend.demonstrations.some((demonstration) => demonstration.ours.length > 0) ||
    (mend.objects !== undefined && mend.objects.comparisons.length > 0);
  return asserted ? [] : [`the mend of ${defect} demonstrates nothing of ours`];
}

/** Values of the fact that no pointer and no `aside` is about. */
function uncovered(fact: Fact, { equals = [], mended = [], aside = {} }: CoverageEntry): readonly string[] {
  const pointed = [...equals, ...mended].flatMap((pointer) => pointer.values.map((value) => value.fact));
  const asides = Object.keys(aside);
  const main = mainValues(fact.kind, fact.data)
    .filter((pointer) => !pointed.some((one) => covers(one, pointer)))
    .map((pointer) => `${pointer} has no pointer`);
  const others = statedValues(fact.kind, fact.data)
    .filter((pointer) => ![...pointed, ...asides].some((one) => covers(one, pointer)))
    .map((pointer) => `${pointer} has neither a pointer nor a reason under aside`);
  const dangling = asides
    .filter((pointer) => pointer === "" || valueAt(fact.data, pointer) === undefined)
    .map((pointer) => `aside: the document has nothing at ${pointer}`);
  return [
    ...new Set([...main, ...others.filter((one) => !main.includes(`${one.split(" ", 1)[0]} has no pointer`))]),
    ...dangling,
  ];
}

/** Whether a pointer to one value of a fact is about another: itself, what is in it, or an item of its list. */
function covers(one: string, pointer: string): boolean {
  return one === pointer || pointer.startsWith(`${one}/`) || one.startsWith(`${pointer}/`);
}

function thresholdProblems(stack: Stack, { thresholds }: Coverage, artefacts: Artefacts): readonly CoverageProblem[] {
  return thresholds.flatMap(({ id, ...pointer }) => {
    const fact = stack.facts.get(id);
    if (fact === undefined) return [{ id, message: "the document states no such thing" }];
    // Wherever the text stands, a threshold is only kept by a rule.
    const asRule = { ...fact, kind: "alert" };
    return pointerProblems(asRule, pointer, artefacts, compareValue).map((message) => ({ id, message }));
  });
}
