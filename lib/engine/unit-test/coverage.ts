import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import { readsOf } from "../reads.ts";
import { nameOf, type Rule } from "../rule.ts";
import { compileReads, mayRead, type Reads, type Writes, writesOf } from "../writes.ts";
import type { LoadedGroup } from "./rule-source.ts";
import type { UnitTest } from "./test-file.ts";

/** How often tests reach a rule. */
export interface RuleCoverage {
  readonly file: string;
  readonly line: number;
  readonly group: string;
  readonly kind: Rule["kind"];
  readonly name: string;
  /** Alert tests that name it and expect an alert. */
  readonly firing: number;
  /** Alert tests that name it and expect none. */
  readonly silent: number;
  /** Checks that read what it writes: expression tests, and those that reach a rule that reads it. */
  readonly read: number;
}

interface Entry {
  readonly loaded: LoadedGroup;
  readonly index: number;
  readonly rule: Rule;
  readonly writes: Writes;
  firing: number;
  silent: number;
  read: number;
}

/** The rules of one set of groups, and who of them reads whom. */
interface Graph {
  readonly entries: readonly Entry[];
  /** Everything that an entry reads, through other rules too; itself left out. */
  readonly behind: ReadonlyMap<Entry, ReadonlySet<Entry>>;
  /** What an expression reads, by its text. */
  readonly byText: Map<string, ReadonlySet<Entry>>;
}

/** Counts the checks that reach each rule, over all files of a run. */
export class CoverageTable {
  private readonly entries = new Map<string, Entry>();
  private readonly graphs = new Map<string, Graph>();
  private readonly pending: { readonly groups: readonly LoadedGroup[]; readonly test: UnitTest }[] = [];

  /** Makes rules known that no test may reach. */
  add(groups: readonly LoadedGroup[]): void {
    for (const loaded of groups)
      for (const [index, rule] of loaded.group.rules.entries()) this.entry(loaded, index, rule);
  }

  /** Counts the checks of a test, once somebody asks for the rows. */
  count(groups: readonly LoadedGroup[], test: UnitTest): void {
    this.pending.push({ groups, test });
  }

  /** Every rule, in the order in which files named them. */
  rows(): readonly RuleCoverage[] {
    for (const { groups, test } of this.pending.splice(0)) this.countNow(groups, test);
    return [...this.entries.values()].map(({ loaded, index, rule, firing, silent, read }) => ({
      file: loaded.file,
      line: loaded.lines()[index] ?? 0,
      group: loaded.group.name,
      kind: rule.kind,
      name: nameOf(rule),
      firing,
      silent,
      read,
    }));
  }

  private countNow(groups: readonly LoadedGroup[], test: UnitTest): void {
    const graph = this.graph(groups);
    for (const { alertname, expected } of test.alerts) {
      const named = graph.entries.filter(({ rule }) => rule.kind === "alerting" && rule.alert === alertname);
      for (const entry of named) {
        if (expected.length > 0) entry.firing++;
        else entry.silent++;
      }
      for (const entry of reachedFrom(graph, named)) if (!named.includes(entry)) entry.read++;
    }
    for (const { expression } of test.expressions) for (const entry of readBy(graph, expression)) entry.read++;
  }

  private graph(groups: readonly LoadedGroup[]): Graph {
    const key = groups.map(({ file, group }) => `${file}\0${group.name}`).join("\0");
    let graph = this.graphs.get(key);
    if (graph === undefined) {
      const entries = groups.flatMap((loaded) =>
        loaded.group.rules.map((rule, index) => this.entry(loaded, index, rule)),
      );
      graph = { entries, behind: closureOf(entries), byText: new Map() };
      this.graphs.set(key, graph);
    }
    return graph;
  }

  private entry(loaded: LoadedGroup, index: number, rule: Rule): Entry {
    const key = `${loaded.file}\0${loaded.group.name}\0${index}`;
    let entry = this.entries.get(key);
    if (entry === undefined) {
      entry = { loaded, index, rule, writes: writesOf(loaded.group, rule), firing: 0, silent: 0, read: 0 };
      this.entries.set(key, entry);
    }
    return entry;
  }
}

/** Whether any check reaches a rule. */
export function isReached({ firing, silent, read }: RuleCoverage): boolean {
  return firing + silent + read > 0;
}

function readBy(graph: Graph, expression: string): ReadonlySet<Entry> {
  let found = graph.byText.get(expression);
  if (found === undefined) {
    found = reachedFrom(graph, entriesRead(graph.entries, readsIn(expression)));
    graph.byText.set(expression, found);
  }
  return found;
}

function readsIn(expression: string): readonly Reads[] {
  try {
    return readsOf(parse(expression)).map(compileReads);
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return [];
  }
}

function entriesRead(entries: readonly Entry[], reads: readonly Reads[]): readonly Entry[] {
  return entries.filter(({ writes }) => reads.some((one) => mayRead(one, writes)));
}

/** Entries with all that they read. */
function reachedFrom(graph: Graph, entries: readonly Entry[]): ReadonlySet<Entry> {
  return new Set(entries.flatMap((entry) => [entry, ...(graph.behind.get(entry) ?? [])]));
}

function closureOf(entries: readonly Entry[]): ReadonlyMap<Entry, ReadonlySet<Entry>> {
  const direct = new Map(
    entries.map((entry) => [entry, entriesRead(entries, readsOf(entry.rule.expression).map(compileReads))] as const),
  );
  return new Map(
    entries.map((entry) => {
      const found = new Set<Entry>();
      const open = [...(direct.get(entry) ?? [])];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (found.has(next) || next === entry) continue;
        found.add(next);
        open.push(...(direct.get(next) ?? []));
      }
      return [entry, found] as const;
    }),
  );
}
