import { describe, expect, it } from "vitest";
import { kindOf } from "../../lib/cli/kinds.ts";
import { Progress } from "../../lib/cli/progress.ts";
import { columns, grouped } from "../../lib/cli/table.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

describe("a table", () => {
  it("aligns words left and numbers right, two spaces apart", () => {
    const rows = [
      ["system", "rules"],
      ["a", "1,234"],
      ["longer", "5"],
    ];
    expect(columns(rows, new Set([1]))).toEqual(["system  rules", "a       1,234", "longer      5"]);
  });

  it("leaves no blanks at the ends of lines", () => {
    expect(
      columns([
        ["a", "b"],
        ["longer", ""],
      ]),
    ).toEqual(["a       b", "longer"]);
  });

  it.each([
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [1234567, "1,234,567"],
  ])("groups the digits of %d as %s", (value, text) => {
    expect(grouped(value)).toBe(text);
  });
});

describe("progress", () => {
  it("is silent in the first second, and where nobody watches", () => {
    const watched = recordedTerminal({ watched: true });
    new Progress(watched).step("compiling a");
    const unwatched = recordedTerminal();
    new Progress(unwatched).step("compiling a", true);
    expect([watched.said.error, unwatched.said.error]).toEqual(["", ""]);
  });

  it("announces a step that will be slow at once, and leaves no trace", () => {
    const terminal = recordedTerminal({ watched: true });
    const progress = new Progress(terminal);
    progress.step("compiling a", true);
    expect(terminal.said.error).toBe("\r\u001b[Kcompiling a ...");
    progress.done();
    progress.done();
    expect(terminal.said).toEqual({ out: "", error: "\r\u001b[Kcompiling a ...\r\u001b[K" });
  });
});

describe("the kind of a file", () => {
  it.each([
    ["rules/shop/web.cpu.rules.yml", "rules"],
    ["rules/shop/web.cpu.test.yml", "tests"],
    ["rules/shop/web.cpu.30s.test.yml", "tests"],
    ["rules/shop/alertmanager.yml", "routes"],
    ["stacks/shop/load.md", "tests"],
    ["stacks/shop/scaling.md", "documents"],
    ["dashboards/shop/overview.json", "dashboards"],
    ["stacks/shop/manifests/rules.yaml", "rules"],
    ["stacks/shop/manifests/monitors.yaml", "monitors"],
    ["stacks/shop/runbooks/shop-down.md", "runbooks"],
    ["stacks/shop/ASSUMPTIONS.md", "documents"],
    ["stacks/shop/generated.json", "documents"],
    ["stacks/shop/MENDS.md", "repository"],
  ])("%s is %s", (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });
});
