import { windowName } from "../../model/conventions.ts";
import type { Phase } from "../../model/stage.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import { INACTIVE } from "../specification.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { firstActive, type Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";
import { firingInWords, moment } from "./conditions-words.ts";

/** Is pending, fires and ends at the predicted evaluations. */
export function storyEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  return [
    theatre.trial("fires-just-above", story.world, (timeline) => ({
      holds: timeline.everFires,
      says: `${firingInWords(timeline)} when ${theatre.stage.about} from ${moment(timeline, theatre.evaluationAt(theatre.onset))} on`,
    })),
    theatre.trial("silent-just-below", theatre.play(story.until, [[0, "off"]]), (timeline) => ({
      holds: !timeline.everFires,
      says: `${firingInWords(timeline)} as long as it is not so that ${theatre.stage.about}`,
    })),
    theatre.trial("pending", story.world, (timeline) => pending(theatre, timeline)),
    theatre.trial("resolves", story.world, (timeline) => {
      const after = windowName(Math.max(0, theatre.timeOf(story.ends) - story.off));
      const soon = after === "0s" ? "at the first evaluation after its reason" : `${after} after its reason`;
      return {
        holds: timeline.first(false, story.fires) !== undefined,
        says: `ends at ${moment(timeline, story.ends)}, ${soon}`,
      };
    }),
    ...exactly(theatre),
  ];
}

/** On any rhythm of scrapes and evaluations, and for any length of time. */
export function timingEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  return [...exactly(theatre), ...boundary(theatre, story), ...rhythms(theatre, story), flapping(theatre)];
}

function pending(theatre: Theatre, timeline: AlertTimeline): Claim {
  const since = firstActive(timeline) ?? 0;
  const fires = timeline.first(true) ?? 0;
  if (theatre.waits === 0)
    return {
      holds: fires === since,
      says: `is never pending: it fires at ${moment(timeline, fires)}, with its condition`,
    };
  const waited = windowName((fires - since) * theatre.interval);
  return {
    holds: fires - since === theatre.waits,
    says: `is pending for ${waited}, from ${moment(timeline, since)} on, and fires at ${moment(timeline, fires)}`,
  };
}

/** Exactly at the threshold; with closed ranges too, over which a steady rate is no rounded number. */
function exactly(theatre: Theatre): readonly Evidence[] {
  const { at } = theatre.stage;
  if (at === undefined) return [];
  const until = theatre.after(theatre.onset + theatre.pending);
  const series = at(until);
  return (["left-open", "closed"] as const).map((ranges) =>
    theatre.trial("silent-just-below", theatre.show(until, series, { ranges }), (timeline) => ({
      holds: true,
      says: `${firingInWords(timeline)} when it is exactly at its threshold${ranges === "closed" ? ", for Prometheus 2 too" : ""}`,
    })),
  );
}

/** The longest time that is too short, and the shortest that is long enough. */
function boundary(theatre: Theatre, story: Story): readonly Evidence[] {
  const found = boundaryAt(theatre, "off", story) ?? boundaryAt(theatre, "stale", story);
  if (found === undefined) return [lasting(theatre, story)];
  const { cut, how } = found;
  const ended = how === "off" ? "it ends" : "its series end";
  const world = (time: number) => cutAt(theatre, how, time);
  const whole = { short: world(cut - theatre.stage.step), long: world(cut) };
  return [
    ...(theatre.waits === 0
      ? []
      : [
          theatre.trial("for-boundary", whole.short, (timeline) => ({
            holds: !timeline.everFires && firstActive(timeline) !== undefined,
            says: `${firingInWords(timeline)} when ${ended} after ${heldFor(timeline)}`,
          })),
        ]),
    theatre.trial("for-boundary", whole.long, (timeline) => ({
      holds: timeline.everFires,
      says: `${firingInWords(timeline)} when ${ended} after ${heldFor(timeline)}`,
    })),
  ];
}

/** What holds for longer than that as soon as it holds can only be watched. */
function lasting(theatre: Theatre, { world, fires }: Story): Evidence {
  return theatre.trial("for-boundary", world, (timeline) => ({
    holds: timeline.firing(fires - 1) === 0 && timeline.firing(fires) > 0,
    says: `is pending at ${moment(timeline, fires - 1)} and fires at ${moment(timeline, fires)}`,
  }));
}

type Ending = "off" | "stale";

/** The first time of an end at which the alert fires, where it does not a step before. */
function boundaryAt(
  theatre: Theatre,
  how: Ending,
  { off }: Story,
): { readonly cut: number; readonly how: Ending } | undefined {
  const { step } = theatre.stage;
  const fires = (cut: number): boolean => theatre.timeline(cutAt(theatre, how, cut)).everFires;
  let [silent, firing] = [theatre.onset, off];
  while (firing - silent > step) {
    const middle = silent + Math.ceil((firing - silent) / step / 2) * step;
    if (fires(middle)) firing = middle;
    else silent = middle;
  }
  if (theatre.waits === 0) return { cut: firing, how };
  // The condition has to have held for a while, and too short a while.
  const isPending = silent > theatre.onset && firstActive(theatre.timeline(cutAt(theatre, how, silent))) !== undefined;
  return isPending ? { cut: firing, how } : undefined;
}

function cutAt(theatre: Theatre, how: Ending, cut: number): World {
  const phases: readonly Phase[] = [
    [0, "off"],
    [theatre.onset, "on"],
    [cut, how],
  ];
  return theatre.play(
    theatre.after(cut),
    cut === theatre.onset
      ? [
          [0, "off"],
          [cut, how],
        ]
      : phases,
  );
}

/** For how many evaluations the condition held. */
function heldFor(timeline: AlertTimeline): string {
  const { instances, world } = timeline;
  let held = 0;
  for (let index = 0; index < world.evaluations.count; index++) {
    if (instances.some(({ states }) => states[index] !== INACTIVE)) held++;
  }
  return held === 1 ? "one evaluation" : `${held} evaluations`;
}

/** Other phases of the scrapes, half as many of them, evaluations that are missed, and ranges of Prometheus 2. */
function rhythms(theatre: Theatre, story: Story): readonly Evidence[] {
  const { every, interval } = theatre;
  const { phases, until, fires, ends } = story;
  const phase = [...new Set([1, Math.round(every / 2), every - 1])].filter((time) => time > 0 && time < every);
  const slowed = theatre.play(until, phases, { slowed: 2 });
  const missed = theatre.play(until, phases, { missed: [fires, fires + 1, ends] });
  const closed = theatre.play(until, phases, { ranges: "closed" });
  return [
    ...phase.map((time) =>
      theatre.trial("evaluation-jitter", theatre.play(until, phases, { phase: time }), (timeline) => ({
        holds: within(timeline.first(true), fires, Math.ceil(every / interval)),
        says: `${firingInWords(timeline)} with scrapes ${time} s after the evaluations`,
      })),
    ),
    theatre.trial("scrape-doubled", slowed, (timeline) => ({
      holds: timeline.everFires,
      says: `${firingInWords(timeline)} with a scrape every ${windowName(2 * every)}`,
    })),
    theatre.trial("missed-evaluations", missed, (timeline) => ({
      holds: timeline.first(true) === fires + 2,
      says: `${firingInWords(timeline)} when the evaluations before both were missed`,
    })),
    theatre.trial("range-semantics", closed, (timeline) => ({
      holds: timeline.everFires,
      says: `${firingInWords(timeline)} on Prometheus 2, ${sameAs(timeline, story) ? "as" : "otherwise than"} on Prometheus 3`,
    })),
  ];
}

function within(found: number | undefined, expected: number, apart: number): boolean {
  return found !== undefined && Math.abs(found - expected) <= apart;
}

function sameAs(timeline: AlertTimeline, { fires, ends }: Story): boolean {
  return timeline.first(true) === fires && timeline.first(false, fires) === ends;
}

/** On for as long as it may be, off for a moment, and on again: what starts the wait anew each time. */
function flapping(theatre: Theatre): Evidence {
  const { stage, onset, pending, interval } = theatre;
  const on = Math.max(theatre.up(pending - interval), stage.step);
  const rounds = Array.from({ length: pending > 1_800 ? 2 : 3 }, (_, round) => onset + round * (on + stage.step));
  const phases = rounds.flatMap((time): readonly Phase[] => [
    [time, "on"],
    [time + on, "off"],
  ]);
  const last = (rounds.at(-1) ?? onset) + on;
  const world = theatre.play(theatre.after(last), [[0, "off"], ...phases]);
  return theatre.trial("flapping", world, (timeline) => ({
    holds: true,
    says: `${firingInWords(timeline)} when its reason lasts ${windowName(on)}, ${rounds.length} times with ${windowName(stage.step)} between`,
  }));
}
