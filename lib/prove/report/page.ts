import { type Html, html, trusted } from "./html.ts";
import { overviewHtml } from "./overview.ts";
import type { ReportedSystem } from "./reported.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";
import { sectionsOf, systemHtml } from "./system.ts";

/**
 * The proof report of some systems: one HTML document that needs nothing else, the same for the same proofs. It can be
 * read without its script, which filters alerts and opens the one that a link leads to.
 */
export function reportPage(systems: readonly ReportedSystem[]): string {
  const names = systems.map(({ system }) => system.title ?? system.name).join(", ");
  // The policy makes sure that a report that lies on a server asks no other for anything.
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Alert proofs: ${names}</title>
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the proofs</a>
<header><h1>Alert proofs</h1><p>${names}</p></header>
<div class="page">
<nav aria-label="Contents">${contents(systems)}</nav>
<main id="main" tabindex="-1">
<form id="find" role="search" aria-label="Alerts" hidden><label for="text">Find alerts</label><input id="text" type="search" autocomplete="off" spellcheck="false" placeholder="name, service, severity"><label for="verdict">Verdict</label><select id="verdict"><option value="">any</option><option value="r">some refuted</option><option value="n">some not covered</option></select><button type="button" id="open">Open all</button><output id="found" for="text verdict"></output></form>
${overviewHtml(systems)}
${systems.map(systemHtml)}
</main>
</div>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.html;
}

function contents(systems: readonly ReportedSystem[]): Html {
  return html`<details open><summary>Contents</summary><ul><li><a href="#overview">Overview</a>${systems.map(
    ({ system }) => html`
<li><a href="#${system.name}">${system.title ?? system.name}</a><ul>${sectionsOf(system).map(
      ([part, heading]) => html`<li><a href="#${system.name}-${part}">${heading}</a>`,
    )}</ul>`,
  )}</ul></details>`;
}
