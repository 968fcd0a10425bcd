import { describe, expect, it } from "vitest";
import { simpleCommands, UNKNOWN } from "./shell-words.ts";

const U = UNKNOWN;

const CASES: readonly (readonly [text: string, commands: readonly (readonly string[])[]])[] = [
  ["kubectl get pods -n shop", [["kubectl", "get", "pods", "-n", "shop"]]],
  ["a 'b c' \"d e\" f\\ g", [["a", "b c", "d e", "f g"]]],
  ["a \\\n  b # c\nd", [["a", "b"], ["d"]]],
  ["a | b && c; d & e", [["a"], ["b"], ["c"], ["d"], ["e"]]],
  ['a "$X" "$Y"z $Z', [["a", U, `${U}z`, U]]],
  [
    "a $(b c) \"$(d 'e)')\"",
    [
      ["b", "c"],
      ["d", "e)"],
      ["a", U, U],
    ],
  ],
  ["a > out 2>&1 </dev/null b", [["a", "b"]]],
  ['a > "$X/out"\nb', [["a"], ["b"]]],
  ["a <<'EOF' | b\nkubectl x\nEOF\nc", [["a"], ["b"], ["c"]]],
  ["for x in 1 2; do a $x; done", [["for", "x", "in", "1", "2"], ["a", U], ["done"]]],
  ["X=1 sudo a", [["a"]]],
  ['a -p \'{"b":"c d"}\'', [["a", "-p", '{"b":"c d"}']]],
];

describe("simple commands of a shell text", () => {
  it.each(CASES)("are those of %s", (text, commands) => {
    expect(simpleCommands(text)).toEqual(commands);
  });
});
