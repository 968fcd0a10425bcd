import type { ArithmeticOperator } from "../ast.ts";
import {
  between,
  holds,
  type Interval,
  isBounded,
  isEmpty,
  negated,
  orNaN,
  product,
  quotient,
  rising,
  sum,
  UNKNOWN,
} from "./interval.ts";

/** What an arithmetic operator makes of values within bounds. */
export function arithmeticBounds(operator: ArithmeticOperator, left: Interval, right: Interval): Interval {
  switch (operator) {
    case "+":
      return sum(left, right);
    case "-":
      return sum(left, negated(right));
    case "*":
      return product(left, right);
    case "/":
      return quotient(left, right);
    case "%":
      return remainder(left, right);
    case "^":
      return power(left, right);
    case "atan2":
      return orNaN(between(-Math.PI, Math.PI), left.nan || right.nan);
  }
}

/** The sign is that of the dividend, the size below those of both. */
function remainder(left: Interval, right: Interval): Interval {
  if (isEmpty(left) || isEmpty(right)) return UNKNOWN;
  const most = Math.max(-right.low, right.high);
  return {
    low: left.low >= 0 ? 0 : Math.max(left.low, -most),
    high: left.high <= 0 ? 0 : Math.min(left.high, most),
    nan: left.nan || right.nan || holds(right, 0) || !isBounded(left),
    whole: left.whole && right.whole,
  };
}

function power(base: Interval, exponent: Interval): Interval {
  if (isEmpty(base) || isEmpty(exponent)) return UNKNOWN;
  const nan = base.nan || exponent.nan;
  const fixed = exponent.low === exponent.high ? exponent.low : undefined;
  const whole = base.whole && exponent.whole && exponent.low >= 0;
  if (base.low >= 0) {
    return fixed !== undefined && fixed >= 0
      ? rising({ ...base, nan }, (value) => value ** fixed, whole)
      : orNaN(between(0, Infinity), nan);
  }
  if (fixed === undefined || fixed <= 0 || fixed % 2 !== 0) return UNKNOWN;
  return { low: 0, high: Math.max(base.low ** fixed, base.high ** fixed), nan, whole };
}
