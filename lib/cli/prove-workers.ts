import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProofOptions, ProofPiece } from "../prove/prove-system.ts";
import { LITTLE_INLINING } from "./prove-flags.ts";
import type { Selection } from "./prove-models.ts";

/** What a worker is told first. */
export interface WorkerStart {
  readonly selection: Selection;
  readonly options: ProofOptions;
}

/** What a worker says: that it has read the models, or what came of a job. */
export type WorkerMessage = "ready" | { readonly index: number; readonly piece: ProofPiece };

/** Where workers get jobs from, by index, and where they bring what came of them. */
export interface Work {
  /** Takes a job that nobody has taken; `undefined` when there is none left. */
  take(): number | undefined;
  /** Gives a job back that was not done. */
  back(index: number): void;
  done(index: number, piece: ProofPiece): void;
}

/** Jobs that a worker has at a time, so that it need not wait while this process computes. */
const AHEAD = 3;

/**
 * What keeps two processes together below 500 MB for the five stacks: without, Node lets garbage of short life grow to
 * three times 16 MB, and that of long life to gigabytes. A worker that needs more fails, and costs time only.
 */
const SMALL_HEAP = ["--max-semi-space-size=2", "--max-old-space-size=256"];

/** The compiled entry beside the compiled module, the source beside the source. */
const ENTRY = fileURLToPath(new URL(`./prove-worker${extname(import.meta.url)}`, import.meta.url));

/**
 * Processes that prove beside this one. Not worker threads: Node 20 gives these no loader for models in TypeScript, while
 * processes have all that this one was started with. A worker that fails costs time only: its jobs are given back.
 */
export class Workers {
  readonly #start: WorkerStart;
  #work: Work | undefined;
  readonly #processes: ChildProcess[] = [];
  readonly #idle: (() => void)[] = [];
  readonly #news = new EventEmitter();

  constructor(start: WorkerStart) {
    this.#start = start;
  }

  get started(): boolean {
    return this.#processes.length > 0;
  }

  /** Starts processes; they read the models, and wait for work. */
  start(count: number): void {
    for (let started = 0; started < count; started++) this.#startOne();
  }

  /** Gives them work. */
  begin(work: Work): void {
    this.#work = work;
    for (const fill of this.#idle.splice(0)) fill();
  }

  /** Waits until a worker has brought something or failed. */
  async news(): Promise<void> {
    await once(this.#news, "news");
  }

  stop(): void {
    for (const worker of this.#processes) worker.kill();
  }

  #startOne(): void {
    const worker = fork(ENTRY, {
      serialization: "advanced",
      execArgv: [...process.execArgv, ...SMALL_HEAP, LITTLE_INLINING],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const taken = new Set<number>();
    const fill = (): void => {
      if (this.#work === undefined) {
        this.#idle.push(fill);
        return;
      }
      while (taken.size < AHEAD) {
        const index = this.#work.take();
        if (index === undefined) return;
        taken.add(index);
        worker.send(index);
      }
    };
    const gone = (): void => {
      for (const index of taken) this.#work?.back(index);
      taken.clear();
      this.#news.emit("news");
    };
    worker.on("message", (message: WorkerMessage) => {
      if (message !== "ready") {
        taken.delete(message.index);
        this.#work?.done(message.index, message.piece);
        this.#news.emit("news");
      }
      fill();
    });
    worker.on("error", gone);
    worker.on("exit", gone);
    worker.send(this.#start);
    this.#processes.push(worker);
  }
}
