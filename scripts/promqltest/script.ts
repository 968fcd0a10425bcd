import { parseLoad } from "../../lib/promql/notation/load.ts";
import type { Command, EvalCommand, LoadCommand } from "./command.ts";
import { readExpectation } from "./expectation.ts";
import { messageOf, ScriptError } from "./problem.ts";
import { durationOf, rangeOf } from "./times.ts";

const LOAD = /^load(?:_(with_nhcb))?\s+(.+?)$/;
const INSTANT = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(.+?))?\s+(.+)$/;
const RANGE = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$/;

/** Reads a script of the promqltest language. What cannot be read becomes a `broken` command, so that the rest still runs. */
export function readScript(text: string): readonly Command[] {
  const lines = text.split("\n").map((line) => {
    const trimmed = line.trim();
    return trimmed.startsWith("#") ? "" : trimmed;
  });
  const commands: Command[] = [];
  for (let at = 0; at < lines.length; at++) {
    const head = lines[at] ?? "";
    if (head === "") continue;
    const word = (/^[^\t ]*/.exec(head)?.[0] ?? "").toLowerCase();
    if (word === "clear") {
      commands.push({ kind: "clear" });
      continue;
    }
    const block = blockAfter(lines, at);
    try {
      if (word.startsWith("load")) {
        commands.push(readLoad(head, block, at + 1));
        at += block.length;
      } else if (word.startsWith("eval")) {
        const { command, read } = readEval(head, block, at + 1);
        commands.push(command);
        at += read;
      } else {
        throw new ScriptError(`invalid command "${head}"`);
      }
    } catch (error) {
      const evaluation = word.startsWith("eval");
      commands.push({ kind: "broken", line: at + 1, text: head, problem: messageOf(error), evaluation });
      at += block.length;
    }
  }
  return commands;
}

/** The lines up to the next empty one. */
function blockAfter(lines: readonly string[], at: number): readonly string[] {
  const end = lines.indexOf("", at + 1);
  return lines.slice(at + 1, end === -1 ? lines.length : end);
}

function readLoad(head: string, block: readonly string[], line: number): LoadCommand {
  const [, variant, step = ""] = LOAD.exec(head) ?? [];
  return {
    kind: "load",
    line,
    step: durationOf(step, "step"),
    customBuckets: variant === "with_nhcb",
    series: parseLoad(block.join("\n")),
  };
}

function readEval(
  head: string,
  block: readonly string[],
  line: number,
): { readonly command: EvalCommand; readonly read: number } {
  const instant = INSTANT.exec(head);
  const range = RANGE.exec(head);
  if (instant === null && range === null) throw new ScriptError("invalid evaluation command");
  const modifier = (instant ?? range)?.[1];
  const read = readExpectation(block, modifier, instant !== null);
  const { expectation, once } = read;
  if (instant !== null) {
    const time = durationOf(instant[2] ?? "", "timestamp");
    const times = read.range ?? { start: time, end: time, step: 0 };
    const command = { kind: "eval", line, expr: instant[3] ?? "", range: false, ...times, once, expectation } as const;
    return { command, read: read.lines };
  }
  const times = rangeOf(range?.[2] ?? "", range?.[3] ?? "", range?.[4] ?? "");
  const command = { kind: "eval", line, expr: range?.[5] ?? "", range: true, ...times, once, expectation } as const;
  return { command, read: read.lines };
}
