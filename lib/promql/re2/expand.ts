/** A reference after a `$`: `name`, `1` or the same in braces. */
const REFERENCE = /^(?:([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/u;
const INDEX = /^(?:0|[1-9][0-9]{0,8})$/;

/** The groups of a match, the whole match first, unmatched groups as `undefined`. */
export type Groups = readonly (string | undefined)[];

/**
 * Fills a replacement such as `$1-${name}` with the groups of a match, as Go's `Regexp.Expand` does: names are as long as
 * they can be, `$$` is a dollar, and what no group answers to is empty. `groupNames` are those of the expression, by index.
 */
export function expandTemplate(template: string, groups: Groups, groupNames: readonly string[]): string {
  let result = "";
  let rest = template;
  for (let dollar = rest.indexOf("$"); dollar !== -1; dollar = rest.indexOf("$")) {
    result += rest.slice(0, dollar);
    rest = rest.slice(dollar + 1);
    if (rest.startsWith("$")) {
      result += "$";
      rest = rest.slice(1);
      continue;
    }
    const reference = REFERENCE.exec(rest);
    if (reference === null) {
      result += "$";
      continue;
    }
    rest = rest.slice(reference[0].length);
    result += groupText(reference[1] ?? reference[2] ?? "", groups, groupNames);
  }
  return result + rest;
}

function groupText(name: string, groups: Groups, groupNames: readonly string[]): string {
  if (INDEX.test(name)) return groups[Number(name)] ?? "";
  // A name may be given to several groups: the first of them that took part in the match answers.
  const index = groupNames.findIndex((one, at) => one === name && groups[at] !== undefined);
  return index === -1 ? "" : (groups[index] ?? "");
}
