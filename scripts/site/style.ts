/** Colours and forms of the site. Every pair of text and ground has a contrast of at least 4.5 in both schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --raised: #f4f6f8; --line: #d3d8df; --text: #1b1f26; --quiet: #525c69; --link: #0b55b3;
  --warn: #7a4200; --warn-ground: #fff5e5; --warn-line: #d98a1c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #13161b; --raised: #1c2027; --line: #363d48; --text: #e6e9ee; --quiet: #a3adba; --link: #85b6ff;
    --warn: #f2bd6b; --warn-ground: #2b2113; --warn-line: #b67a24;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--ground); z-index: 2; }
.skip:focus { left: .5rem; top: .5rem; }
.page { max-width: 76rem; margin: auto; padding: 1rem; }
main { min-width: 0; }
h1, h2, h3 { line-height: 1.25; margin: 2rem 0 .5rem; scroll-margin-top: 1rem; }
h1 { font-size: 1.7rem; margin-top: .5rem; }
h2 { font-size: 1.3rem; border-top: 1px solid var(--line); padding-top: 1.25rem; }
h3 { font-size: 1.1rem; }
:target { background: var(--warn-ground); }
p, li { max-width: 75ch; }
ol, ul { padding-left: 1.5rem; }
li { margin: .25rem 0; }
code { font: .9em/1.45 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; background: var(--raised); border-radius: 4px; padding: .1em .3em; }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: .75rem; overflow-x: auto; }
pre code { background: none; padding: 0; overflow-wrap: normal; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .75rem 0; min-width: 30rem; overflow-wrap: break-word; }
th, td { text-align: left; vertical-align: top; padding: .35rem .9rem .35rem 0; border-top: 1px solid var(--line); font-size: .93rem; }
thead th { border-top: 0; color: var(--quiet); }
blockquote { margin: .75rem 0; padding: .1rem 1rem; border-left: 4px solid var(--line); }
.careful { color: var(--warn); background: var(--warn-ground); border-color: var(--warn-line); }
nav summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
nav ul { list-style: none; padding: 0; font-size: .9rem; }
nav a { display: inline-block; padding: .15rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
[aria-current] { font-weight: 700; }
@media (min-width: 60.01rem) {
  .page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2.5rem; }
  .page > main:only-child { grid-column: 1 / -1; }
  nav details { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
}
@media print { nav, .skip { display: none; } pre { white-space: pre-wrap; } }
`;
