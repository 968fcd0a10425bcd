import type { Issue } from "../../../core/issue.ts";
import { nearest } from "../../../core/names.ts";
import { type LabelSelector, selects } from "../../../kubernetes/selector.ts";
import { NAMESPACE_NAME, type Pod } from "../pod.ts";
import { type PodPeer, type Policy, policyName } from "../policy.ts";
import { finding, type Judged, named, type PlacedRule, peerPlace } from "./judged.ts";

/** Policies and peers that select nobody, or others than was meant, and policies of one name. */
export function selectorFindings(judged: Judged): readonly Issue[] {
  return [
    ...judged.policies.flatMap((policy) => subjectFindings(judged, policy)),
    ...judged.rules.flatMap((placed) =>
      (placed.rule.peers ?? []).flatMap((peer, index) =>
        peer.kind === "pods" ? peerFindings(judged, placed, peer, index) : [],
      ),
    ),
    ...duplicates(judged.policies),
  ];
}

function subjectFindings({ index }: Judged, policy: Policy): readonly Issue[] {
  const { namespace, selector } = policy;
  const onHost = index.pods.filter(
    (pod) => pod.hostNetwork === true && pod.namespace === namespace && selects(selector, pod.labels),
  );
  const found: Issue[] = [];
  if (onHost.length > 0 && !isEverything(selector)) {
    const message = "no policy selects pods in the network of their node";
    const mend = "protect the node, or take the pods out of its network";
    found.push(finding("policy-host-network", policy, "spec.podSelector", message, { found: named(onHost), mend }));
  }
  if (index.pods.length === 0 || onHost.length > 0 || index.selected(namespace, selector).length > 0) return found;
  const message = `no pod of the namespace ${namespace} has these labels, so that the policy does nothing`;
  const facts = { found: selectorText(selector), ...nearLabels(index.pods, namespace, selector) };
  return [...found, finding("policy-selects-nothing", policy, "spec.podSelector", message, facts)];
}

function peerFindings(judged: Judged, placed: PlacedRule, peer: PodPeer, at: number): readonly Issue[] {
  const { index } = judged;
  const { policy } = placed;
  const place = peerPlace(placed, at);
  const { namespaces, pods = {} } = peer;
  const spaces = namespaces === undefined ? [policy.namespace] : index.namespacesOf(namespaces);
  if (namespaces !== undefined && spaces.length === 0) return unknownNamespace(judged, placed, namespaces, place);
  if (index.ofPeer(peer, policy.namespace).length === 0) {
    const [first = policy.namespace] = spaces;
    const where = spaces.length === 1 ? `the namespace ${first}` : "these namespaces";
    const facts = { found: selectorText(pods), ...nearLabels(index.pods, first, pods) };
    return [finding("policy-peer-dangling", policy, place, `no pod of ${where} has these labels`, facts)];
  }
  if (namespaces !== undefined || !isEverything(pods)) return [];
  const message = `podSelector: {} stands for every pod of the namespace ${policy.namespace}, not for nobody`;
  const mend = "name the labels of those that are meant";
  return [finding("policy-whole-namespace", policy, place, message, { found: named(placed.others), mend })];
}

/** A name may be that of a namespace whose pods are not among those known; other labels have to be on one that is. */
function unknownNamespace(
  { index, surroundings }: Judged,
  { policy }: PlacedRule,
  selector: LabelSelector,
  place: string,
): readonly Issue[] {
  const keys = [
    ...Object.keys(selector.matchLabels ?? {}),
    ...(selector.matchExpressions ?? []).map(({ key }) => key),
  ].filter((key) => key !== NAMESPACE_NAME);
  const known = Object.values(surroundings.namespaces ?? {});
  if (keys.length === 0 || known.some((labels) => selects(selector, labels)) || index.pods.length === 0) return [];
  const { name } = selector.matchLabels ?? {};
  return [
    finding(
      "policy-namespace-unlabelled",
      policy,
      `${place}.namespaceSelector`,
      "no known namespace has these labels",
      {
        found: selectorText(selector),
        mend: `Kubernetes puts only ${NAMESPACE_NAME} on each: ${NAMESPACE_NAME}: ${name ?? "<name of the namespace>"}`,
      },
    ),
  ];
}

function duplicates(policies: readonly Policy[]): readonly Issue[] {
  const first = new Set<string>();
  return policies.flatMap((policy): readonly Issue[] => {
    const key = `${policy.kind} ${policyName(policy)}`;
    const isSecond = first.has(key);
    first.add(key);
    if (!isSecond) return [];
    const message = "two policies of one name: the one that is applied last takes the place of the other";
    const issue = finding("policy-name-duplicate", policy, "metadata.name", message, { mend: "rename one of them" });
    return [{ ...issue, level: "error" }];
  });
}

/** What the labels may have been meant to be: pods of another namespace that have them, or a value that is nearly the same. */
function nearLabels(pods: readonly Pod[], namespace: string, selector: LabelSelector): { readonly mend?: string } {
  const elsewhere = pods.filter((pod) => pod.namespace !== namespace && selects(selector, pod.labels));
  const [found] = elsewhere;
  if (found !== undefined && !isEverything(selector))
    return { mend: `pods of the namespace ${found.namespace} have them` };
  const wanted = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}: ${value}`);
  const present = pods
    .filter((pod) => pod.namespace === namespace)
    .flatMap(({ labels }) => Object.entries(labels).map(([key, value]) => `${key}: ${value}`));
  const missing = wanted.find((label) => !present.includes(label));
  const near = missing === undefined ? undefined : nearest(missing, [...new Set(present)]);
  return near === undefined ? {} : { mend: `did you mean ${near}?` };
}

function isEverything({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}: ${value}`);
  const others = matchExpressions.map(({ key, operator, values = [] }) =>
    `${key} ${operator} ${values.join(", ")}`.trim(),
  );
  return [...labels, ...others].join(", ") || "{}";
}
