import type { Report } from "../../model/check/report.ts";
import type { RouteCode } from "../codes.ts";
import { type CompiledInhibition, inhibitionsOf } from "../inhibition.ts";
import { nodesFor, type RouteNode, type RoutingTree } from "../tree.ts";
import type { ClassExample, RouteContext } from "./context.ts";

/** The classes of alerts on both sides of an inhibition. */
interface Sides {
  readonly inhibition: CompiledInhibition;
  readonly causes: readonly ClassExample[];
  readonly effects: readonly ClassExample[];
}

/** That nothing is silenced for which nobody is told something at least as urgent. */
export function checkInhibitions(
  tree: RoutingTree,
  classes: readonly ClassExample[],
  { ranks, file, causes: needsCauses = false }: RouteContext,
  report: Report<RouteCode>,
): void {
  const all = inhibitionsOf(tree.configuration).map(
    (inhibition): Sides => ({
      inhibition,
      causes: classes.filter(({ all: labels }) => inhibition.isSource(labels)),
      effects: classes.filter(({ all: labels }) => inhibition.isTarget(labels)),
    }),
  );
  for (const sides of all) {
    const path = `${file}: ${sides.inhibition.path}`;
    if (needsCauses && sides.causes.length === 0) {
      report.warning("inhibition-without-cause", path, "no alert is its cause, so that it never holds", {
        found: sides.inhibition.rule.source_matchers.join(", "),
        expected: "matchers of an alert that exists",
        mend: "remove it, or mend the name",
      });
    }
    checkUrgency(sides, ranks, path, report);
    checkHeard(tree, sides, path, report);
  }
  checkCycles(all, file, report);
}

/** Pairs of a cause and an effect, without alerts that stand on both sides: these do not inhibit each other. */
function* pairs({ inhibition, causes, effects }: Sides): Generator<readonly [ClassExample, ClassExample]> {
  for (const cause of causes) {
    for (const effect of effects) {
      if (inhibition.isTarget(cause.all) && inhibition.isSource(effect.all)) continue;
      yield [cause, effect];
    }
  }
}

function checkUrgency(sides: Sides, ranks: RouteContext["ranks"], path: string, report: Report<RouteCode>): void {
  const rankOf = ({ labels }: ClassExample): number | undefined => ranks[labels.severity ?? ""];
  for (const [cause, effect] of pairs(sides)) {
    const [less, more] = [rankOf(cause), rankOf(effect)];
    if (less === undefined || more === undefined || less <= more) continue;
    report.error("inhibition-less-urgent", path, `${inWords(cause)} would silence ${inWords(effect)}`, {
      found: `a cause that is ${cause.labels.severity}, an effect that is ${effect.labels.severity}`,
      expected: "a cause that is at least as urgent as what it silences",
      mend: "let the pages refer to each other instead: `alerting.related`",
    });
    return;
  }
}

function checkHeard(tree: RoutingTree, sides: Sides, path: string, report: Report<RouteCode>): void {
  for (const [cause, effect] of pairs(sides)) {
    const heard = nodesFor(tree, cause.all);
    const silenced = nodesFor(tree, effect.all);
    if (silenced.every((node) => heard.some((other) => toldWhenever(tree, other, node)))) continue;
    report.error(
      "inhibition-unheard",
      path,
      `${inWords(effect)} is silenced while nobody is told of ${inWords(cause)}`,
      {
        found: `${cause.labels.severity ?? cause.alert} is told in fewer hours than ${effect.labels.severity ?? effect.alert}`,
        expected: "a cause that is told whenever its effect would be",
        mend: "give the severity of the cause the same hours and maintenance windows, or inhibit nothing",
      },
    );
    return;
  }
}

/** Whether one route tells at every moment at which another one would. */
function toldWhenever({ configuration }: RoutingTree, cause: RouteNode, effect: RouteNode): boolean {
  // Hours of two severities have two names.
  const hours = (names: readonly string[]): readonly string[] =>
    names.map((name) => JSON.stringify(configuration.time_intervals.find((one) => one.name === name)?.time_intervals));
  const active = hours(cause.activeIn);
  const needed = hours(effect.activeIn);
  const always = active.length === 0 || (needed.length > 0 && needed.every((one) => active.includes(one)));
  const muted = hours(effect.mutedIn);
  return always && hours(cause.mutedIn).every((one) => muted.includes(one));
}

function checkCycles(all: readonly Sides[], file: string, report: Report<RouteCode>): void {
  const silences = new Map<ClassExample, { readonly effect: ClassExample; readonly path: string }[]>();
  for (const sides of all) {
    for (const [cause, effect] of pairs(sides)) {
      const known = silences.get(cause) ?? [];
      known.push({ effect, path: sides.inhibition.path });
      silences.set(cause, known);
    }
  }
  const done = new Set<ClassExample>();
  const visit = (one: ClassExample, trail: readonly ClassExample[], paths: readonly string[]): boolean => {
    const start = trail.indexOf(one);
    if (start !== -1) {
      report.error(
        "inhibition-cycle",
        `${file}: ${paths[start] ?? ""}`,
        "alerts silence each other, so that none is told",
        {
          found: [...trail.slice(start), one].map(inWords).join(" silences "),
          expected: "a cause that none of its effects silences",
          mend: `remove one of ${[...new Set(paths.slice(start))].join(", ")}`,
        },
      );
      return true;
    }
    if (done.has(one)) return false;
    done.add(one);
    return (silences.get(one) ?? []).some(({ effect, path }) => visit(effect, [...trail, one], [...paths, path]));
  };
  for (const one of silences.keys()) if (visit(one, [], [])) return;
}

function inWords({ alert, labels }: ClassExample): string {
  return labels.severity === undefined ? alert : `${alert} (${labels.severity})`;
}
