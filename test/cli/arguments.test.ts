import { describe, expect, it } from "vitest";
import { readArguments } from "../../lib/cli/arguments.ts";
import type { Option } from "../../lib/cli/command.ts";
import { BurnlineError, type Issue } from "../../lib/core/issue.ts";

const OPTIONS: Readonly<Record<string, Option>> = {
  out: { help: "folder", value: "DIR", short: "o" },
  check: { help: "compare" },
  only: { help: "kind", value: "KIND", repeatable: true },
};

function refused(...args: readonly string[]): readonly Issue[] {
  try {
    readArguments(args, OPTIONS);
  } catch (error) {
    if (error instanceof BurnlineError) return error.issues;
    throw error;
  }
  return [];
}

describe("arguments of a command", () => {
  it("are read wherever they stand, long, short and with =", () => {
    const args = readArguments(["a.yaml", "--out", "x", "--check", "b.yaml"], OPTIONS);
    expect([args.positionals, args.value("out"), args.has("check")]).toEqual([["a.yaml", "b.yaml"], "x", true]);
    expect(readArguments(["-o", "y"], OPTIONS).value("out")).toBe("y");
    expect(readArguments(["--out=-z"], OPTIONS).value("out")).toBe("-z");
  });

  it("are absent when they are not given", () => {
    const args = readArguments([], OPTIONS);
    expect([args.positionals, args.value("out"), args.has("check"), args.values("only")]).toEqual([
      [],
      undefined,
      false,
      [],
    ]);
  });

  it("take the last value of an option, and all of a repeatable one, commas included", () => {
    const args = readArguments(["--out=a", "--out=b", "--only", "rules,tests", "--only=monitors"], OPTIONS);
    expect(args.value("out")).toBe("b");
    expect(args.values("only")).toEqual(["rules", "tests", "monitors"]);
  });

  it("after -- are all models, options by their look too", () => {
    expect(readArguments(["--", "--check"], OPTIONS)).toMatchObject({ positionals: ["--check"] });
    expect(refused("--", "--chek")).toEqual([]);
  });

  it.each([
    ["an unknown option with a near name", ["--chek"], "option-unknown", "did you mean --check?"],
    ["an option whose letters are in the wrong order", ["--uot"], "option-unknown", "did you mean --out?"],
    ["an unknown option with no near name", ["--frobnicate"], "option-unknown", undefined],
    ["an unknown short option", ["-q"], "option-unknown", undefined],
    ["a value at the end that is missing", ["--out"], "option-value-missing", "write --out DIR"],
    ["an option where the value belongs", ["--out", "--check"], "option-value-missing", "write --out DIR"],
    ["an empty value", ["--out="], "option-value-missing", "write --out DIR"],
    ["a value for a switch", ["--check=yes"], "option-value-unexpected", undefined],
  ])("refuse %s", (_, args, code, mend) => {
    const issues = refused(...args);
    expect(issues.map((issue) => [issue.code, issue.mend])).toEqual([[code, mend]]);
  });

  it("name no option of Object.prototype", () => {
    expect(refused("--constructor", "--toString").map(({ code }) => code)).toEqual([
      "option-unknown",
      "option-unknown",
    ]);
  });

  it("are refused all at once", () => {
    expect(refused("--chek", "--only", "rules", "--frob", "--out")).toHaveLength(3);
  });
});
