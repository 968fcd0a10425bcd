import type { WireCase, WireSample } from "./case.ts";
import type { Profile } from "./profile.ts";
import { type Difference, kindOf } from "./run.ts";

/** A difference for people: the query, the series, both answers, and how to see it again. */
export function shownDifference({ seed, one, text }: Difference, profile: Profile): string {
  const [query] = one.queries;
  if (query === undefined) return text;
  const { expr, start, end, step } = query;
  const when = step === 0 ? `at ${start}` : `from ${start} to ${end} step ${step}`;
  return [
    `${expr}   (${when}, lookback ${one.options.lookback})`,
    ...one.series.map(({ labels, samples }) => `    ${JSON.stringify(labels)}: ${samples.map(shownSample).join("  ")}`),
    `  ours ${text}`,
    `  again: npm run differential -- --profile ${profile} --cases 10 --seed ${seed}`,
    "",
  ].join("\n");
}

/** What tells apart differences that likely have different causes. */
export function signature({ one, text }: Difference): string {
  return `${kindOf(text)}: ${wordsOf(one)}`;
}

function wordsOf({ queries }: WireCase): string {
  const expr = (queries[0]?.expr ?? "").replace(/"[^"]*"/g, '""').replace(/\{[^}]*\}/g, "{}");
  const words = expr.match(
    /[a-z_]+(?=\s*\()|\b(?:by|without|on|ignoring|group_left|group_right|bool|offset|anchored|smoothed|fill\w*)\b|[-+*/%^<>=!]+|@|\[[^\]]*:/g,
  );
  return [...new Set((words ?? []).map((word) => (word.startsWith("[") ? "subquery" : word)))].sort().join(" ");
}

function shownSample({ t, v, h, st }: WireSample): string {
  return `${h === undefined ? v : JSON.stringify(h)}@${t}${st === undefined ? "" : ` st ${st}`}`;
}
