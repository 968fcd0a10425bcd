import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProofOptions, ProofPiece } from "../prove/prove-system.ts";
import type { Selection } from "./prove-models.ts";

/** What a helper is told first. */
export interface HelperStart {
  readonly selection: Selection;
  readonly options: ProofOptions;
}

/** What a helper says: that it has read the models, or what came of a job. */
export type HelperMessage = "ready" | { readonly index: number; readonly piece: ProofPiece };

/** Where helpers get jobs from, by index, and where they bring what came of them. */
export interface Work {
  /** Takes a job that nobody has taken; `undefined` when there is none left. */
  take(): number | undefined;
  /** Gives a job back that was not done. */
  back(index: number): void;
  done(index: number, piece: ProofPiece): void;
}

/** Jobs that a helper has at a time, so that it need not wait while this process computes. */
const AHEAD = 3;

/** The compiled entry beside the compiled module, the source beside the source. */
const ENTRY = fileURLToPath(new URL(`./prove-helper${extname(import.meta.url)}`, import.meta.url));

/**
 * Processes that prove beside this one. Not worker threads: Node 20 gives these no loader for models in TypeScript, while
 * processes have all that this one was started with. A helper that fails costs time only: its jobs are given back.
 */
export class Helpers {
  readonly #start: HelperStart;
  readonly #work: Work;
  readonly #processes: ChildProcess[] = [];
  readonly #news = new EventEmitter();

  constructor(start: HelperStart, work: Work) {
    this.#start = start;
    this.#work = work;
  }

  start(count: number): void {
    for (let started = 0; started < count; started++) this.#startOne();
  }

  /** Waits until a helper has brought something or failed. */
  async news(): Promise<void> {
    await once(this.#news, "news");
  }

  stop(): void {
    for (const helper of this.#processes) helper.kill();
  }

  #startOne(): void {
    const helper = fork(ENTRY, { serialization: "advanced", stdio: ["ignore", "ignore", "ignore", "ipc"] });
    const taken = new Set<number>();
    const fill = (): void => {
      while (taken.size < AHEAD) {
        const index = this.#work.take();
        if (index === undefined) return;
        taken.add(index);
        helper.send(index);
      }
    };
    const gone = (): void => {
      for (const index of taken) this.#work.back(index);
      taken.clear();
      this.#news.emit("news");
    };
    helper.on("message", (message: HelperMessage) => {
      if (message !== "ready") {
        taken.delete(message.index);
        this.#work.done(message.index, message.piece);
        this.#news.emit("news");
      }
      fill();
    });
    helper.on("error", gone);
    helper.on("exit", gone);
    helper.send(this.#start);
    this.#processes.push(helper);
  }
}
