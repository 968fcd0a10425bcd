/** A number as Go's `%g` and `%v` print it: shortest digits, an exponent below 1e-04 and from 1e+21 (see below), `+Inf`, `NaN`. */
export function formatFloat(_value: number): string {
  throw new Error("not built yet");
}

/** A number as Go's `%.<digits>g` prints it. */
export function formatG(_value: number, _digits: number): string {
  throw new Error("not built yet");
}

/** A number as Go's `%f`, with `digits` decimals (default 6). */
export function formatFixed(_value: number, _digits = 6): string {
  throw new Error("not built yet");
}
