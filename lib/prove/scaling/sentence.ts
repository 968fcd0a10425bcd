import { formatDuration } from "../../core/duration.ts";
import type { Outcome } from "./outcome.ts";
import type { ScalingRun } from "./simulate.ts";

/**
 * What a load does, in one sentence: `Twice the load at once: 4 replicas become 8 within 4m; for 2m requests are late or refused,
 * at worst 28.6 % of them; that is 0.26 % of the 30d budget of api/availability.`
 */
export function sentenceOf({ load }: ScalingRun, outcome: Outcome): string {
  const parts = [replicasInWords(load.ordinary, outcome), lateInWords(outcome), budgetInWords(outcome)];
  return `${load.title}: ${parts.filter((part) => part !== undefined).join("; ")}.`;
}

function replicasInWords(ordinary: boolean, { replicas, ready, readyAt, backAt, changes, turns }: Outcome): string {
  const { before, least, most, after } = replicas;
  const turned = turns > 1 ? `, and the number turns ${turns} times` : "";
  if (least === most) return `${plural(before, "replica")} stay`.replace("replica stay", "replica stays");
  const mean = `${number(replicas.mean)} on average`;
  if (ordinary)
    return `${least} to ${most} replicas, ${mean}, changed ${changes === 1 ? "once" : `${changes} times`}${turned}`;
  if (most === before) return `${plural(before, "replica")} become ${after}${turned}`;
  const some = ready < most ? `, of which ${ready} are ready at once at most,` : ` within ${time(readyAt)}`;
  const grown = `${plural(before, "replica")} become ${most}${some}`;
  const back = backAt === undefined ? "" : ` and are ${before} again after ${time(backAt)}`;
  return `${grown}${back}${turned}`;
}

function lateInWords({ late, worst, lacking, replicas }: Outcome): string {
  if (late === 0) return "no request is late or refused";
  const told = `for ${time(late)} requests are late or refused, at worst ${share(worst)} of them`;
  return lacking === 0 ? told : `${told}, and ${plural(replicas.after, "replica")} never carry all of it`;
}

function budgetInWords({ budget, bad }: Outcome): string | undefined {
  if (budget === undefined || bad === 0) return undefined;
  return `that is ${share(budget.share)} of the ${time(budget.window)} budget of ${budget.name}`;
}

/** A share in percent, with two digits that say something. */
export function share(value: number): string {
  const percent = value * 100;
  return `${percent >= 1_000 ? Math.round(percent).toLocaleString("en") : Number(percent.toPrecision(3))} %`;
}

function number(value: number): string {
  return `${Number(value.toFixed(1))}`;
}

function time(seconds: number): string {
  return formatDuration(seconds * 1_000);
}

function plural(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
