const HTML: Readonly<Record<string, string>> = {
  "\0": "\ufffd",
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};
const JAVASCRIPT: Readonly<Record<string, string>> = { "\\": "\\\\", "'": "\\'", '"': '\\"' };

/** Text for HTML, as Go's `template.HTMLEscapeString` makes it. */
export function escapeHtml(text: string): string {
  return text.replace(/[\0"'&<>]/g, (character) => HTML[character] ?? character);
}

/** Text for a string of JavaScript, as Go's `template.JSEscapeString` makes it. */
export function escapeJavaScript(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  return text.replace(/[\\'"<>&=\x00-\x1f]|[^\x00-\x7f]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0x80 && /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) return character;
    return JAVASCRIPT[character] ?? `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

/** Text for the query of a URL, as Go's `url.QueryEscape` makes it: spaces become `+`. */
export function escapeQuery(text: string): string {
  const escaped = encodeURIComponent(text);
  return escaped
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
