import type { Replica, Stretch } from "../stimulus.ts";

/**
 * Events per second unless a stretch says otherwise: every share of whole millionths makes whole events at every scrape
 * interval of whole multiples of 5 s, and every guard is passed.
 */
export const EVENTS_PER_SECOND = 200_000;

/** What Prometheus gets when it scrapes a target. */
export type Answer = "answers" | "down" | "gone" | "missing";

/** A stretch with its place in time. Units: milliseconds after the start of the world. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly answer: Answer;
  /** What happens in the process, scraped or not. */
  readonly level: number | "idle";
  readonly perSecond: number;
}

/** The stretches of a replica, one after the other. */
export function spansOf({ from = 0, stretches }: Replica): readonly Span[] {
  const spans: Span[] = [];
  let at = from;
  for (const stretch of stretches) {
    const begin = Math.round(at * 1_000);
    at += stretch.seconds;
    spans.push({ from: begin, to: Math.round(at * 1_000), ...happening(stretch, spans.at(-1)) });
  }
  return spans;
}

function happening(
  { level, perSecond }: Stretch,
  before: Span | undefined,
): Pick<Span, "answer" | "level" | "perSecond"> {
  switch (level) {
    case "missing":
      // Prometheus is the one that fails, so the process goes on as before.
      return {
        answer: "missing",
        level: before?.level ?? "idle",
        perSecond: perSecond ?? before?.perSecond ?? EVENTS_PER_SECOND,
      };
    case "down":
    case "gone":
      return { answer: level, level: "idle", perSecond: 0 };
    default:
      return { answer: "answers", level, perSecond: perSecond ?? EVENTS_PER_SECOND };
  }
}
