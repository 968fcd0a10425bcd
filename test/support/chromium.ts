import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { describe } from "vitest";
import { describeWith } from "./find-tool.ts";
import { isFullRun } from "./promtool.ts";

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

/** A `describe` that needs a browser, in a full run only; it fails there without one, so that it cannot be left out unseen. */
export function describeWithChromium(name: string, body: () => void): void {
  if (!isFullRun) {
    describe.skip(`${name} (skipped, it takes Chromium seconds: BURNLINE_REQUIRE_TOOLS=1 runs it)`, body);
  } else {
    describeWith("Chromium", found === undefined ? REASON : undefined, name, body);
  }
}

/** Starts the browser without a window. Chromium's sandbox does not start as root, as in most containers of CI. */
export function startChromium(): Promise<Browser> {
  if (found === undefined) throw new Error(`no Chromium: ${REASON}`);
  return chromium.launch({ executablePath: found, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}
