import { describe, expect, it } from "vitest";
import { COMMANDS } from "../../lib/cli/commands.ts";
import { run } from "../../lib/cli/run.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

async function burnline(...args: readonly string[]) {
  const terminal = recordedTerminal();
  const code = await run(args, terminal);
  return { code, ...terminal.said };
}

describe("burnline", () => {
  it.each([[["--help"]], [["-h"]], [["help"]]])("lists every command for %j", async (args) => {
    const { code, out, error } = await burnline(...args);
    expect([code, error]).toEqual([0, ""]);
    for (const name of Object.keys(COMMANDS)) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
  });

  it.each(Object.keys(COMMANDS))("explains %s with its options, an example and the exit codes", async (name) => {
    const { code, out } = await burnline(name, "--help");
    expect(code).toBe(0);
    expect(out).toContain(`Usage: burnline ${name}`);
    for (const text of ["--json", "--help", `  burnline ${name} `, "Exit codes: 0", "1 findings", "2 input"]) {
      expect(out).toContain(text);
    }
    expect(await burnline("help", name)).toEqual({ code, out, error: "" });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it("says its version, to programs as JSON", async () => {
    expect(await burnline("--version")).toEqual({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      error: "",
    });
    const { out } = await burnline("--version", "--json");
    expect(JSON.parse(out)).toEqual({ version: expect.stringMatching(/^\d/) });
  });

  it("refuses an unknown command and names the near one", async () => {
    const { code, out, error } = await burnline("synht");
    expect([code, out]).toEqual([2, ""]);
    expect(error).toBe(
      `error: no such command; found synht, expected ${Object.keys(COMMANDS).join(", ")}; did you mean synth? [command-unknown]\n`,
    );
  });

  it("names no command where none is near, and none of Object.prototype", async () => {
    expect((await burnline("frobnicate")).error).not.toContain("did you mean");
    expect(await burnline("constructor")).toMatchObject({ code: 2, out: "" });
  });

  it("refuses to run without a command", async () => {
    expect(await burnline()).toMatchObject({ code: 2, out: "", error: expect.stringContaining("[command-missing]") });
    expect(await burnline("--json")).toMatchObject({ code: 2 });
  });

  it("gives issues to programs as JSON on stderr", async () => {
    const { code, out, error } = await burnline("check", "nowhere.yaml", "nowhere.ts", "--json");
    expect([code, out]).toEqual([2, ""]);
    const issues = ["nowhere.yaml", "nowhere.ts"].map((path) => ({
      code: "model-unreadable",
      path,
      message: "the model cannot be read",
      found: "no such file",
    }));
    expect(JSON.parse(error)).toEqual({ issues });
  });
});
