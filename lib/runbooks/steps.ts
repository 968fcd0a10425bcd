import type { Command, Step } from "../model/procedure.ts";
import { exploreUrl } from "./explore.ts";
import { block, indented, link, prose, sentence } from "./markdown.ts";

/** Language names that Markdown renderers colour. */
const LANGUAGES: Readonly<Record<Command["kind"], string>> = {
  shell: "bash",
  sql: "sql",
  promql: "promql",
  logql: "logql",
  javascript: "javascript",
  yaml: "yaml",
};

/** Steps as a numbered list; a single one stands by itself. `grafana` is where queries can be run. */
export function stepList(steps: readonly Step[], grafana?: string): readonly string[] {
  return steps.flatMap((step, index) => {
    const number = `${index + 1}. `;
    const [first = "", ...rest] = stepLines(step, grafana);
    return [`${number}${first}`, ...indented(rest, number.length)];
  });
}

/** What to do, the command with its warning before it, and what is seen when all is well. */
function stepLines(step: Step, grafana: string | undefined): readonly string[] {
  if (typeof step === "string") return [sentence(step)];
  const { command, expect } = step;
  const expected = expect === undefined ? [] : ["", `Expected: ${sentence(expect)}`];
  if (command === undefined) return [sentence(step.do), ...expected];
  return [`${prose(step.do).replace(/[.:]$/, "")}:`, "", ...commandLines(command, grafana), ...expected];
}

/** A command: what it destroys before it, why it is not what the documents have behind it. */
export function commandLines(command: Command, grafana?: string): readonly string[] {
  return [
    ...(command.destructive === undefined ? [] : [careful(command.destructive), ""]),
    ...block(LANGUAGES[command.kind], command.text),
    ...queryLink(command, grafana),
    ...(command.mended === undefined ? [] : ["", `Mended: ${sentence(command.mended)}`]),
  ];
}

/** The warning of a command that destroys or interrupts something. */
export function careful(what: string): string {
  return `> **Careful:** ${sentence(what)}`;
}

function queryLink(command: Command, grafana: string | undefined): readonly string[] {
  if (grafana === undefined || command.kind !== "promql") return [];
  return ["", link("Run it in Grafana", exploreUrl(grafana, command.text))];
}
