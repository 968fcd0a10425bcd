import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { reportPage } from "../../lib/prove/report/page.ts";
import { describeWithChromium, startChromium } from "../support/chromium.ts";
import { reportFixture } from "./report-fixture.ts";

const PHONE = { viewport: { width: 360, height: 740 } };
const ALERT = "checkout-api-api-availability-budget-burn-critical-1h";

describeWithChromium("the report in a browser", () => {
  let browser: Browser;
  let folder = "";
  let address = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "burnline-report-"));
    const whole = reportFixture();
    // axe takes seconds for hundreds of rows that are alike: a refuted alert and two burn rates of two systems have every form.
    const few = { ...whole, proof: { ...whole.proof, alerts: whole.proof.alerts.slice(0, 3) } };
    const clustered = reportFixture("cluster");
    const connected = {
      ...clustered,
      system: { ...clustered.system, name: "cluster" },
      // For its connections and replicas; what alerts look like, the others show.
      proof: { ...clustered.proof, alerts: [] },
    };
    writeFileSync(join(folder, "report.html"), reportPage([whole, connected]));
    writeFileSync(
      join(folder, "few.html"),
      reportPage([few, { ...few, system: { ...few.system, name: "other" } }, connected]),
    );
    address = pathToFileURL(join(folder, "report.html")).href;
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens the report in a window of its own, which is closed after `look`. */
  async function opened<T>(look: (page: Page) => Promise<T>, options: BrowserContextOptions = {}, at = ""): Promise<T> {
    const context = await browser.newContext(options);
    try {
      const page = await context.newPage();
      await page.goto(address + at);
      return await look(page);
    } finally {
      await context.close();
    }
  }

  /** Evaluates an expression of the browser. */
  function ask<T>(page: Page, expression: string): Promise<T> {
    return page.evaluate<T>(expression);
  }

  const openAll = (page: Page) =>
    ask(page, "document.querySelectorAll('details').forEach((one) => { one.open = true; })");

  it("says nothing on the console and asks for nothing but itself", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(address, { waitUntil: "networkidle" });
    await openAll(page);
    await page.locator("#text").fill("latency");
    await context.close();
    expect(said).toEqual([]);
    expect(asked.filter((url) => !url.startsWith("data:"))).toEqual([address]);
  });

  it("fits a window of 360 pixels with everything open, without scrolling sideways", async () => {
    const width = await opened(async (page) => {
      await openAll(page);
      return ask<number>(page, "document.documentElement.scrollWidth");
    }, PHONE);
    expect(width).toBe(360);
  });

  const screens = [
    ["light", "wide", {}],
    ["dark", "phone", PHONE],
    ["dark", "wide", {}],
    ["light", "phone", PHONE],
  ] as const;
  it.each(screens)(
    "has no violation of axe in %s colours on a %s screen, everything open",
    async (colorScheme, _, size) => {
      const violations = await opened(
        async (page) => {
          await page.goto(new URL("few.html", address).href);
          await openAll(page);
          await page.evaluate(axe.source);
          const { violations } = await ask<axe.AxeResults>(page, "axe.run()");
          return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes.length})`);
        },
        { colorScheme, ...size },
      );
      expect(violations).toEqual([]);
    },
  );

  it("is reached by keys: skip link, filter, an alert that Enter opens", async () => {
    await opened(async (page) => {
      const focused = () => ask<string>(page, "document.activeElement.id || document.activeElement.textContent");
      await page.keyboard.press("Tab");
      expect(await focused()).toBe("Skip to the proofs");
      expect(await ask<number>(page, "document.activeElement.getBoundingClientRect().left")).toBeGreaterThan(0);
      await page.keyboard.press("Enter");
      expect(await focused()).toBe("main");
      await page.keyboard.press("Tab");
      expect(await focused()).toBe("text");
      await page.keyboard.type("availability 1h");
      expect(await page.locator("#found").textContent()).toBe("1 of 11 alerts");
      expect(await page.locator("details.alert:visible").count()).toBe(1);
      expect(await page.locator("#overview").isVisible()).toBe(false);
      // The verdict, the button, the alert.
      for (let step = 0; step < 3; step++) await page.keyboard.press("Tab");
      expect(await page.locator(`#${ALERT}`).getAttribute("open")).toBeNull();
      await page.keyboard.press("Enter");
      expect(await page.locator(`#${ALERT}`).getAttribute("open")).toBe("");
      expect(await page.locator(`#${ALERT} svg[role=img]`).isVisible()).toBe(true);
    });
  });

  it("filters by verdict, and shows all again when the filter is emptied", async () => {
    await opened(async (page) => {
      await page.locator("#verdict").selectOption("some refuted");
      expect(await page.locator("details.alert:visible").count()).toBe(1);
      await page.locator("#verdict").selectOption("any");
      expect(await page.locator("details.alert:visible").count()).toBe(11);
      await page.locator("#text").fill("nothing has this name");
      expect(await page.locator("#found").textContent()).toBe("0 of 11 alerts");
    });
  });

  it("opens the alert that a link leads to, from outside and from inside", async () => {
    await opened(
      async (page) => expect(await page.locator(`#${ALERT} figure`).isVisible()).toBe(true),
      {},
      `#${ALERT}`,
    );
    await opened(async (page) => {
      expect(await page.locator(`#${ALERT} figure`).isVisible()).toBe(false);
      await page.locator(`.promises a[href="#${ALERT}"]`).click();
      await page.locator(`#${ALERT} figure`).waitFor({ state: "visible" });
    });
  });

  it("is whole without scripts: every alert, and no filter that does nothing", async () => {
    await opened(
      async (page) => {
        expect(await page.locator("details.alert:visible").count()).toBe(11);
        expect(await page.locator("#find").isVisible()).toBe(false);
        await page.locator(`#${ALERT} > summary`).click();
        expect(await page.locator(`#${ALERT} table.obligations`).isVisible()).toBe(true);
      },
      { javaScriptEnabled: false },
    );
  });

  it("prints what is open, dark on white, without its navigation", async () => {
    await opened(
      async (page) => {
        await page.emulateMedia({ media: "print", colorScheme: "dark" });
        expect(await page.locator("nav").isVisible()).toBe(false);
        expect(await page.locator("#find").isVisible()).toBe(false);
        expect(await ask<string>(page, "getComputedStyle(document.body).color")).toBe("rgb(0, 0, 0)");
      },
      { colorScheme: "dark" },
    );
  });
});
