import { type ObligationId, titleOf } from "../obligation.ts";
import { type Html, html } from "./html.ts";

/** A sentence in which what stands between backticks is code. */
export function prose(sentence: string): Html {
  const parts = sentence.split("`");
  // An odd backtick belongs to the text.
  if (parts.length % 2 === 0) return html`${sentence}`;
  return html`${parts.map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}

/** What an obligation asks, as the heading of its row. */
export function headingOf(obligation: ObligationId): Html {
  const title = titleOf(obligation);
  return prose(title.charAt(0).toUpperCase() + title.slice(1));
}
