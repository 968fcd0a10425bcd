import type { SyntheticSeries } from "../../model/scenario.ts";
import type { Phase } from "../../model/stage.ts";
import type { AlertObligation } from "../obligation.ts";
import type { Evidence } from "../trial.ts";
import { isCounter, relabelled } from "./conditions-scrapes.ts";
import type { Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";
import { firingInWords } from "./conditions-words.ts";

/** A label, and the value by which a second object, or a second exporter, is told from the first. */
interface Other {
  readonly label: string;
  readonly value: string;
}

const CALM: readonly Phase[] = [[0, "off"]];

/** What two objects do, one of which is well, and what two exporters do that tell of one object. */
export function companionEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  const kept = Object.keys(theatre.timeline(story.world).instances[0]?.labels ?? {});
  const exporter: Other = kept.includes("instance")
    ? { label: "pod", value: "exporter-2" }
    : { label: "instance", value: "exporter-2:8080" };
  const object = otherObject(theatre, story, kept);
  return [
    ...objects(theatre, story, object ?? exporter, object === undefined ? "exporters" : "objects"),
    ...exporters(theatre, story, exporter),
  ];
}

/** A second object inside the system: the first of the labels that instances keep, from the innermost on, that makes one. */
function otherObject(theatre: Theatre, story: Story, kept: readonly string[]): Other | undefined {
  for (const label of kept.toReversed()) {
    const of = theatre.stage.series(0, [0, "on"])[0]?.labels[label];
    if (of === undefined) continue;
    const other = { label, value: `${of}-2` };
    const both = [on(theatre, story), as(on(theatre, story), other)].flat();
    const { instances } = theatre.timeline(theatre.show(untilOf(theatre, story), both));
    if (instances.length > theatre.timeline(story.world).instances.length) return other;
  }
  return undefined;
}

function untilOf(theatre: Theatre, story: Story): number {
  return theatre.after(theatre.timeOf(story.fires + 1));
}

function on(theatre: Theatre, story: Story, ...more: readonly Phase[]): readonly SyntheticSeries[] {
  return theatre.stage.series(untilOf(theatre, story), [0, "off"], [theatre.onset, "on"], ...more);
}

function calm(theatre: Theatre, story: Story, ...more: readonly Phase[]): readonly SyntheticSeries[] {
  return theatre.stage.series(untilOf(theatre, story), ...CALM, ...more);
}

/** The same series told of another object, or by another exporter. */
function as(series: readonly SyntheticSeries[], { label, value }: Other): readonly SyntheticSeries[] {
  return series.map((one) => relabelled(one, label, value));
}

function together(
  theatre: Theatre,
  obligation: AlertObligation,
  story: Story,
  series: readonly (readonly SyntheticSeries[])[],
  when: string,
): Evidence {
  const world = theatre.show(untilOf(theatre, story), series.flat());
  return theatre.trial(obligation, world, (timeline) => ({
    holds: true,
    says: `${firingInWords(timeline)} when ${when}`,
  }));
}

function objects(theatre: Theatre, story: Story, other: Other, what: "objects" | "exporters"): readonly Evidence[] {
  const gone = theatre.up(theatre.timeOf(story.fires + 1));
  const [first, second] =
    what === "objects" ? ["one of two objects is bad", "object"] : ["one of two exporters says so", "exporter"];
  const counts = theatre.stage.series(0, ...CALM).some(({ name }) => isCounter(name));
  const deleted = together(
    theatre,
    "traffic-stops",
    story,
    [on(theatre, story, [gone, "stale"]), as(calm(theatre, story), other)],
    `the ${second} that it is about is deleted while it fires, and another stays`,
  );
  return [
    together(theatre, "one-replica-bad", story, [on(theatre, story), as(calm(theatre, story), other)], first),
    together(
      theatre,
      "one-target-lost",
      story,
      [on(theatre, story), as(on(theatre, story, [gone, "stale"]), other)],
      `both ${what} are bad, and the series of one end`,
    ),
    together(
      theatre,
      "one-target-lost",
      story,
      [calm(theatre, story), as(calm(theatre, story, [gone, "stale"]), other)],
      `both ${what} are well, and the series of one end`,
    ),
    ...(counts ? [] : [deleted]),
  ];
}

/** An exporter is replaced, while both answer and with a gap; two of them may tell different things for a while. */
function exporters(theatre: Theatre, story: Story, other: Other): readonly Evidence[] {
  const { step } = theatre.stage;
  const time = theatre.up(theatre.timeOf(story.fires + 1));
  const old: Phase = [time + 2 * step, "stale"];
  const late = (is: "on" | "off"): readonly Phase[] => [
    [0, "missing"],
    [time, is],
  ];
  const born = (is: "on" | "off") => as(theatre.stage.series(untilOf(theatre, story), ...late(is)), other);
  return [
    together(
      theatre,
      "rollout",
      story,
      [on(theatre, story, old), born("on")],
      "its exporter is replaced while it fires",
    ),
    together(
      theatre,
      "rollout",
      story,
      [calm(theatre, story, old), born("off")],
      "its exporter is replaced while all is well",
    ),
    together(
      theatre,
      "rollout",
      story,
      [on(theatre, story), as(calm(theatre, story), other)],
      "one of two exporters says that all is well",
    ),
  ];
}
