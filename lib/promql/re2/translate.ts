import { foldedWith } from "./fold.ts";
import { EVERYTHING, type Ranges } from "./ranges.ts";
import type { Node, Place } from "./syntax-tree.ts";

const PLACES: Readonly<Record<Place, string>> = {
  textStart: "^",
  textEnd: "$",
  lineStart: "(?<![^\\n])",
  lineEnd: "(?![^\\n])",
  wordEdge: "\\b",
  noWordEdge: "\\B",
};

/** The same expression for JavaScript, for the flag `u` and no other. Groups keep their numbers, names are left out. */
export function toJavaScript(node: Node): string {
  switch (node.kind) {
    case "empty":
      return "";
    case "literal":
      return node.codes.map((code) => (node.fold ? classText(foldedWith(code)) : escaped(code))).join("");
    case "class":
      return classText(node.ranges);
    case "assertion":
      return PLACES[node.place];
    case "capture":
      return `(${toJavaScript(node.body)})`;
    case "repeat":
      return `(?:${toJavaScript(node.body)})${countText(node.min, node.max)}${node.greedy ? "" : "?"}`;
    case "sequence":
      return node.parts
        .map((part) => (part.kind === "alternatives" ? `(?:${toJavaScript(part)})` : toJavaScript(part)))
        .join("");
    case "alternatives":
      return node.parts.map(toJavaScript).join("|");
  }
}

function countText(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  return min === 0 && max === 1 ? "?" : `{${min},${max}}`;
}

function classText(ranges: Ranges): string {
  if (ranges.length === 0) return "[]";
  if (ranges.length === 2 && ranges[0] === EVERYTHING[0] && ranges[1] === EVERYTHING[1]) return "[^]";
  if (ranges.length === 2 && ranges[0] === ranges[1]) return escaped(ranges[0] as number);
  let text = "";
  for (let i = 0; i < ranges.length; i += 2) {
    const low = ranges[i] as number;
    const high = ranges[i + 1] as number;
    text += escaped(low);
    if (high > low) text += `-${escaped(high)}`;
  }
  return `[${text}]`;
}

function escaped(code: number): string {
  const text = String.fromCodePoint(code);
  return /^[A-Za-z0-9_ ]$/.test(text) ? text : `\\u{${code.toString(16)}}`;
}
