import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What one run of a process took. */
export interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
}

/** Runs a whole process; `undefined` where it cannot be started or fails. */
export async function measure(command: string, args: readonly string[]): Promise<Measured | undefined> {
  const began = performance.now();
  const child = spawn(command, args, { stdio: "ignore" });
  let kilobytes = 0;
  const poll = setInterval(() => {
    kilobytes = Math.max(kilobytes, peakOf(child.pid));
  }, 5);
  const code = await new Promise<number | null>((resolve) => {
    child.on("error", () => resolve(null));
    child.on("exit", resolve);
  });
  clearInterval(poll);
  return code === 0 ? { seconds: (performance.now() - began) / 1_000, megabytes: kilobytes / 1_024 } : undefined;
}

/** Peak resident memory so far, from the kernel's own count; 0 where there is no /proc. Units: KiB. */
function peakOf(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The median time and the highest memory of some runs. */
export function median(runs: readonly Measured[]): Measured {
  const middle = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  return { seconds: middle(runs.map((run) => run.seconds)), megabytes: Math.max(...runs.map((run) => run.megabytes)) };
}
