import { shell as command, type DoneStep } from "../../../lib/index.ts";

/** A variable that the reader fills in; the shell's own are set. */
const VARIABLE = /\$([A-Z][A-Z_]*)\b/g;

/**
 * Has a command stop at a variable that nobody has filled in: at night commands are pasted too early, and kubectl takes an
 * empty namespace for that of its context.
 */
export function guarded(text: string): string {
  return text.replace(VARIABLE, "$${$1:?}");
}

/** A step with a shell command, guarded if it destroys, interrupts or changes something. */
export function shell(says: string, text: string, options: Parameters<typeof command>[2] = {}): DoneStep {
  return command(says, options.destructive === undefined ? text : guarded(text), options);
}
