import { portsText } from "../network/reach/ports.ts";
import type { Matrix } from "../prove/network/matrix.ts";
import type { ReachAnswer } from "./reach-answer.ts";
import { columns } from "./table.ts";
import type { Paint } from "./terminal.ts";

/** The answer about one pair, for people. */
export function reachText({ allowed, says, stated }: ReachAnswer, paint: Paint): string {
  const [word = "", ...rest] = says.split(":");
  const lines = [
    `${(allowed ? paint.good : paint.bad)(word)}:${rest.join(":")}`,
    ...stated.map(({ port, why, path }) => paint.dim(`  ${path}: ${port}, ${why}`)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Who reaches whom in one system, a line for each pair. */
export function matrixText(name: string, { cells }: Matrix, paint: Paint): string {
  const rows = cells.map(({ from, to, ports, whys }) => [`  ${from}`, "->", to, portsText(ports), whys.join("; ")]);
  const body = rows.length === 0 ? ["  nobody reaches anybody"] : columns(rows);
  return `${[paint.bold(name), ...body].join("\n")}\n`;
}
