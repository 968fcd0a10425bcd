import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { type BuildOptions, build } from "esbuild";
import { describe, expect, it } from "vitest";

const OPTIONS = {
  entryPoints: [join(import.meta.dirname, "../../lib/promql/index.ts")],
  bundle: true,
  minify: true,
  platform: "browser",
  write: false,
  metafile: true,
} satisfies BuildOptions;

describe("burnline/promql for a browser", () => {
  it("has less than 175,000 bytes when it is bundled and minified, and imports nothing", async () => {
    const { outputFiles, metafile } = await build({ ...OPTIONS, format: "esm" });
    expect(outputFiles.map((file) => file.contents.length)).toEqual([expect.toSatisfy((size) => size < 175_000)]);
    expect(Object.values(metafile.outputs).flatMap((output) => output.imports)).toEqual([]);
  });

  it("does without the notation of test series, which is an entry of its own", async () => {
    const { metafile } = await build({ ...OPTIONS, format: "esm" });
    expect(Object.keys(metafile.inputs).filter((path) => path.includes("/notation/"))).toEqual([]);
  });

  it("evaluates 3 + 4 samples where there is nothing but JavaScript and the encoders of text", async () => {
    const { outputFiles } = await build({ ...OPTIONS, format: "iife", globalName: "promql" });
    const script = `${outputFiles[0]?.text}
      const storage = new promql.MemoryStorage();
      for (const [instance, count] of [["a", 3], ["b", 4]]) {
        const series = storage.series(promql.Labels.of({ __name__: "up", instance }));
        for (let index = 0; index < count; index++) series.append(index * 1000, 1);
      }
      const query = 'sum(count_over_time(up{instance=~"[ab]"}[1m]))';
      const { samples } = promql.instantQuery(storage, query, 10000);
      JSON.stringify([samples.map(({ value }) => value), promql.print(promql.parse(query))]);`;
    const result: unknown = JSON.parse(runInNewContext(script, { TextEncoder, TextDecoder }));
    expect(result).toEqual([[7], 'sum(count_over_time(up{instance=~"[ab]"}[1m]))']);
  });
});
