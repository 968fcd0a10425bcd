import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildSite } from "../../scripts/site/build-site.ts";
import { addressOf } from "../../scripts/site/site-page.ts";
import { systems } from "../../stacks/index.ts";
import { describeWithChromium, startChromium } from "../support/chromium.ts";
import { everyPage } from "./rendered.ts";
import { serveFolder } from "./serve-folder.ts";

const PHONE = { viewport: { width: 390, height: 844 } };

describeWithChromium("the site of runbooks in a browser", () => {
  let browser: Browser;
  let folder = "";
  let site: Awaited<ReturnType<typeof serveFolder>>;
  const pages = [...everyPage().pages.values()].map(({ path, text }) => ({
    path: path.replace(/^stacks\//, ""),
    text,
  }));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "burnline-site-test-"));
    await buildSite(pages, folder);
    site = await serveFolder(folder);
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened<T>(look: (page: Page) => Promise<T>, options: BrowserContextOptions = PHONE): Promise<T> {
    const context = await browser.newContext(options);
    try {
      return await look(await context.newPage());
    } finally {
      await context.close();
    }
  }

  it("has every page, none of which scrolls sideways on 390 pixels or asks for anything from outside", {
    timeout: 300_000,
  }, async () => {
    const [wide, outside] = await opened(async (page) => {
      const asked = new Set<string>();
      const found: string[] = [];
      page.on("request", (request) => asked.add(new URL(request.url()).origin));
      for (const { path } of pages) {
        const response = await page.goto(`${site.url}/${addressOf(path)}`);
        const width = await page.evaluate<number>("document.documentElement.scrollWidth");
        if (response?.status() !== 200 || width !== PHONE.viewport.width)
          found.push(`${path}: ${response?.status()}, ${width}`);
      }
      return [found, [...asked]];
    });
    expect(wide).toEqual([]);
    expect(outside).toEqual([site.url]);
  });

  const screens = [
    ["light", PHONE],
    ["dark", { viewport: { width: 1_280, height: 900 } }],
  ] as const;
  it.each(screens)(
    "has no violation of axe in %s colours on a screen of %o",
    { timeout: 120_000 },
    async (colorScheme, size) => {
      const looked = ["README.md", "severities.md", "tunables.md", "high-error-rate.md", "procedures/"].flatMap(
        (part) => {
          const page = pages.find(({ path }) => path.startsWith("octollm/") && path.includes(`/runbooks/${part}`));
          return page === undefined ? [] : [addressOf(page.path)];
        },
      );
      expect(looked.length).toBeGreaterThan(3);
      const violations = await opened(
        async (page) => {
          const found: string[] = [];
          for (const address of ["index.html", ...looked]) {
            await page.goto(`${site.url}/${address}`);
            await page.evaluate(axe.source);
            const { violations: told } = await page.evaluate<axe.AxeResults>("axe.run()");
            found.push(...told.map(({ id, nodes }) => `${address}: ${id}: ${nodes[0]?.html} (${nodes.length})`));
          }
          return found;
        },
        { colorScheme, ...size },
      );
      expect(violations).toEqual([]);
    },
  );

  it("leads from the link of a notification to the severity's part of the page", async () => {
    const url = await opened(async (page) => {
      await page.goto(`${site.url}/octollm/runbooks/high-error-rate.md#critical`);
      await page.waitForURL(/\.html#critical$/);
      const top = await page.evaluate<number>("document.querySelector(':target').getBoundingClientRect().top");
      expect(top).toBeLessThan(PHONE.viewport.height);
      return page.url();
    });
    expect(url).toBe(`${site.url}/octollm/runbooks/high-error-rate.html#critical`);
  });

  it("leads by clicks from an alert to its remedies, to who is told, to the index, and to a procedure", async () => {
    await opened(async (page) => {
      await page.goto(`${site.url}/octollm/runbooks/high-error-rate.html#critical`);
      await page.locator("main a", { hasText: "remedies" }).first().click();
      expect(page.url()).toMatch(/#remedies$/);
      expect(await page.locator("h2#remedies").isVisible()).toBe(true);
      await page.locator("main a", { hasText: "who is told" }).first().click();
      expect(await page.locator("h1").textContent()).toBe("Severities and escalation of OctoLLM");
      await page.locator("main a", { hasText: "Runbooks of OctoLLM" }).click();
      expect(await page.locator("h1").textContent()).toBe("Runbooks of OctoLLM");
      const procedure = page.locator('main a[href^="procedures/"]').first();
      const title = await procedure.textContent();
      await procedure.click();
      expect(await page.locator("h1").textContent()).toBe(title);
    });
  });

  it("leads by a click from an alert to its dashboard, where the system has a Grafana", async () => {
    const system = systems.find(({ grafana }) => grafana !== undefined);
    if (system?.grafana === undefined) return;
    const { url } = system.grafana;
    await opened(async (page) => {
      const alert = pages.find(({ path, text }) => path.startsWith(`${system.name}/`) && text.includes(`(${url}/d/`));
      await page.route(`${url}/**`, (route) => route.fulfill({ body: "a dashboard" }));
      await page.goto(`${site.url}/${addressOf(alert?.path ?? "")}`);
      await page.locator(`main a[href^="${url}/d/"]`).first().click();
      await page.waitForURL(`${url}/d/**`);
      expect(await page.textContent("body")).toBe("a dashboard");
    });
  });

  it("has the pages of the system beside each page, closed on a phone and open on a wide screen", async () => {
    const look = async (page: Page): Promise<boolean> => {
      await page.goto(`${site.url}/octollm/runbooks/high-error-rate.html`);
      expect(await page.locator("nav a[aria-current=page]").textContent()).toBe("HighErrorRate");
      return page.evaluate<boolean>("document.getElementById('pages').open");
    };
    expect(await opened(look)).toBe(false);
    expect(await opened(look, { viewport: { width: 1_280, height: 900 } })).toBe(true);
  });
});
