import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Eleventy, { type UserConfig } from "@11ty/eleventy";
import { documentAround, forwardingPage, frontPage } from "./layout.ts";
import { markdownRenderer, withoutNote } from "./render-markdown.ts";
import { addressOf, type SitePage } from "./site-page.ts";
import { STYLE } from "./style.ts";

/** Writes the pages as a static site into a folder, which is emptied first. Reads nothing from the network. */
export async function buildSite(pages: readonly SitePage[], output: string): Promise<void> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  // Eleventy takes every template that lies in its input. Ours are given to it by name, so that the folder stays empty.
  const input = mkdtempSync(join(tmpdir(), "burnline-site-"));
  try {
    const config = (configuration: UserConfig): void => configure(configuration, pages);
    await new Eleventy(input, output, { quietMode: true, configPath: null, config }).write();
    writeFileSync(join(output, "style.css"), STYLE.trimStart());
  } finally {
    rmSync(input, { recursive: true, force: true });
  }
}

function configure(configuration: UserConfig, pages: readonly SitePage[]): void {
  configuration.setTemplateFormats(["md", "html"]);
  configuration.setUseGitIgnore(false);
  configuration.setLibrary("md", markdownRenderer());
  const renderedFrom = new Map(pages.map((page) => [addressOf(page.path), page]));
  configuration.addTransform("document", function (content) {
    const page = renderedFrom.get(this.page.url.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html"));
    return page === undefined ? content : documentAround(content, page, pages);
  });
  // Only Markdown and only HTML: a page that shows `{{ }}` is no template.
  const markdown = (permalink: string) => ({ permalink, templateEngineOverride: "md" });
  const html = (permalink: string) => ({ permalink, templateEngineOverride: "html" });
  configuration.addTemplate("index.html", frontPage(pages), html("index.html"));
  for (const page of pages) {
    configuration.addTemplate(page.path, withoutNote(page.text), markdown(addressOf(page.path)));
    configuration.addTemplate(`${page.path}.html`, forwardingPage(page), html(`${page.path}/index.html`));
  }
}
