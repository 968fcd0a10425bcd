import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { describe, it } from "vitest";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser of this machine: BURNLINE_CHROMIUM, else Chromium or Chrome on PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.BURNLINE_CHROMIUM;
  if (named !== undefined && named !== "") return named;
  const folders = (env.PATH ?? "").split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

const found = findChromium();
const REASON = `none of ${NAMES.join(", ")} is on PATH, and BURNLINE_CHROMIUM is not set (Debian: apt-get install chromium)`;

/**
 * A `describe` that needs a browser: skipped with the reason in its title where there is none, and failing there when
 * BURNLINE_REQUIRE_TOOLS=1, so that a full run cannot leave it out unseen.
 */
export function describeWithChromium(name: string, body: () => void): void {
  if (found !== undefined) {
    describe(name, body);
  } else if (process.env.BURNLINE_REQUIRE_TOOLS === "1") {
    describe(name, () => {
      it("Chromium is required here", () => {
        throw new Error(`Chromium is required here: ${REASON}`);
      });
    });
  } else {
    process.stderr.write(`\nSKIPPED: tests that need Chromium: ${REASON}\n\n`);
    describe.skip(`${name} (skipped, no Chromium: ${REASON})`, body);
  }
}

/** Starts the browser without a window. Chromium's sandbox does not start as root, as in most containers of CI. */
export function startChromium(): Promise<Browser> {
  if (found === undefined) throw new Error(`no Chromium: ${REASON}`);
  return chromium.launch({ executablePath: found, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}
