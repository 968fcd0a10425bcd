import { spawn } from "node:child_process";

/** What a finished program left: its exit code (`undefined` when it could not be started) and both streams as one text. */
export interface Finished {
  readonly code: number | undefined;
  readonly output: string;
}

export interface RunOptions {
  /** Instead of this process' own environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is stopped and counts as failed. */
  readonly timeout?: number;
  /** Working directory; default: that of this process. */
  readonly cwd?: string;
}

/** Runs a program without a shell and without input; never rejects, so that callers decide what a failure means. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return new Promise((done) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.on("error", (error) => done({ code: undefined, output: error.message }));
    child.on("close", (code) => done({ code: code ?? 1, output }));
  });
}
