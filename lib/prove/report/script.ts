/** What the report does beyond being read: it filters alerts, and opens the one that a link leads to. */
export const SCRIPT = `
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const by = (id) => document.getElementById(id);
  const form = by("find"), text = by("text"), verdict = by("verdict"), open = by("open"), found = by("found");
  const alerts = all("details.alert").map((alert) => {
    const of = (selector) => alert.closest(selector).querySelector("h2, h4").textContent;
    const summary = alert.querySelector("summary");
    const words = of(".system") + " " + of(".group") + " " + summary.textContent;
    return { alert, words: words.toLowerCase(), has: (sign) => summary.querySelector("." + sign) !== null };
  });
  const shown = () => alerts.filter(({ alert }) => !alert.hidden);
  const filter = () => {
    const wanted = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const filtering = wanted.length > 0 || verdict.value !== "";
    for (const { alert, words, has } of alerts) {
      alert.hidden = !wanted.every((word) => words.includes(word)) || (verdict.value !== "" && !has(verdict.value));
    }
    for (const part of all(".context")) part.hidden = filtering;
    for (const part of all(".group, .system")) part.hidden = filtering && !part.querySelector("details.alert:not([hidden])");
    found.textContent = filtering ? shown().length + " of " + alerts.length + " alerts" : "";
  };
  const reveal = () => {
    const target = location.hash === "" ? null : by(decodeURIComponent(location.hash.slice(1)));
    if (target === null) return;
    if (target.closest("[hidden]") !== null) { text.value = verdict.value = ""; filter(); }
    if (target.matches("details")) target.open = true;
    target.scrollIntoView();
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  open.addEventListener("click", () => {
    const opening = open.textContent === "Open all";
    for (const { alert } of shown()) alert.open = opening;
    open.textContent = opening ? "Close all" : "Open all";
  });
  addEventListener("hashchange", reveal);
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector("nav > details").open = false;
  filter();
  reveal();
})();
`;
