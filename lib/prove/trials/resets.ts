import type { Expression } from "../../promql/ast.ts";
import { walk } from "../../promql/walk.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence, Subject } from "../trial.ts";
import type { World } from "../world.ts";
import { freeLabels, type Phase } from "./cast.ts";
import { extremeOf, groupLevels } from "./levels.ts";
import { castOf, episodeOf, episodePhases, type Part, played } from "./play.ts";
import { lateness, rhythmOf } from "./rhythm.ts";
import { exported, stated, trial } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { at } from "./words.ts";

/** A counter that is reset, a pod that restarts, a rollout that replaces every series: while well, and while it fails. */
export function resetTrials(watched: Watched): readonly Evidence[] {
  return [counterReset(watched), podRestart(watched), rollout(watched)];
}

function counterReset(watched: Watched): Evidence {
  if (!readsCounters(watched.subject)) {
    return stated(
      watched,
      "counter-reset",
      "no rule of its group reads the increase of a counter: a reset changes nothing",
    );
  }
  const { calm, extreme } = rhythmOf(watched.subject);
  const restarts = [calm / 2 + 7, calm + extreme / 2 + 7];
  const world = played(watched, episodePhases(watched), { replica: { restarts } });
  return exported(
    trial(watched, "counter-reset", world, (timeline) =>
      asWithout(watched, timeline, "all counters are reset while all is well, and again while it fails"),
    ),
  );
}

function podRestart(watched: Watched): Evidence {
  const { calm, extreme } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  const { every, interval } = watched;
  const unwell = extremeOf(watched);
  // Longer than a scrape interval, so that at least one scrape fails.
  const outage = Math.ceil((1.5 * every) / interval) * interval;
  const interrupted = (seconds: number, level: number): readonly Phase[] => [
    { seconds: calm / 2, level },
    { seconds: outage, level: "down" },
    { seconds: seconds - calm / 2 - outage, level },
  ];
  const through: readonly Part[] = [{ phases: episodePhases(watched) }];
  const restarting: readonly Part[] = [
    {
      phases: [...interrupted(calm, healthy), ...interrupted(extreme, unwell), { seconds: calm, level: healthy }],
      options: { restarts: [calm / 2 + outage, calm + calm / 2 + outage] },
    },
  ];
  const world = castOf(watched, [through, through, restarting], 2 * calm + extreme);
  return exported(
    trial(watched, "pod-restart", world, (timeline) =>
      asWithout(
        watched,
        timeline,
        "1 of 3 pods restarts while all is well, and again while it fails",
        lateness(watched) + outage / interval,
      ),
    ),
  );
}

/** Three generations of replicas; the second comes while all is well, the third while it fails, each a minute early. */
function rollout(watched: Watched): Evidence {
  const { calm, extreme } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  const unwell = extremeOf(watched);
  const overlap = watched.interval;
  const generations: readonly Omit<Part, "generation">[] = [
    {
      phases: [
        { seconds: calm + overlap, level: healthy },
        { seconds: 2 * watched.every, level: "gone" },
      ],
    },
    {
      phases: [
        { seconds: calm, level: healthy },
        { seconds: extreme + overlap, level: unwell },
        { seconds: 2 * watched.every, level: "gone" },
      ],
      options: { from: calm },
    },
    { phases: [{ seconds: extreme, level: unwell }], options: { from: 2 * calm + extreme } },
  ];
  const changing = freeLabels(watched).filter((label) => label === "pod");
  const parts = generations.map(
    (part, index): Part => ({
      ...part,
      generation: index + 1,
      options: {
        ...part.options,
        ...(changing.length === 0
          ? {}
          : { labels: Object.fromEntries(changing.map((label) => [label, `pod-${index + 1}`])) }),
      },
    }),
  );
  const world = castOf(watched, [parts, parts, parts], 2 * (calm + extreme));
  const second = (2 * calm + extreme) / watched.interval;
  return exported(trial(watched, "rollout", world, (timeline) => replaced(watched, timeline, second, world)));
}

function replaced(watched: Watched, timeline: AlertTimeline, second: number, world: World): Claim {
  const fires = timeline.first(true);
  const calm = (2 * rhythmOf(watched.subject).calm) / watched.interval;
  if (fires === undefined) return { holds: false, says: "never fires in a rollout" };
  const last = world.evaluations.count - 1;
  const pause = timeline.first(false, fires);
  const silent = `stays silent while a rollout replaces every series at ${at(timeline, calm / 2)}`;
  const kept = pause === undefined;
  const isNew = freeLabels(watched).some((label) => label === "pod" || label === "instance");
  const holds = fires >= calm && timeline.firing(last) > 0 && (kept || isNew);
  const next = `another one while it fires at ${at(timeline, second)}`;
  return {
    holds,
    says: kept
      ? `${silent}, and fires on through ${next}`
      : `${silent}; after ${next} the new pods are other instances, and fire at ${at(timeline, timeline.first(true, pause) ?? last)}`,
  };
}

/** That an alert does what it does in the plain episode, at most some evaluations apart. */
function asWithout(watched: Watched, timeline: AlertTimeline, what: string, apart = lateness(watched)): Claim {
  const plain = episodeOf(watched);
  const fires = timeline.first(true);
  if (fires === undefined || plain.fires === undefined) return { holds: false, says: `never fires when ${what}` };
  const ends = timeline.first(false, fires);
  const isSame =
    Math.abs(fires - plain.fires) <= apart && Math.abs((ends ?? Infinity) - (plain.ends ?? Infinity) || 0) <= apart;
  const lasts = ends === undefined ? "to the end" : `to ${at(timeline, ends)}`;
  return {
    holds: isSame && timeline.episodes === 1,
    says: `fires from ${at(timeline, fires)} ${lasts}, as without, when ${what}`,
  };
}

const OF_COUNTERS: ReadonlySet<string> = new Set(["rate", "increase", "irate", "resets"]);

/** True when some rule of a group reads the increase of a counter. */
export function readsCounters({ group }: Subject): boolean {
  return group.rules.some(({ expression }) => calls(expression).some((name) => OF_COUNTERS.has(name)));
}

function calls(expression: Expression): readonly string[] {
  const names: string[] = [];
  walk(expression, (node) => {
    if (node.type === "call") names.push(node.function);
  });
  return names;
}
