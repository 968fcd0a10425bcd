import { COMMON_OPTIONS } from "./arguments.ts";
import type { Command, Option } from "./command.ts";
import type { CommandEntry } from "./commands.ts";
import { columns } from "./table.ts";

const EXIT_CODES = "Exit codes: 0 fine, 1 findings or differences, 2 input that cannot be used.";

/** `burnline --help`. */
export function generalHelp(commands: Readonly<Record<string, CommandEntry>>): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary]);
  return [
    "One typed SLO model in, proved Prometheus rules and Kubernetes manifests out.",
    "",
    "Usage: burnline COMMAND [ARGUMENTS]",
    "",
    "Commands:",
    ...indented(columns(rows)),
    "",
    "Options:",
    ...indented(columns(optionRows({ ...COMMON_OPTIONS, version: { help: "show the version" } }))),
    "",
    "`burnline COMMAND --help` explains one command.",
    EXIT_CODES,
    "",
  ].join("\n");
}

/** `burnline COMMAND --help`. */
export function commandHelp(name: string, command: Command): string {
  return [
    `Usage: burnline ${[name, "[OPTIONS]", command.arguments].filter((part) => part !== "").join(" ")}`,
    "",
    ...command.description,
    "",
    "Options:",
    ...indented(columns(optionRows({ ...command.options, ...COMMON_OPTIONS }))),
    "",
    "Examples:",
    ...indented(command.examples),
    "",
    EXIT_CODES,
    "",
  ].join("\n");
}

function optionRows(options: Readonly<Record<string, Option>>): string[][] {
  return Object.entries(options).map(([name, { help, value, short, repeatable }]) => [
    `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
    repeatable === true ? `${help} (repeatable)` : help,
  ]);
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
