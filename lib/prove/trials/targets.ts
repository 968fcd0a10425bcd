import { ownLabels } from "../reference/own-series.ts";
import { readsOnly } from "../static/reads.ts";
import type { Evidence, Subjected } from "../trial.ts";
import { named, ownExample } from "./targets-cast.ts";
import { boundaryScene, flappingScene, gapScene, rangeTrials } from "./targets-edges.ts";
import { isolationTrials } from "./targets-isolation.ts";
import { neverTrials, noneAnswersScenes } from "./targets-none.ts";
import {
  AFTER,
  BEFORE,
  evaluations,
  type Outage,
  pendingEvaluations,
  silentTrial,
  statement,
} from "./targets-outage.ts";
import type { Act, Level, Stage } from "./targets-play.ts";
import { type Scene, season } from "./targets-season.ts";
import { eachAnswersScenes, neverSingleTrials } from "./targets-single.ts";
import { rhythmTrials, storyScene } from "./targets-story.ts";

/** Targets of the scrape that is played. */
const TARGETS = 3;

/** Everything that shows what the alerts of a scrape do: that no target answers, and that a single one does not. */
export function targetsEvidence(subjected: Subjected): readonly Evidence[] {
  const outage = outageOf(subjected);
  if (outage === undefined) return [];
  const { stage, holdsWithoutSamples: none } = outage;
  const scenes = [
    boundaryScene(outage),
    flappingScene(outage),
    gapScene(outage),
    restarts(outage),
    singleFailures(outage),
    ...(none ? noneAnswersScenes(outage) : eachAnswersScenes(outage)),
  ];
  return [
    ...season(stage, [storyScene(outage)]),
    ...rhythmTrials(outage),
    ...season(stage, scenes),
    ...rangeTrials(outage),
    ...rollout(outage),
    ...(none ? neverTrials(outage) : neverSingleTrials(outage)),
    ...isolationTrials(outage),
    ...requests(outage),
  ];
}

function outageOf(subjected: Subjected): Outage | undefined {
  const { context } = subjected.subject;
  const { scrape } = context.owner;
  if (scrape === undefined || "ignored" in scrape.down) return undefined;
  const { prometheus } = context.system;
  const labels = ownExample(ownLabels(context));
  const stage: Stage = {
    interval: prometheus.evaluationInterval.value * 1_000,
    delay: (prometheus.queryOffset?.value ?? 0) * 1_000,
    targets: Array.from({ length: TARGETS }, (_, index) => ({
      every: scrape.every.value * 1_000,
      labels: named(labels, `target-${index}`),
      exports: [],
    })),
  };
  const all = (level: Level): readonly Level[] => stage.targets.map(() => level);
  const none = subjected.alert.origin.kind === "down";
  const after = none ? scrape.down.after : scrape.down.target?.after;
  if (after === undefined) return undefined;
  return {
    subjected,
    stage,
    after: after.value,
    well: all("answers"),
    unwell: none ? all("fails") : ["answers", "fails", "answers"],
    words: none ? `none of ${TARGETS} targets answers` : `one of ${TARGETS} targets does not answer`,
    holdsWithoutSamples: none,
  };
}

/** One target after the other restarts. */
function restarts(outage: Outage): Scene {
  const { well } = outage;
  const down = Math.max(1, Math.min(2, pendingEvaluations(outage)));
  const says = `${TARGETS} targets restart in turn, each away for ${evaluations(down)}`;
  return {
    acts: [
      [BEFORE, well],
      [down, ["fails", "answers", "answers"]],
      [down, ["answers", "fails", "answers"]],
      [down, ["answers", "answers", "fails"]],
      [AFTER, well],
    ],
    trials: (played) => [silentTrial(outage, "pod-restart", played, says)],
  };
}

/** Each target is replaced by a new one that does not answer at first. */
function rollout(outage: Outage): readonly Evidence[] {
  const { stage } = outage;
  const both: Stage = {
    ...stage,
    targets: [...stage.targets, ...stage.targets.map((old) => ({ ...old, labels: { ...old.labels, pod: "new" } }))],
  };
  const acts: readonly Act[] = [
    [BEFORE, ["answers", "answers", "answers", "gone", "gone", "gone"]],
    [1, ["answers", "answers", "answers", "fails", "gone", "gone"]],
    [2, ["gone", "answers", "answers", "answers", "gone", "gone"]],
    [1, ["gone", "answers", "answers", "answers", "fails", "gone"]],
    [2, ["gone", "gone", "answers", "answers", "answers", "gone"]],
    [1, ["gone", "gone", "answers", "answers", "answers", "fails"]],
    [AFTER, ["gone", "gone", "gone", "answers", "answers", "answers"]],
  ];
  const says = `a rollout replaces ${TARGETS} targets in turn, each new one failing its first scrapes`;
  return season(both, [{ acts, trials: (played) => [silentTrial(outage, "rollout", played, says)] }]);
}

/** A failed scrape now and then. */
function singleFailures(outage: Outage): Scene {
  const { well, unwell, words } = outage;
  return {
    acts: [
      [BEFORE, well],
      [1, unwell],
      [AFTER, well],
      [1, unwell],
      [AFTER, well],
    ],
    trials: (played) => [
      silentTrial(outage, "first-error", played, `single evaluations, the first ones ever, find that ${words}`),
      silentTrial(outage, "one-failure", played, "scrapes fail now and then; how many requests fail it does not read"),
    ],
  };
}

/** Requests cannot change an alert that reads `up` alone. */
function requests(outage: Outage): readonly Evidence[] {
  const only = readsOnly(outage.subjected.alert.expression, "up");
  const says = (what: string): string =>
    only ? `reads \`up\` alone, so ${what} cannot change it` : "reads more than `up`";
  return [
    statement(outage, "no-traffic", only, says("a lack of requests")),
    statement(outage, "traffic-stops", only, says("requests that stop")),
    statement(outage, "counter-reset", only, says("a counter")),
  ];
}
