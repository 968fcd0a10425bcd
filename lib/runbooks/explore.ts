/**
 * Grafana's Explore with a query in its default Prometheus, over the last 6 hours. One line, since line breaks of an
 * expression are blanks to PromQL.
 */
export function exploreUrl(grafana: string, query: string): string {
  const expr = query.trim().replace(/\s*\n\s*/g, " ");
  const panes = { a: { queries: [{ refId: "A", expr }], range: { from: "now-6h", to: "now" } } };
  // Parentheses end a link in Markdown, and encodeURIComponent keeps them.
  const encoded = encodeURIComponent(JSON.stringify(panes)).replace(
    /[()*!'~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${grafana}/explore?schemaVersion=1&panes=${encoded}`;
}
