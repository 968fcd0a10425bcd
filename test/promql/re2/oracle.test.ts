import { isDeepStrictEqual } from "node:util";
import { expect, it } from "vitest";
import { compileRegexp, compileUnanchored } from "../../../lib/promql/re2/compile.ts";
import { askOracle, describeWithOracle } from "../../support/oracle.ts";
import { isFullRun } from "../../support/promtool.ts";
import { arbitraryPatterns, PATTERNS, TEXTS } from "./patterns.ts";

const patterns = [...PATTERNS, ...arbitraryPatterns(isFullRun ? 6000 : 60)];

/** Names of classes that Go knows and Prometheus' copy of its reader does not, or the other way round. */
const OTHER_NAMES = /greek|LC|_Italic|SignWriting/;

interface Answer {
  readonly error?: string;
  readonly matches?: readonly (readonly (string | null)[] | null)[];
  readonly holds?: readonly boolean[];
  readonly names?: readonly string[];
}

function ours(pattern: string): Answer {
  try {
    const regexp = compileRegexp(pattern);
    return {
      matches: TEXTS.map((text) => regexp.exec(text)?.map((group) => group ?? null) ?? null),
      holds: TEXTS.map((text) => regexp.matches(text)),
      names: regexp.groupNames,
    };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

describeWithOracle("regular expressions beside Go's", () => {
  it("match the same texts, with the same groups, and are refused with the same words", {
    timeout: 60_000,
  }, async () => {
    const answers = await askOracle(
      "regexp",
      patterns.map((pattern) => ({ pattern, texts: TEXTS })),
    );
    for (const [i, pattern] of patterns.entries()) {
      const answer = answers[i] as Answer;
      // Prometheus reads matchers with a copy of Go's reader, and label_replace with Go's: names of \p differ a little.
      if (answer.error?.startsWith("anchored: ")) continue;
      const own = ours(pattern);
      if (!isDeepStrictEqual(own, answer)) expect({ pattern, ...own }).toEqual({ pattern, ...answer });
    }
  });

  it("replace the same parts of a text", { timeout: 60_000 }, async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Go's syntax
    const replace = "<$0|$1|${1}x|$1x|$$|${a}|$a>";
    const answers = await askOracle(
      "regexp",
      patterns.map((pattern) => ({ pattern, texts: TEXTS, replace })),
    );
    for (const [i, pattern] of patterns.entries()) {
      const answer = answers[i] as { readonly texts?: readonly string[]; readonly error?: string };
      if (OTHER_NAMES.test(pattern)) continue;
      if (answer.texts === undefined) {
        expect(() => compileUnanchored(pattern)).toThrow(answer.error);
      } else {
        const regexp = compileUnanchored(pattern);
        const texts = TEXTS.map((text) => regexp.replaceAll(text, replace));
        if (!isDeepStrictEqual(texts, answer.texts)) expect({ pattern, texts }).toEqual({ pattern, ...answer });
      }
    }
  });
});
