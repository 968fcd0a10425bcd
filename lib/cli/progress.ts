import type { Terminal } from "./terminal.ts";

/** Milliseconds after which a person starts to wonder. */
const PATIENCE = 1_000;

/** One line on stderr that says what is being done, once a run has lasted a second; nothing where nobody watches. */
export class Progress {
  readonly #terminal: Pick<Terminal, "watched" | "error">;
  readonly #began = performance.now();
  #drawn = false;

  constructor(terminal: Pick<Terminal, "watched" | "error">) {
    this.#terminal = terminal;
  }

  /** `slow` announces a step that alone will take long: timers do not fire while it computes. */
  step(text: string, slow = false): void {
    if (!this.#terminal.watched || (!slow && performance.now() - this.#began < PATIENCE)) return;
    this.#terminal.error(`\r\u001b[K${text} ...`);
    this.#drawn = true;
  }

  done(): void {
    if (this.#drawn) this.#terminal.error("\r\u001b[K");
    this.#drawn = false;
  }
}
