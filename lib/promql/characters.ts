/** Codes of the characters that the lexers ask for by name. */
export const CODE = {
  newline: 0x0a,
  return: 0x0d,
  space: 0x20,
  quote: 0x22,
  hash: 0x23,
  apostrophe: 0x27,
  dot: 0x2e,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  underscore: 0x5f,
  backslash: 0x5c,
  backquote: 0x60,
} as const;

/** Whether the code of a character is that of `0` to `9`. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether the code of a character is that of an ASCII letter or of `_`. */
export function isAlpha(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f;
}

/** Whether the code of a character is that of an ASCII letter, a digit or `_`. */
export function isAlphanumeric(code: number): boolean {
  return isAlpha(code) || isDigit(code);
}

/** Whether the code of a character is that of a blank, a tab or a line break. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

/** The position behind the blanks and, if `comments`, the comments that begin at `start`. */
export function skipBlank(text: string, start: number, comments: boolean): number {
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) at++;
    else if (comments && code === CODE.hash) {
      do at++;
      while (at < text.length && text.charCodeAt(at) !== CODE.newline && text.charCodeAt(at) !== CODE.return);
    } else return at;
  }
}
