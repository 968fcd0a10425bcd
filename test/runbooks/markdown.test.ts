import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { describe, expect, it } from "vitest";
import { exploreUrl } from "../../lib/runbooks/explore.ts";
import { anchor, block, code, link, plainTemplates, prose, table } from "../../lib/runbooks/markdown.ts";

const reader = new MarkdownIt({ html: true });

/** What a reader of Markdown sees of it, without marks. */
function shown(markdown: string): string {
  return reader
    .renderInline(markdown)
    .replace(/<\/?code>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

describe("sentences of a model in Markdown", () => {
  const words = fc.string({ unit: fc.constantFrom(..."ab 1.*_[]()<>|~#!\\&;-+=".split("")), maxLength: 40 });

  it("are read as they were written, whatever marks are in them", () => {
    fc.assert(
      fc.property(words, (text) => {
        const wanted = text.trim();
        expect(shown(prose(text))).toBe(wanted);
      }),
      { numRuns: 500 },
    );
  });

  it("keep code in backticks, with everything in it", () => {
    expect(reader.renderInline(prose("set `a_b*<c>` to 5 | 6"))).toBe("set <code>a_b*&lt;c&gt;</code> to 5 | 6");
    expect(reader.renderInline(code("a`b"))).toBe("<code>a`b</code>");
  });

  it("have no template of annotations left", () => {
    expect(prose("node {{ $labels.node }} is not ready")).toBe("node `<node>` is not ready");
    expect(plainTemplates("is high. Value: {{ $value | humanizePercentage }}.")).toBe("is high.");
  });

  it("stand in cells of tables without ending the row", () => {
    const html = reader.render(table(["a", "b"], [[prose("x | y"), code("p|q")]]).join("\n"));
    expect(html).toContain("<td>x | y</td>");
    expect(html).toContain("<td><code>p|q</code></td>");
  });
});

describe("blocks of code", () => {
  it("have a fence longer than any in their text", () => {
    const text = "```\ninner\n```";
    expect(reader.parse(block("markdown", text).join("\n"), {})[0]?.content.trim()).toBe(text);
  });
});

describe("anchors", () => {
  it("are GitHub's", () => {
    expect(
      ["Critical", "High priority", "P0 / P1", "First five minutes", "`DATABASE_POOL_MAX`", "Größe & Co."].map(anchor),
    ).toEqual(["critical", "high-priority", "p0--p1", "first-five-minutes", "database_pool_max", "größe--co"]);
  });
});

describe("links to Grafana's Explore", () => {
  it("hold the whole query, on one line, in a URL that Markdown does not break", () => {
    const query = 'sum by (pod) (\n  rate(x{a=~"b|c",d="(e)"}[5m])\n)\n> 0.1';
    const url = exploreUrl("https://grafana.example.com", query);
    const rendered = reader.parseInline(link("run", url), {})[0]?.children?.[0]?.attrGet("href");
    const panes = JSON.parse(new URL(`${rendered}`).searchParams.get("panes") ?? "");
    expect(panes.a.queries[0].expr).toBe('sum by (pod) ( rate(x{a=~"b|c",d="(e)"}[5m]) ) > 0.1');
  });
});
