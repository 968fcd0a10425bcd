import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";
import type { Issue } from "./issue.ts";
import type { Read } from "./read.ts";
import { Source } from "./source.ts";
import { yamlIssue } from "./yaml-read.ts";

/** A scalar before anybody decides what it means. */
export interface YamlScalar {
  readonly kind: "scalar";
  /** The text between the quotes, escapes decoded; of a plain scalar, what stands in the file. */
  readonly text: string;
  /** Whether it stands without quotes and is no block, so that it may be a number, a boolean or null. */
  readonly plain: boolean;
  /** Explicit tag as written (`!!str`), else empty. */
  readonly tag: string;
  /** Offset in the source. */
  readonly at: number;
}

export interface YamlSequence {
  readonly kind: "sequence";
  readonly items: readonly YamlNode[];
  readonly at: number;
}

export interface YamlMapping {
  readonly kind: "mapping";
  /** In order, duplicates and `<<` included. */
  readonly entries: readonly { readonly key: YamlNode; readonly value: YamlNode }[];
  readonly at: number;
}

/** A node of a YAML document, aliases resolved, in the words of the file: needed where `1.10` must stay `1.10`. */
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

export interface YamlDocument {
  readonly source: Source;
  /** `undefined` for an empty file. */
  readonly root: YamlNode | undefined;
}

/** Reads the one document of a YAML file as nodes; syntax errors, unknown anchors and a second document are issues. */
export function readYamlNodes(text: string, file: string): Read<YamlDocument> {
  const source = new Source(text, file);
  try {
    return new Composer(source, parseEvents(text, { filename: file })).document();
  } catch (error) {
    return { ok: false, issues: [error instanceof Refusal ? error.issue : yamlIssue(error, file)] };
  }
}

/** Leaves the recursion of the composer; never leaves this file. */
class Refusal extends YAMLException {
  readonly issue: Issue;

  constructor(issue: Issue) {
    super(issue.message);
    this.issue = issue;
  }
}

class Composer {
  readonly #source: Source;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, YamlNode | "open">();
  #next = 0;
  /** Offset of the last thing that was seen: empty scalars have none of their own. */
  #at = 0;

  constructor(source: Source, events: readonly Event[]) {
    this.#source = source;
    this.#events = events;
  }

  document(): Read<YamlDocument> {
    const source = this.#source;
    if (this.#take() === undefined) return { ok: true, value: { source, root: undefined } };
    const root = this.#node(this.#take());
    this.#take();
    const second = this.#events[this.#next + 1];
    if (second !== undefined && !isEmptyScalar(second)) {
      throw this.#refusal("yaml-second-document", "a second document, which Prometheus would ignore", {
        mend: "write it to a file of its own",
      });
    }
    return { ok: true, value: { source, root: isEmpty(root) ? undefined : root } };
  }

  #node(event: Event | undefined): YamlNode {
    if (event?.type === EVENT_ID.ALIAS) return this.#alias(this.#source.text.slice(event.anchorStart, event.anchorEnd));
    if (event === undefined || !("anchorStart" in event)) throw this.#refusal("yaml-syntax", "the document ends here");
    const anchor = this.#source.text.slice(event.anchorStart, event.anchorEnd);
    // An anchor before the first line would have offset -1 at both ends, which slices to nothing.
    if (anchor !== "") this.#anchors.set(anchor, "open");
    const node = this.#content(event);
    if (anchor !== "") this.#anchors.set(anchor, node);
    return node;
  }

  #content(event: Extract<Event, { anchorStart: number; tagStart: number }>): YamlNode {
    if (event.type === EVENT_ID.SCALAR) {
      this.#at = event.valueStart === -1 ? this.#at : event.valueStart;
      const text = event.valueStart === -1 ? "" : getScalarValue(this.#source.text, event);
      const tag = event.tagStart === -1 ? "" : this.#source.text.slice(event.tagStart, event.tagEnd);
      return { kind: "scalar", text, plain: event.style === SCALAR_STYLE.PLAIN, tag, at: this.#at };
    }
    const at = event.start;
    this.#at = at;
    if (event.type === EVENT_ID.SEQUENCE)
      return { kind: "sequence", items: this.#until(() => this.#node(this.#take())), at };
    const entries = this.#until(() => ({ key: this.#node(this.#take()), value: this.#node(this.#take()) }));
    return { kind: "mapping", entries, at };
  }

  /** Reads parts up to the event that closes the open collection. */
  #until<T>(part: () => T): readonly T[] {
    const parts: T[] = [];
    while (this.#events[this.#next]?.type !== EVENT_ID.POP) parts.push(part());
    this.#next++;
    return parts;
  }

  #alias(name: string): YamlNode {
    const node = this.#anchors.get(name);
    if (node === undefined)
      throw this.#refusal("yaml-unknown-anchor", "no anchor of this name before", { found: `*${name}` });
    if (node === "open") throw this.#refusal("yaml-unknown-anchor", "an anchor contains itself", { found: `*${name}` });
    return node;
  }

  #take(): Event | undefined {
    const event = this.#events[this.#next++];
    if (event !== undefined && "anchorStart" in event && event.anchorStart !== -1) this.#at = event.anchorStart;
    return event;
  }

  #refusal(code: string, message: string, more: Partial<Issue> = {}): Refusal {
    return new Refusal({ code, path: this.#source.where(this.#at), message, ...more });
  }
}

function isEmpty(node: YamlNode): boolean {
  return node.kind === "scalar" && node.plain && node.text === "" && node.tag === "";
}

function isEmptyScalar(event: Event): boolean {
  return event.type === EVENT_ID.SCALAR && event.valueStart === -1 && event.tagStart === -1;
}
