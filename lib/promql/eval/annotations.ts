import type { SourceRange } from "../ast.ts";

/** How much an annotation matters: a warning says that a result may be wrong, an info that it may surprise. */
export type AnnotationLevel = "warning" | "info";

/** Something Prometheus says beside a result. */
export interface Annotation {
  readonly level: AnnotationLevel;
  /** Prometheus' words without the `PromQL warning: ` before them and the place after them. */
  readonly message: string;
  readonly source: SourceRange | undefined;
  /** Added between the message and the place once the query is over; for details that merge over the steps. */
  readonly details?: () => string;
}

const PREFIX: Readonly<Record<AnnotationLevel, string>> = { warning: "PromQL warning", info: "PromQL info" };

/** Collects annotations; one of each message. */
export class Annotations {
  readonly #byText = new Map<string, Annotation>();

  warn(message: string, source?: SourceRange): void {
    this.add({ level: "warning", message, source });
  }

  inform(message: string, source?: SourceRange): void {
    this.add({ level: "info", message, source });
  }

  /** Adds an annotation; a later one with the same message takes the place of an earlier one. */
  add(annotation: Annotation): void {
    this.#byText.set(`${annotation.level}:${annotation.message}`, annotation);
  }

  /** The annotation with this message so far, to merge details into. */
  find(level: AnnotationLevel, message: string): Annotation | undefined {
    return this.#byText.get(`${level}:${message}`);
  }

  /**
   * The texts of one level as Prometheus shows them for the text of a query, places as line and column, in the order they
   * came up. Without a text there are no places and no details.
   */
  texts(level: AnnotationLevel, query: string): readonly string[] {
    return [...this.#byText.values()]
      .filter((annotation) => annotation.level === level)
      .map(({ message, source, details }) => {
        if (query === "") return `${PREFIX[level]}: ${message}`;
        const place = source === undefined ? "unknown position" : lineAndColumn(query, source.start);
        return `${PREFIX[level]}: ${message}${details?.() ?? ""} (${place})`;
      });
  }
}

function lineAndColumn(query: string, offset: number): string {
  const before = query.slice(0, offset).split("\n");
  return `${before.length}:${(before.at(-1) ?? "").length + 1}`;
}
