import type { SyntheticSeries } from "../../model/scenario.ts";
import type { Phase } from "../../model/stage.ts";
import type { AlertObligation } from "../obligation.ts";
import type { Evidence } from "../trial.ts";
import { CALM } from "./conditions-changed.ts";
import { relabelled, scaled } from "./conditions-scrapes.ts";
import type { Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";
import { firingInWords } from "./conditions-words.ts";

/** A label, and the value by which a second object, or a second exporter, is told from the first. */
interface Other {
  readonly label: string;
  readonly value: string;
}

/** What an alert does about two objects, of which one may be well. */
export function objectEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  const object = otherObject(theatre, story);
  const other = object ?? exporterOf(theatre, story);
  const isShared = object === undefined && isSummed(theatre, story, other);
  const [what, first] =
    object !== undefined
      ? ["objects", "one of two objects is bad"]
      : isShared
        ? ["instances, with half of it each,", "one of two instances with half of it each is bad"]
        : ["exporters", "one of two exporters says so"];
  const gone = theatre.up(theatre.timeOf(story.fires + 1));
  const show = (obligation: AlertObligation, when: string, ...series: readonly (readonly SyntheticSeries[])[]) => {
    const all = series.flat();
    return together(theatre, obligation, story, [isShared ? halved(theatre, all) : all], when);
  };
  return [
    show("one-replica-bad", first, on(theatre, story), as(calm(theatre, story), other)),
    show(
      "one-target-lost",
      `both ${what} are bad, and the series of one end`,
      on(theatre, story),
      as(on(theatre, story, [gone, "stale"]), other),
    ),
    show(
      "one-target-lost",
      `both ${what} are well, and the series of one end`,
      calm(theatre, story),
      as(calm(theatre, story, [gone, "stale"]), other),
    ),
    ...(theatre.counts
      ? []
      : [
          show(
            "traffic-stops",
            "what it is about is deleted while it fires, and another stays",
            on(theatre, story, [gone, "stale"]),
            as(calm(theatre, story), other),
          ),
        ]),
  ];
}

/** True where what two exporters tell of the same thing is added up. */
function isSummed(theatre: Theatre, story: Story, other: Other): boolean {
  const seen = (series: readonly SyntheticSeries[]) => theatre.timeline(theatre.show(untilOf(theatre, story), series));
  const [one, two] = [calm(theatre, story), on(theatre, story)].map((series) => ({
    alone: seen(series),
    doubled: seen([...series, ...as(series, other)]),
    halved: seen(halved(theatre, [...series, ...as(series, other)])),
  }));
  const isOther = (of: typeof one) => of?.alone.first(true) !== of?.doubled.first(true);
  return (isOther(one) || isOther(two)) && two?.alone.first(true) === two?.halved.first(true);
}

function halved(theatre: Theatre, series: readonly SyntheticSeries[]): readonly SyntheticSeries[] {
  return (theatre.stage.measures ?? []).reduce((all, metric) => scaled(all, 0.5, metric), series);
}

/** An exporter is replaced; and two of them tell different things of one object, metric by metric. */
export function exporterEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  const other = exporterOf(theatre, story);
  const { step } = theatre.stage;
  const until = untilOf(theatre, story);
  const time = theatre.up(theatre.timeOf(story.fires + 1));
  const old: Phase = [time + 2 * step, "stale"];
  const born = (is: "on" | "off") => as(theatre.stage.series(until, [0, "missing"], [time, is]), other);
  const show = (when: string, ...series: readonly (readonly SyntheticSeries[])[]) =>
    together(theatre, "rollout", story, series, when);
  const metrics = [...new Set(theatre.stage.series(0, ...CALM).map(({ name }) => name))];
  return [
    show("its exporter is replaced while it fires", on(theatre, story, old), born("on")),
    show("its exporter is replaced while all is well", calm(theatre, story, old), born("off")),
    ...metrics.flatMap((metric) => {
      const [bad, well] = [on(theatre, story), calm(theatre, story)];
      const mixed = (series: readonly SyntheticSeries[], others: readonly SyntheticSeries[]) =>
        as([...series.filter(({ name }) => name !== metric), ...others.filter(({ name }) => name === metric)], other);
      const measured = (by: number, what: string) =>
        show(`a second exporter tells ${what} of ${metric}`, bad, as(scaled(bad, by, metric), other));
      return [
        show(`a second exporter says of ${metric} that all is well`, bad, mixed(bad, well)),
        show(`a second exporter says of ${metric} that it is not`, well, mixed(well, bad)),
        ...(theatre.stage.measures?.includes(metric)
          ? [
              measured(0.5, "half"),
              measured(2, "twice as much"),
              show(
                `two exporters tell three quarters of ${metric} each`,
                scaled(bad, 0.75, metric),
                as(scaled(bad, 0.75, metric), other),
              ),
            ]
          : []),
      ];
    }),
  ];
}

/** A second exporter: another instance, unless that is what tells objects apart. */
function exporterOf(theatre: Theatre, story: Story): Other {
  return keptBy(theatre, story).includes("instance")
    ? { label: "pod", value: "exporter-2" }
    : { label: "instance", value: "exporter-2:8080" };
}

/** Labels that the instances of the alert keep. */
function keptBy(theatre: Theatre, story: Story): readonly string[] {
  return Object.keys(theatre.timeline(story.world).instances[0]?.labels ?? {});
}

/** A second object inside the system: the first of the labels that instances keep, from the innermost on, that makes one. */
function otherObject(theatre: Theatre, story: Story): Other | undefined {
  const alone = theatre.timeline(story.world).instances.length;
  for (const label of keptBy(theatre, story).toReversed()) {
    const value = theatre.stage.series(0, [0, "on"]).find(({ labels }) => labels[label] !== undefined)?.labels[label];
    if (value === undefined) continue;
    const other = { label, value: `${value}-2` };
    const both = [...on(theatre, story), ...as(on(theatre, story), other)];
    if (theatre.timeline(theatre.show(untilOf(theatre, story), both)).instances.length > alone) return other;
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
