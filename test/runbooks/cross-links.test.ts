import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { crossLinks } from "../../lib/runbooks/cross-links.ts";
import { alcs } from "../../stacks/alcs/system.ts";
import { alecs } from "../../stacks/alecs/system.ts";

const links = crossLinks({
  system: alcs,
  alerts: new Map([
    ["ALCSHighErrorRate", []],
    ["ALCSHighErrorRateAbsent", []],
  ]),
});

function linked(line: string, path = "runbooks/alcs-service-down.md"): string {
  return links([line], path).join("\n");
}

describe("names in the text of a page", () => {
  it.each([
    ["look at ALCSHighErrorRate.", "look at [ALCSHighErrorRate](alcs-high-error-rate.md)."],
    ["not ALCSHighErrorRateAbsent", "not [ALCSHighErrorRateAbsent](alcs-high-error-rate-absent.md)"],
    ["the page Log review", "the page [Log review](procedures/log-review.md)"],
    [
      "the pages Log review and Metrics review",
      "the pages [Log review](procedures/log-review.md) and [Metrics review](procedures/metrics-review.md)",
    ],
    ["the page of settings", "the page of [settings](tunables.md)"],
    ["by the template Incident report", "by the template [Incident report](procedures/incident-report.md)"],
  ])("leads where it says: %s", (line, expected) => {
    expect(linked(line)).toBe(expected);
  });

  it.each([
    ["a title that is not said to be a page", "Scaling is slow"],
    ["a part of a longer word", "the page Scalings, XALCSHighErrorRate"],
    ["code", "`ALCSHighErrorRate`"],
    ["a link", "[ALCSHighErrorRate](somewhere.md)"],
    ["a heading", "## ALCSHighErrorRate"],
    ["an address", "https://example.com/d/ALCSHighErrorRate"],
  ])("stays as it is: %s", (_, line) => {
    expect(linked(line)).toBe(line);
  });

  it("stays as it is in a block of code, and leads on behind it", () => {
    const page = ["   ```bash", "echo ALCSHighErrorRate", "   ```", "ALCSHighErrorRate"];
    expect(links(page, "runbooks/a.md").slice(1)).toEqual([
      ...page.slice(1, 3),
      "[ALCSHighErrorRate](alcs-high-error-rate.md)",
    ]);
  });

  it("leads from a procedure's page up to alerts and beside to procedures, and not to the page itself", () => {
    const path = "runbooks/procedures/log-review.md";
    expect(linked("ALCSHighErrorRate, the page Scaling, the page Log review", path)).toBe(
      "[ALCSHighErrorRate](../alcs-high-error-rate.md), the page [Scaling](scaling.md), the page Log review",
    );
  });

  it("is a link on each of the pages of ALCS and ALECS wherever a sentence says `the page` and a title", () => {
    const pages = [alcs, alecs]
      .flatMap((system) => compile(system).bundle.documents)
      .filter(({ path }) => path.includes("/runbooks/"));
    expect(pages.length).toBeGreaterThan(80);
    const dead = pages.flatMap(({ path, content }) =>
      [...content.matchAll(/\b(?:the page|the template|the pages) (?:of )?[A-Z][\w-]*/g)].map(
        ([text]) => `${path}: ${text}`,
      ),
    );
    expect(dead).toEqual([]);
  });
});
