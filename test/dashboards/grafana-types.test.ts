import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import type { Json } from "../../lib/core/json.ts";
import type { System } from "../../lib/index.ts";
import { compileAll } from "../../stacks/index.ts";
import { fieldOf, isList } from "../../stacks/support/pointer.ts";
import { isFullRun } from "../support/promtool.ts";
import { run } from "../support/run.ts";
import { everyKind } from "../support/shop.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const watched: System = { ...everyKind, grafana: { url: "https://grafana.example.com" } };

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** Texts of all boards of the stacks, or of the test's shop alone. */
function boards(all: boolean): readonly string[] {
  return (all ? compileAll() : [compile(watched)])
    .flatMap(({ bundle }) => bundle.documents)
    .filter(({ path }) => path.startsWith("dashboards/"))
    .map(({ content }) => content);
}

/**
 * The schema leaves queries and annotations to the plug-in of the data source: these keys are Prometheus'
 * (https://github.com/grafana/grafana/tree/main/packages/grafana-prometheus). Modes of thresholds are an enumeration, for which
 * TypeScript takes no text.
 */
const TYPES = `import type { AnnotationQuery, Dashboard, DataQuery } from "@grafana/schema";
type Query = DataQuery & { expr: string; instant?: boolean; range?: boolean };
type Annotation = AnnotationQuery<Query> & { titleFormat: string; textFormat: string; tagKeys: string };
export type PrometheusDashboard = Omit<Dashboard, "annotations"> & { annotations: { list: Annotation[] } };
`;

async function typeErrors(texts: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "burnline-boards-"));
  folders.push(folder);
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "types.ts"), TYPES);
  for (const [index, text] of texts.entries()) {
    const literal = text.trim().replaceAll('"mode": "absolute"', '"mode": ThresholdsMode.Absolute');
    await writeFile(
      join(folder, `board-${index}.ts`),
      `import { ThresholdsMode } from "@grafana/schema";\nimport type { PrometheusDashboard } from "./types.ts";\n` +
        `void ThresholdsMode;\nexport default ${literal} satisfies PrometheusDashboard;\n`,
    );
  }
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--allowImportingTsExtensions"];
  const target = ["--module", "nodenext", "--target", "es2022"];
  const files = texts.map((_, index) => join(folder, `board-${index}.ts`));
  const { output } = await run(join(ROOT, "node_modules", ".bin", "tsc"), [...options, ...target, ...files], {
    cwd: folder,
  });
  return output.trim();
}

describe.skipIf(!isFullRun)("Grafana's types, which take 10 s to check (full runs only)", () => {
  it("take every board of the five stacks", { timeout: 120_000 }, async () => {
    const texts = boards(true);
    expect(texts.length).toBeGreaterThan(80);
    expect(await typeErrors(texts)).toBe("");
  });

  it("refuse a board with a wrong type and one with a key that a field has not", { timeout: 120_000 }, async () => {
    const [board = ""] = boards(false);
    const wrong = await typeErrors([
      board.replace('"editable": false', '"editable": "no"'),
      board.replace('"unit": "', '"units": "'),
    ]);
    expect(wrong).toMatch(/board-0\.ts.*string.*boolean/);
    expect(wrong).toMatch(/board-1\.ts.*'"?units"?' does not exist/);
  });
});

/** Keys of an interface in Grafana's schema; `satisfies` lets any key of a panel pass, because two kinds of panels are joined. */
function keysOf(name: string): ReadonlySet<string> {
  const entry = createRequire(import.meta.url).resolve("@grafana/schema/package.json");
  const path = join(dirname(entry), "dist", "types", "raw", "dashboard", "x", "types.gen.d.ts");
  const source = ts.createSourceFile(path, ts.sys.readFile(path) ?? "", ts.ScriptTarget.Latest);
  const found = source.statements.filter(ts.isInterfaceDeclaration).find((statement) => statement.name.text === name);
  return new Set(found?.members.flatMap(({ name: key }) => (key === undefined ? [] : [key.getText(source)])));
}

describe("keys of panels", () => {
  const panelKeys = keysOf("Panel");
  const rowKeys = keysOf("RowPanel");

  function unknownKeys(text: string): readonly string[] {
    const board: Json = JSON.parse(text);
    const panels = fieldOf(board, "panels");
    return (isList(panels) ? panels : []).flatMap((panel) => {
      const known = fieldOf(panel, "type") === "row" ? rowKeys : panelKeys;
      return Object.keys(panel ?? {}).filter((key) => !known.has(key));
    });
  }

  it("are all known to Grafana's schema", () => {
    expect(panelKeys.size).toBeGreaterThan(20);
    expect(rowKeys.size).toBeGreaterThan(5);
    expect(new Set(boards(isFullRun).flatMap(unknownKeys))).toEqual(new Set());
  });

  it("are told when Grafana's schema does not know one", () => {
    const [board = ""] = boards(false);
    expect(unknownKeys(board.replace('"gridPos"', '"gridPosition"'))).toEqual(["gridPosition"]);
  });
});
