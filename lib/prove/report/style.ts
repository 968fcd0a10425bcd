/** Colours and forms of the report. Every pair of text and ground has a contrast of at least 4.5 in both schemes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --raised: #f6f7f9; --line: #d5d9e0; --text: #1b1f27; --quiet: #545d6b; --link: #0b57b7;
  --good: #17692e; --bad: #b3171c; --warn: #8a4b00; --value: #2459c4;
  --bad-ground: #fdeeee; --tint-bad: #e5484d26; --tint-warn: #f5a52430; --fill-bad: #d13438; --fill-warn: #e09112;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --raised: #1d2128; --line: #363d49; --text: #e6e9ee; --quiet: #a2acba; --link: #82b4ff;
    --good: #6ecf87; --bad: #ff8a86; --warn: #f0b359; --value: #8db4ff;
    --bad-ground: #33191b; --tint-bad: #ff5d5d2e; --tint-warn: #f0b3592b; --fill-bad: #ff6a66; --fill-warn: #e0a03c;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4.5rem; }
body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: -99rem; padding: .5rem 1rem; background: var(--ground); z-index: 2; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { left: .5rem; top: .5rem; }
header { padding: 1.5rem 1rem .5rem; max-width: 84rem; margin: auto; }
header p { margin: 0; color: var(--quiet); }
h1, h2, h3, h4 { line-height: 1.25; margin: 0 0 .5rem; }
h1 { font-size: 1.75rem; }
h2 { font-size: 1.5rem; }
h3 { font-size: 1.15rem; margin-top: 2rem; }
h4 { font-size: 1rem; margin-top: 1.25rem; }
p { margin: .35rem 0; max-width: 75ch; }
ul { margin: .35rem 0; padding-left: 1.25rem; }
code, pre, .name { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: .9em; }
.page { max-width: 84rem; margin: auto; padding: 0 1rem 4rem; }
nav ul { list-style: none; padding-left: 0; }
nav ul ul { padding-left: .75rem; font-size: .875rem; }
nav ul ul li { display: inline-block; margin-right: .6rem; }
nav ul ul a { padding: 0; }
nav summary { font-weight: 600; }
nav a { display: inline-block; padding: .15rem 0; text-decoration: none; }
nav a:hover { text-decoration: underline; }
@media (min-width: 60.01rem) {
  .page { display: grid; grid-template-columns: 12rem minmax(0, 1fr); gap: 2rem; }
  nav > details { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; }
}
form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .6rem 0; background: var(--ground); border-bottom: 1px solid var(--line); }
input, select, button { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--quiet); border-radius: 6px; padding: .3rem .6rem; min-height: 2.25rem; }
input { flex: 1 1 12rem; min-width: 0; }
input::placeholder { color: var(--quiet); opacity: 1; }
output { color: var(--quiet); }
.system { border-top: 3px solid var(--line); margin-top: 3rem; padding-top: 1.5rem; }
#overview { margin-top: 1.5rem; }
.note, .facts { color: var(--quiet); font-size: .9rem; }
summary { cursor: pointer; padding: .2rem 0; }
.alert { border: 1px solid var(--line); border-radius: 8px; margin: .5rem 0; background: var(--raised); }
.alert > summary { padding: .55rem .75rem; display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; }
.alert > summary::before { content: "▸"; color: var(--quiet); }
.alert[open] > summary::before { content: "▾"; }
.alert > summary::-webkit-details-marker { display: none; }
.alert .name { font-weight: 600; font-size: .95rem; }
.alert .tally { margin-left: auto; }
.body { padding: .25rem .75rem .75rem; background: var(--ground); border-radius: 0 0 8px 8px; }
.v { font-size: .9rem; white-space: nowrap; }
.v i { font-style: normal; }
.tally { display: inline-flex; flex-wrap: wrap; gap: 0 .9rem; }
.p { color: var(--good); }
.r { color: var(--bad); font-weight: 700; }
.n { color: var(--warn); font-weight: 600; }
table { border-collapse: collapse; margin: .75rem 0; max-width: 100%; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); font-weight: 400; font-size: .925rem; }
thead th { border-top: 0; color: var(--quiet); font-size: .85rem; }
td ul { margin: 0; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.obligations { width: 100%; }
@media (min-width: 45.01rem) {
  .obligations > tbody > tr > th { width: 28%; }
  .obligations > tbody > tr > td:nth-child(2) { width: 8rem; }
}
.differs > * { background: var(--bad-ground); }
.wide { width: 100%; }
@media (min-width: 45.01rem) { .wide th:nth-child(-n+2) { width: 25%; } }
.scroll { overflow-x: auto; }
.scroll table { max-width: none; overflow-wrap: normal; white-space: nowrap; }
.scroll thead th { white-space: normal; }
.matrix td { border-left: 1px solid var(--line); padding-left: .5rem; }
.matrix tbody th, .matrix thead th:first-child { position: sticky; left: 0; background: var(--ground); white-space: normal; max-width: 9rem; overflow-wrap: anywhere; }
pre { overflow-x: auto; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: .6rem; margin: .35rem 0; overflow-wrap: normal; line-height: 1.4; }
.counterexample { border-left: 3px solid var(--bad); padding-left: .75rem; margin: .5rem 0; }
.promises { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: .75rem; }
.promises > li { border: 1px solid var(--line); border-radius: 8px; padding: .75rem; }
.promises h4 { margin-top: 0; }
.promise { font-size: 1.1rem; }
.promises ul, .concerns { font-size: .95rem; }
.concerns { padding: 0; list-style: none; }
.concerns > li { border-left: 3px solid var(--line); padding-left: .75rem; margin: .75rem 0; }
.asked, .concerns > li > details:first-child > summary { font-weight: 600; }
figure { margin: .75rem 0; max-width: 46rem; }
figcaption { color: var(--quiet); font-size: .9rem; }
.chart { width: 100%; height: 174px; display: block; overflow: hidden; }
.chart svg { overflow: visible; }
.chart text { font-size: 12px; fill: var(--quiet); paint-order: stroke; stroke: var(--ground); stroke-width: 3px; stroke-linejoin: round; }
.chart path { fill: none; vector-effect: non-scaling-stroke; }
.chart .grid { stroke: var(--line); }
.chart .value { stroke: var(--value); stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.chart path.limit { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 6 4; }
.chart text.limit { fill: var(--bad); }
.chart .pending { fill: var(--fill-warn); }
.chart .firing { fill: var(--fill-bad); }
.chart .pending.tint { fill: var(--tint-warn); }
.chart .firing.tint { fill: var(--tint-bad); }
@media (max-width: 45rem) {
  html { scroll-padding-top: .5rem; }
  form { position: static; }
  .scroll th, .scroll td { padding-right: .6rem; font-size: .875rem; }
  .obligations, .obligations > tbody, .wide, .wide > tbody, .wide > tbody > tr > * { display: block; }
  .obligations > thead, .wide > thead { position: absolute; left: -99rem; }
  .obligations > tbody > tr { display: grid; grid-template-columns: 1fr auto; column-gap: .75rem; border-top: 1px solid var(--line); padding: .4rem 0; }
  .wide > tbody > tr { display: block; border-top: 1px solid var(--line); padding: .4rem 0; }
  .wide > tbody > tr > td:first-child { font-weight: 600; }
  .obligations > tbody > tr > *, .wide > tbody > tr > * { border: 0; padding: .05rem 0; }
  .obligations > tbody > tr > th { font-weight: 600; }
  .obligations > tbody > tr > td:last-child { grid-column: 1 / -1; min-width: 0; }
  .alert .tally { margin-left: 0; flex-basis: 100%; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --raised: #fff; --line: #bbb; --text: #000; --quiet: #444; --link: #000; --good: #17692e; --bad: #b3171c; --warn: #8a4b00; --value: #2459c4; --bad-ground: #fdeeee; --tint-bad: #e5484d26; --tint-warn: #f5a52430; --fill-bad: #d13438; --fill-warn: #e09112; }
  html { font-size: 9.5pt; }
  nav, form, .skip { display: none !important; }
  .page { display: block; }
  tr, figure, summary, .promises > li { break-inside: avoid; }
  h2, h3, h4, caption { break-after: avoid; }
  .system { break-before: page; border: 0; margin: 0; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  .tint, .chart rect, .differs > * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
