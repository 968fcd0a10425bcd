const REFERENCE = /\$(?:(\$)|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))?/gu;
const INDEX = /^(?:0|[1-9][0-9]{0,8})$/;

/**
 * Puts the groups of a match into a template as Go's `Regexp.Expand` does: `$1`, `${1}`, `$name`, `${name}`, and `$$` for a dollar.
 * A name reaches as far as letters, digits and underscores do; groups that are not there give nothing, other dollars stay.
 */
export function expandTemplate(
  template: string,
  groups: readonly (string | undefined)[],
  groupNames: readonly string[],
): string {
  return template.replace(REFERENCE, (_whole, dollar?: string, braced?: string, bare?: string) => {
    const name = braced ?? bare;
    if (dollar !== undefined || name === undefined) return "$";
    if (INDEX.test(name)) return groups[Number(name)] ?? "";
    return groups.find((text, index) => groupNames[index] === name && text !== undefined) ?? "";
  });
}
