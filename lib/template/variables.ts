import type { Value } from "./value.ts";

/** The variables of a template under execution; one that is declared again hides the earlier one. */
export class Variables {
  readonly #stack: { readonly name: string; value: Value }[];

  constructor(dot: Value) {
    this.#stack = [{ name: "$", value: dot }];
  }

  declare(name: string, value: Value): void {
    this.#stack.push({ name, value });
  }

  value(name: string): Value | undefined {
    return this.#stack.findLast((one) => one.name === name)?.value;
  }

  /** Says whether there is such a variable. */
  assign(name: string, value: Value): boolean {
    const variable = this.#stack.findLast((one) => one.name === name);
    if (variable !== undefined) variable.value = value;
    return variable !== undefined;
  }

  /** Gives the variable declared last but `back` a new value. */
  setLatest(back: number, value: Value): void {
    const variable = this.#stack.at(-1 - back);
    if (variable !== undefined) variable.value = value;
  }

  /** What `restore` takes to forget all variables declared since. */
  mark(): number {
    return this.#stack.length;
  }

  restore(mark: number): void {
    this.#stack.length = mark;
  }
}
