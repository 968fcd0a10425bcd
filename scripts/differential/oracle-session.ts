import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { findOracle } from "../../test/support/find-oracle.ts";
import type { WireAnswer, WireCase } from "./case.ts";

// Prometheus itself may not come back from a query.
const PATIENCE = 60_000;

/** Prometheus' own engine in a process that answers one case after the other. */
export class OracleSession {
  private readonly child: ChildProcess;
  private readonly waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];

  /** Errors: `Error` where the oracle was not built. */
  constructor() {
    const program = findOracle();
    if (program === undefined) throw new Error("no oracle: build it with `npm run oracle`, which needs Go");
    this.child = spawn(program, ["evaluate"], { stdio: ["pipe", "pipe", "inherit"] });
    if (this.child.stdout === null) throw new Error("the oracle has no output");
    createInterface({ input: this.child.stdout }).on("line", (line) => this.waiting.shift()?.resolve(line));
    this.child.on("close", (code) => {
      for (const { reject } of this.waiting) reject(new Error(`the oracle ended with ${code}`));
    });
    this.child.stdin?.on("error", () => undefined);
  }

  /** The answers to the queries of a case. */
  async ask(one: WireCase): Promise<readonly WireAnswer[]> {
    const giveUp = new AbortController();
    const line = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.child.kill("SIGKILL");
        reject(new Error(`no answer within ${PATIENCE} ms to ${one.queries.map(({ expr }) => expr).join("; ")}`));
      }, PATIENCE);
      giveUp.signal.addEventListener("abort", () => clearTimeout(timer));
      this.waiting.push({ resolve, reject });
      this.child.stdin?.write(`${JSON.stringify(one)}\n`);
    }).finally(() => giveUp.abort());
    return JSON.parse(line) as readonly WireAnswer[];
  }

  close(): void {
    this.child.stdin?.end();
  }
}
