import { readFileSync } from "node:fs";
import { BurnlineError } from "../core/issue.ts";
import { COMMON_OPTIONS, readArguments } from "./arguments.ts";
import type { ExitCode } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { issuesText } from "./issues-text.ts";
import { refusal, unknownName } from "./refuse.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs one command line and gives back its exit code. Everything that is wrong with the input goes to stderr, an issue a
 * line, or as `{"issues": [...]}` with `--json`. Errors that are no BurnlineError are defects of Burnline and are thrown.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (!(error instanceof BurnlineError)) throw error;
    terminal.error(issuesText(error.issues, args.includes("--json")));
    return 2;
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === "help" || name.startsWith("-")) return general(args, terminal);
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    throw refusal("command-unknown", "", "no such command", unknownName(name, Object.keys(COMMANDS)));
  }
  const command = await entry.load();
  const given = readArguments(rest, { ...command.options, ...COMMON_OPTIONS });
  if (!given.has("help")) return command.run(given, terminal);
  const { commandHelp } = await import("./help.ts");
  terminal.out(commandHelp(name, command));
  return 0;
}

/** `burnline`, `burnline help [COMMAND]`, `burnline --help`, `burnline --version`. */
async function general(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (args[0] === "help" && args[1] !== undefined) return dispatch([args[1], "--help"], terminal);
  const options = { ...COMMON_OPTIONS, version: { help: "show the version", short: "V" } };
  const given = readArguments(args[0] === "help" ? [] : args, options);
  if (given.has("version")) {
    const version = readVersion();
    terminal.out(given.has("json") ? `${JSON.stringify({ version })}\n` : `${version}\n`);
    return 0;
  }
  const { generalHelp } = await import("./help.ts");
  if (given.has("help") || args[0] === "help") {
    terminal.out(generalHelp(COMMANDS));
    return 0;
  }
  throw refusal("command-missing", "", "no command was given", {
    expected: Object.keys(COMMANDS).join(", "),
    mend: "`burnline --help` explains them",
  });
}

/** From the package's own manifest, which lies one folder higher above `dist/lib` than above `lib`. */
function readVersion(): string {
  for (const place of ["../../package.json", "../../../package.json"]) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8"));
      if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
    } catch {
      // The other place has it.
    }
  }
  return "unknown";
}
