import { describe, expect, it } from "vitest";
import { compile } from "../../../lib/compile/compile.ts";
import { html } from "../../../lib/prove/report/html.ts";
import { scalingHtml } from "../../../lib/prove/report/scaling.ts";
import { loadDocument } from "../../../lib/prove/scaling/load-document.ts";
import { cluster } from "../../model/cluster-model.ts";
import { checkout } from "../../model/first-model.ts";

const compilation = compile(cluster);
const objects = compilation.bundle.parts.flatMap((part) => (part.name === "scaling" ? part.objects : []));

/** By hand: 1.6 of 5.6 replicas' worth for 2m, of a budget of 0.1 % of 2.8 in 30 days. */
const TWICE =
  "Twice the load at once: 4 replicas become 8 within 3m45s; for 2m requests are late or refused, at worst 28.6 % of them; " +
  "that is 2.65 % of the 30d budget of api/availability.";

describe("pages about scaling", () => {
  it("scaling.md says what each service follows, when it acts, what drains may take, and what is not stated", () => {
    const page = compilation.bundle.documents.find(({ path }) => path === "stacks/checkout/scaling.md")?.content;
    expect(page?.split("\n").filter((line) => line.startsWith("- "))).toEqual([
      "- Target 70 % of the CPU limit (0.7 cores): adds replicas above 77 %, removes them below 63 %.",
      "- Target 70 per second of `http_requests_total` for each replica, over 2m: adds replicas above 77 per second, " +
        "removes them below 63 per second.",
      "- Up: at most 100 % more in 15s or 4 pods more in 15s, whichever is the larger change.",
      "- Down: at most 50 % fewer in 1m, by the mildest wish of the last 5m.",
      "- A drain of nodes may take 1 pod at once.",
      "- One replica carries 100 per second at its CPU limit, 20 carry 2000 per second.",
      "- A new replica takes requests after 1m30s.",
      // 20 times half a core and 512 MiB.
      "- All 20 request 10 cores and 10 GiB of 12 cores and 12 GiB.",
    ]);
    expect(page).toContain("## Without an autoscaler\n\n`worker`.");
  });

  it("load.md says what happens at twice the load, and at three others", () => {
    const [page] = loadDocument(cluster, objects);
    expect(page?.path).toBe("stacks/checkout/load.md");
    const said = page?.content.split("\n").filter((line) => line.startsWith("- ")) ?? [];
    expect(said).toHaveLength(4);
    expect(said[0]).toBe(`- ${TWICE}`);
  });

  it("the report has the sentences and a picture, with 4 ready replicas first and 8 last", () => {
    const page =
      html`${scalingHtml({ system: cluster, compilation, proof: { system: "checkout", alerts: [], objectives: [], bundle: [] } })}`
        .html;
    expect(page).toContain(`<li>${TWICE}`);
    expect(page).toContain("<figcaption>Twice the load at once: ready replicas, and shaded those that start.");
    expect(page.match(/class="pending"/g)?.length).toBeGreaterThan(1);
  });

  it("say nothing of systems without an autoscaler, and the report that there is none", () => {
    expect(compile(checkout).bundle.documents.map(({ path }) => path)).not.toContain("stacks/checkout/scaling.md");
    expect(loadDocument(checkout, [])).toEqual([]);
  });
});
