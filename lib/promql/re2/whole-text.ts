import { LAST_CODE_POINT } from "./ranges.ts";
import type { Node } from "./syntax-tree.ts";

/** More texts than this are left to the expression. */
const MOST_TEXTS = 10_000;

/**
 * A quicker test for the whole text, for expressions that say little: alternatives of plain texts, `.*` and `.+`.
 * `undefined` for all others.
 */
export function wholeTextTest(root: Node): ((text: string) => boolean) | undefined {
  if (root.kind === "repeat" && root.max === Infinity && isAnything(root.body)) {
    if (root.min === 0) return () => true;
    if (root.min === 1) return (text) => text !== "";
  }
  const texts = textsOf(root);
  if (texts === undefined) return undefined;
  const [only] = texts;
  if (texts.length === 1) return (text) => text === only;
  const set = new Set(texts);
  return (text) => set.has(text);
}

function isAnything(node: Node): boolean {
  return node.kind === "class" && node.ranges[0] === 0 && node.ranges[1] === LAST_CODE_POINT;
}

/** All texts that the expression matches, where they are few and told by the expression. */
function textsOf(node: Node): readonly string[] | undefined {
  switch (node.kind) {
    case "empty":
      return [""];
    case "literal":
      return node.fold ? undefined : [node.codes.map((code) => String.fromCodePoint(code)).join("")];
    case "capture":
      return textsOf(node.body);
    case "alternatives": {
      const texts: string[] = [];
      for (const part of node.parts) {
        const some = textsOf(part);
        if (some === undefined) return undefined;
        texts.push(...some);
      }
      return texts.length > MOST_TEXTS ? undefined : texts;
    }
    case "sequence": {
      let texts: readonly string[] = [""];
      for (const part of node.parts) {
        const some = textsOf(part);
        if (some === undefined || texts.length * some.length > MOST_TEXTS) return undefined;
        texts = texts.flatMap((head) => some.map((tail) => head + tail));
      }
      return texts;
    }
    default:
      return undefined;
  }
}
