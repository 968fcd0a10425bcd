import { spawn } from "node:child_process";
import { describe, it } from "vitest";
import { findOracle } from "./find-oracle.ts";

const MISSING = "no oracle: build it with `npm run oracle`, which needs Go";

/** Asks the oracle all cases of one command in one process; answers come in the order of the cases. */
export async function askOracle(command: string, cases: readonly unknown[]): Promise<readonly unknown[]> {
  const program = findOracle();
  if (program === undefined) throw new Error(MISSING);
  return askProgram(program, [command], cases);
}

/** Gives a program one case a line and reads one answer a line, in the order of the cases. */
export async function askProgram(
  program: string,
  args: readonly string[],
  cases: readonly unknown[],
): Promise<readonly unknown[]> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
  // A case that ends the oracle closes its input early; what it said on standard error tells why.
  child.stdin.on("error", () => undefined);
  child.stdin.end(cases.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0)
    throw new Error(`${[program, ...args].join(" ")} ended with ${code}: ${Buffer.concat(complaints).toString()}`);
  const lines = Buffer.concat(output).toString().split("\n");
  return lines.filter((line) => line !== "").map((line): unknown => JSON.parse(line));
}

let warned = false;

/** A `describe` that asks the oracle: skipped with the reason where there is none, failing with BURNLINE_REQUIRE_TOOLS=1. */
export function describeWithOracle(name: string, body: () => void): void {
  if (findOracle() !== undefined) {
    describe(name, body);
  } else if (process.env.BURNLINE_REQUIRE_TOOLS === "1") {
    describe(name, () => {
      it("the oracle is required here", () => {
        throw new Error(MISSING);
      });
    });
  } else {
    if (!warned) process.stderr.write(`\nSKIPPED: tests that need the oracle: ${MISSING}\n\n`);
    warned = true;
    // The body is left alone: it may ask its questions before the first test runs.
    describe.skip(`${name} (skipped, ${MISSING})`, () => {
      it("asks the oracle", () => undefined);
    });
  }
}
