import { parseDuration } from "../../core/duration.ts";
import type { ExpressionMutation, ExpressionOperator } from "./expression-mutation.ts";

/** Recorded series: the same over the next shorter and longer window, and the numerator in place of the denominator. */
export const seriesMutations: ExpressionOperator = ({ node, put }, { recorded }) => {
  if (node.type !== "vector" || node.name === undefined || !recorded.includes(node.name)) return [];
  const { name } = node;
  return [...neighbours(name, recorded), ...counterpart(name, recorded)].map(
    (other): ExpressionMutation => ({
      operator: "series",
      description: `${name} is replaced by ${other}`,
      expression: put({ ...node, name: other }),
    }),
  );
};

const WINDOWED = /^(.*:(?:rate|avg))(\d.*)$/;

function neighbours(name: string, recorded: readonly string[]): readonly string[] {
  const prefix = WINDOWED.exec(name)?.[1];
  if (prefix === undefined) return [];
  const windows = [...new Set(recorded)]
    .filter((other) => WINDOWED.exec(other)?.[1] === prefix)
    .sort((a, b) => windowOf(a) - windowOf(b));
  const place = windows.indexOf(name);
  return [windows[place - 1], windows[place + 1]].filter((other) => other !== undefined);
}

function windowOf(name: string): number {
  return parseDuration(WINDOWED.exec(name)?.[2] ?? "") ?? 0;
}

function counterpart(name: string, recorded: readonly string[]): readonly string[] {
  const other = name.includes(":bad_events:")
    ? name.replace(":bad_events:", ":events:")
    : name.replace(":events:", ":bad_events:");
  return other !== name && recorded.includes(other) ? [other] : [];
}
