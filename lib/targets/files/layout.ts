import type { Bundle, Document, Part, Rule, RuleFile, RuleGroup } from "../../compile/bundle.ts";
import { yamlHeader } from "../../core/generated.ts";
import { toYaml } from "../../core/yaml.ts";

/** A file whose text is made when it is read, whole or in pieces. */
export interface GeneratedFile extends Document {
  chunks?(): Iterable<string>;
}

const GROUPS = "groups:\n";

/**
 * Every file of a system as text, made when its content is read, with paths relative to the output directory.
 *
 * Plain rule groups (`rules/<system>/<file>.rules.yml`) are what Prometheus and promtool load; manifests
 * (`stacks/<system>/manifests/<part>.yaml`) are what a cluster takes; documents follow as they are.
 * @throws RangeError for text with half a surrogate pair, which no YAML file can hold.
 */
export function filesOf(bundle: Bundle): readonly GeneratedFile[] {
  return [
    ...bundle.ruleFiles.map((file) => ruleDocument(bundle.system, file)),
    ...bundle.parts.filter((part) => part.objects.length > 0).map((part) => manifest(bundle.system, part)),
    ...bundle.documents,
  ];
}

function ruleDocument(system: string, file: RuleFile): GeneratedFile {
  // A file for each service of a large system is written group by group, never whole in memory.
  function* chunks(): Generator<string> {
    yield `${yamlHeader(system)}${GROUPS}`;
    for (const group of file.groups) yield toYaml({ groups: [groupData(group)] }).slice(GROUPS.length);
  }
  return {
    path: `rules/${system}/${file.name}.rules.yml`,
    get content() {
      return [...chunks()].join("");
    },
    chunks,
  };
}

function manifest(system: string, part: Part): Document {
  return {
    path: `stacks/${system}/manifests/${part.name}.yaml`,
    get content() {
      return yamlHeader(system) + part.objects.map((object) => toYaml(object)).join("---\n");
    },
  };
}

/** Keys are spelled out so that their order in the file is ours, whatever order an emitter wrote them in. */
function groupData({ name, interval, query_offset, rules }: RuleGroup) {
  return { name, interval, query_offset, rules: rules.map(ruleData) };
}

function ruleData(rule: Rule) {
  if ("record" in rule) return { record: rule.record, expr: rule.expr, labels: rule.labels };
  const { alert, expr, keep_firing_for, labels, annotations } = rule;
  return { alert, expr, for: rule.for, keep_firing_for, labels, annotations };
}
