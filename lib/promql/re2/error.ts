/** Refuses an expression with Go's words; `place` is the part of it that Go shows. */
export function refuse(problem: string, place: string): never {
  throw new SyntaxError(`error parsing regexp: ${problem}: \`${place}\``);
}
