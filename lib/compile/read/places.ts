import type { Issue } from "../../core/issue.ts";
import type { Source } from "../../core/source.ts";
import { readYamlNodes, type YamlNode, type YamlScalar } from "../../core/yaml-node.ts";

/** Gives the path of each issue the place in the file before it: `shop.yaml:14:9 services.api.scrape.every`. */
export function withPlaces(issues: readonly Issue[], text: string, file: string): Issue[] {
  const read = issues.length === 0 ? undefined : readYamlNodes(text, file);
  if (read === undefined || !read.ok || read.value.root === undefined) return [...issues];
  const { source, root } = read.value;
  return issues.map((issue) => ({ ...issue, path: `${placeOf(root, source, issue.path)} ${issue.path}`.trimEnd() }));
}

/** The place of the deepest part of a path that the file has. */
function placeOf(root: YamlNode, source: Source, path: string): string {
  let node = root;
  let at = root.at;
  for (let rest = path; rest !== ""; ) {
    const step = inside(node, rest);
    if (step === undefined) break;
    node = step.node;
    at = step.at;
    rest = step.rest;
  }
  return source.where(at);
}

interface Step {
  readonly node: YamlNode;
  readonly at: number;
  readonly rest: string;
}

/** Keys are tried as a whole, since a name that is wrong may have dots in it; items by number or by their alert. */
function inside(node: YamlNode, path: string): Step | undefined {
  if (node.kind === "scalar") return undefined;
  const dot = path.indexOf(".");
  const first = dot === -1 ? path : path.slice(0, dot);
  const children = childrenOf(node);
  const step =
    children.get(first) ?? [...children.values()].find(({ name }) => path === name || path.startsWith(`${name}.`));
  return step === undefined ? undefined : { node: step.node, at: step.at, rest: path.slice(step.name.length + 1) };
}

interface Child {
  readonly name: string;
  readonly node: YamlNode;
  readonly at: number;
}

const known = new WeakMap<YamlNode, ReadonlyMap<string, Child>>();

/** What lies in a map or list, by name; kept, since a model with many issues asks for the same ones again. */
function childrenOf(node: Exclude<YamlNode, YamlScalar>): ReadonlyMap<string, Child> {
  const before = known.get(node);
  if (before !== undefined) return before;
  const list: readonly Child[] =
    node.kind === "mapping"
      ? node.entries.map(({ key, value }) => ({ name: key.kind === "scalar" ? key.text : "", node: value, at: key.at }))
      : node.items.flatMap((item, index) =>
          [nameOf(item) ?? `${index}`, `${index}`].map((name) => ({ name, node: item, at: item.at })),
        );
  const children = new Map(list.map((child) => [child.name, child]));
  known.set(node, children);
  return children;
}

/** Conditions are named by their alert; other items by their name, where checks tell them apart by it. */
function nameOf(node: YamlNode): string | undefined {
  if (node.kind !== "mapping") return undefined;
  const entries = new Map(node.entries.map(({ key, value }) => [key.kind === "scalar" ? key.text : "", value]));
  const alert = entries.get("alert");
  // Tiers may name an alert too; they are told apart by their number.
  const condition = entries.has("promql") || entries.has("catalogue");
  const name = condition ? alert : entries.get("name");
  return name?.kind === "scalar" ? name.text : undefined;
}
