import type { AtModifier, Duration, Matcher, MatrixSelector, VectorSelector } from "./ast.ts";
import { compareText } from "./data/labels.ts";
import { printDuration, printOffsetDuration } from "./print-duration.ts";
import { isBareMetricName, matcherLabel, quote } from "./quote.ts";

/** `name{matchers}`: a selector without what stands after it. */
export function printSelector(node: VectorSelector): string {
  const name = nameBeforeBraces(node);
  // Only what stands before the braces leaves the matchers as they are, whose text is known for many selectors.
  const inside = name === "" ? insideBraces(node).join(",") : printMatchers(node.matchers);
  return inside === "" && name !== "" ? name : `${name}{${inside}}`;
}

// Rules of one objective share their matchers, and a long expression is measured again at each depth.
const printedMatchers = new WeakMap<readonly Matcher[], string>();

function printMatchers(matchers: readonly Matcher[]): string {
  const known = printedMatchers.get(matchers);
  if (known !== undefined) return known;
  const text = matchers.map(printMatcher).sort(compareText).join(",");
  printedMatchers.set(matchers, text);
  return text;
}

function printMatcher(matcher: Matcher): string {
  return matcherLabel(matcher.label) + matcher.op + quote(matcher.value);
}

/** What stands between the braces of a selector, one text each, in order. */
export function insideBraces({ name, nameInBraces, matchers }: VectorSelector): readonly string[] {
  const texts = matchers.map(printMatcher);
  if (name !== undefined && (nameInBraces === true || !isBareMetricName(name))) texts.push(`__name__=${quote(name)}`);
  return texts.sort(compareText);
}

/** The name before the braces of a selector, `""` where it has none or has it in the braces. */
export function nameBeforeBraces({ name, nameInBraces }: VectorSelector): string {
  return name !== undefined && nameInBraces !== true && isBareMetricName(name) ? name : "";
}

/** ` @ end() anchored offset 5m`: what stands after an instant selector. */
export function selectorModifiers({ at, offset, anchored, smoothed }: VectorSelector): string {
  return printAt(at) + printExtension(anchored, smoothed) + printOffset(offset);
}

/** `[5m] anchored @ end() offset 5m`: what stands after the selector of a range. */
export function rangeSuffix({ range, selector: { at, offset, anchored, smoothed } }: MatrixSelector): string {
  return `[${printDuration(range)}]${printExtension(anchored, smoothed)}${printAt(at)}${printOffset(offset)}`;
}

function printExtension(anchored: true | undefined, smoothed: true | undefined): string {
  return anchored === true ? " anchored" : smoothed === true ? " smoothed" : "";
}

/** ` @ end()`, or nothing. */
export function printAt(at: AtModifier | undefined): string {
  if (at === undefined) return "";
  return typeof at === "number" ? ` @ ${at.toFixed(3)}` : ` @ ${at}()`;
}

/** ` offset 5m`, or nothing. */
export function printOffset(offset: Duration | undefined): string {
  if (offset === undefined) return "";
  // Below a millisecond it is not nothing to Prometheus, which shows the sign.
  return ` offset ${Object.is(offset, -0) ? "-" : ""}${printOffsetDuration(offset)}`;
}
