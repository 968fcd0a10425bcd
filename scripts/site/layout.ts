import { addressOf, type SitePage, systemOf, titleOf, wayTo } from "./site-page.ts";

const SCRIPT = `
const box = document.getElementById("pages");
if (box !== null) box.open = matchMedia("(min-width: 60.01rem)").matches;
`;

/** A whole HTML document around the text of a page, with the pages of its system beside it. */
export function documentAround(body: string, page: SitePage, pages: readonly SitePage[]): string {
  const at = addressOf(page.path);
  const system = systemOf(page.path);
  const entries = pages.filter(({ path }) => systemOf(path) === system).map((one) => entry(one, at));
  return htmlDocument(
    titleOf(page),
    wayTo(at, "style.css"),
    `<div class="page">
<nav aria-label="Pages of this system"><details id="pages"><summary>Pages</summary>
<p><a href="${wayTo(at, "index.html")}">All systems</a></p>
<ul>
${entries.join("\n")}
</ul></details></nav>
<main id="main" tabindex="-1">
${body}</main>
</div>
<script>${SCRIPT}</script>`,
  );
}

/** The front page: the systems. */
export function frontPage(pages: readonly SitePage[]): string {
  const indexes = pages.filter(({ path }) => path.endsWith("/runbooks/README.md"));
  const links = indexes.map((page) => `<li><a href="${addressOf(page.path)}">${escapeHtml(titleOf(page))}</a></li>`);
  return htmlDocument(
    "Runbooks",
    "style.css",
    `<div class="page"><main id="main" tabindex="-1">\n<h1>Runbooks</h1>\n<ul>\n${links.join("\n")}\n</ul>\n</main></div>`,
  );
}

/** What lies where a notification's link points, `alecs-down.md/`: it leads on to the page and keeps the anchor. */
export function forwardingPage(page: SitePage): string {
  const target = wayTo(`${page.path}/index.html`, addressOf(page.path));
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(titleOf(page))}</title>
<script>location.replace(${JSON.stringify(target)} + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url=${target}"></noscript></head>
<body><p><a href="${target}">${escapeHtml(titleOf(page))}</a></p></body></html>
`;
}

function entry(page: SitePage, at: string): string {
  const to = addressOf(page.path);
  const here = to === at ? ' aria-current="page"' : "";
  return `<li><a href="${wayTo(at, to)}"${here}>${escapeHtml(titleOf(page))}</a></li>`;
}

function htmlDocument(title: string, style: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${style}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to the page</a>
${body}
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
