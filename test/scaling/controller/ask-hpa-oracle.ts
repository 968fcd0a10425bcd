import type { Decision } from "../../../lib/scaling/controller/decide.ts";
import { askProgram } from "../../support/oracle.ts";
import type { PlayedCase } from "./random-case.ts";

/** What Kubernetes' controller did at one sync: the replicas, and the reason of each condition that it set. */
export interface HpaAnswer {
  readonly replicas: number;
  readonly conditions: {
    readonly AbleToScale?: string;
    readonly ScalingActive?: string;
    readonly ScalingLimited?: string;
  };
}

/** Plays the cases with Kubernetes' own controller. */
export async function hpaAnswers(program: string, cases: readonly PlayedCase[]): Promise<readonly HpaAnswer[][]> {
  const asked = cases.map(({ hpa, settings, steps }) => ({ hpa, settings, steps }));
  // What the program writes is a list of answers for each case.
  return (await askProgram(program, [], asked)) as readonly HpaAnswer[][];
}

/** Every sync at which the two differ, in a line each with what is needed to look into it. */
export function differencesIn(cases: readonly PlayedCase[], answers: readonly HpaAnswer[][]): readonly string[] {
  return cases.flatMap((one, index) => {
    const theirs = answers[index] ?? [];
    const ours = ourAnswers(one);
    const at = ours.findIndex((answer, step) => text(answer) !== text(theirs[step]));
    if (at < 0 && ours.length === theirs.length) return [];
    return [`case ${index}, sync ${at}: ours ${text(ours[at])}, Kubernetes' ${text(theirs[at])}`];
  });
}

function text(answer: HpaAnswer | undefined): string {
  const { AbleToScale, ScalingActive, ScalingLimited } = answer?.conditions ?? {};
  return [answer?.replicas, AbleToScale, ScalingActive, ScalingLimited].join(" ");
}

/** Our decisions as the conditions that Kubernetes would set for them. */
export function ourAnswers({ steps, decisions }: PlayedCase): readonly HpaAnswer[] {
  let before = 0;
  return decisions.map((decision, index) => {
    const current = steps[index]?.replicas ?? before;
    before = decision.replicas;
    return { replicas: decision.replicas, conditions: conditionsOf(decision, current) };
  });
}

function conditionsOf({ reasons, metric, replicas }: Decision, current: number): HpaAnswer["conditions"] {
  const rescaled = replicas === current ? undefined : "SucceededRescale";
  if (metric === undefined) {
    const [reason] = reasons;
    const isOutOfBounds = reason === "AboveMaximum" || reason === "BelowMinimum";
    return {
      AbleToScale: rescaled ?? "SucceededGetScale",
      ...(isOutOfBounds || reason === undefined ? {} : { ScalingActive: reason }),
    };
  }
  const stabilized = reasons.find((reason) => reason.endsWith("Stabilized"));
  const limit = reasons.find((reason) => reason.endsWith("Limit") || reason.startsWith("Too"));
  return {
    AbleToScale: rescaled ?? stabilized ?? "ReadyForNewScale",
    ScalingActive: "ValidMetricFound",
    ScalingLimited: limit ?? "DesiredWithinRange",
  };
}
