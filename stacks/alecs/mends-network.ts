import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import type { Mend } from "../support/mend.ts";
import type { Outcome } from "../support/mend-objects.ts";
import { listed, Passage, patched, podOf } from "../support/mend-policies.ts";
import { NAMESPACE } from "./metrics.ts";
import { APP, FORENSICS, NETWORK_POLICY, PORT, QUARANTINE } from "./names.ts";

const users = podOf("the ingress controller", "ingress-nginx", {
  "app.kubernetes.io/name": "ingress-nginx",
  "app.kubernetes.io/component": "controller",
});
const tools = podOf("a pod of namespace tools", "tools", { app: "tools" });
const forensics = podOf("the forensic pod", FORENSICS.namespace, FORENSICS.labels);
const redis = podOf("redis", NAMESPACE, { app: "redis" }, 6379);

const server = (name: string, labels: Readonly<Record<string, string>> = { app: APP }) =>
  podOf(name, NAMESPACE, labels, PORT);
const [first, second, suspected] = [
  server("the first server"),
  server("the second server"),
  server("the suspected one"),
];
/** As the page leaves it: in quarantine, and out of its Deployment, which has started another. */
const quarantined = server("the suspected one", { [QUARANTINE]: "20261121T235500Z" });
const others = [users, tools, forensics, redis, first, second];

/** The document's patch on the policies that are emitted: it prints no policy of its own. */
function isolated(objects: readonly KubernetesObject[]): Passage {
  return new Passage(patched(objects, NETWORK_POLICY, { ingress: [] }), [...others, suspected]);
}

function separated(objects: readonly KubernetesObject[]): Passage {
  return new Passage(objects, [...others, quarantined]);
}

/** One that somebody added, for a job or a debugging session. */
const opening: KubernetesObject = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "tools", namespace: NAMESPACE },
  spec: {
    podSelector: { matchLabels: { app: APP } },
    ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "tools" } } }] }],
  },
};

function served(objects: readonly KubernetesObject[]): Outcome {
  const count = (passage: Passage) => [first, second].filter((one) => passage.reaches(users, one)).length;
  const [document, ours] = [count(isolated(objects)), count(separated(objects))];
  const says = (found: number) =>
    `users reach ${["neither", "one", "both"][found]} of the servers that nobody suspects`;
  return {
    document: { says: says(document), holds: document === 2 },
    ours: { says: says(ours), holds: ours === 2 },
  };
}

function sentOut(objects: readonly KubernetesObject[]): Outcome {
  return { document: isolated(objects).outwards(suspected), ours: separated(objects).outwards(quarantined) };
}

function widened(objects: readonly KubernetesObject[]): Outcome {
  const verdict = (passage: Passage, pod: typeof suspected) => ({
    says: `the suspected one is reached by ${listed(passage.reaching(pod))}`,
    holds: !passage.reaches(tools, pod),
  });
  return {
    document: verdict(isolated([...objects, opening]), suspected),
    ours: verdict(separated([...objects, opening]), quarantined),
  };
}

const isolation: Mend = {
  defect: "ALECS-NETPOL-01",
  facts: ["ALECS-NETPOL-01", "ALECS-SEC-02"],
  title: "The patch that isolates closes every server, and leaves the way out open",
  wrong:
    "An empty `ingress` in the policy of all servers turns users away from those that nobody suspects. Whoever is in one of them keeps every " +
    "connection that it opens itself. And policies only add: where a second one selects the servers, they stay open.",
  mended: `The label \`${QUARANTINE}\` takes one pod out of every policy but that of quarantine; without its label \`app\` it is in no Service, and its ReplicaSet starts another.`,
  ours: [],
  demonstrations: [],
  objects: {
    document: [`kubectl patch networkpolicy ${NETWORK_POLICY} -n ${NAMESPACE} -p '{"spec":{"ingress":[]}}'`],
    ours: [{ kind: "NetworkPolicy", name: `${NAMESPACE}.quarantine` }],
    comparisons: [
      { name: "ALECS-NETPOL-01a: one of three servers is suspected", run: ({ all }) => served(all) },
      { name: "ALECS-NETPOL-01b: somebody is in the suspected one", run: ({ all }) => sentOut(all) },
      {
        name: "ALECS-NETPOL-01c: a second policy lets namespace tools reach the servers",
        run: ({ all }) => widened(all),
      },
    ],
  },
};

/** What the document states wrongly about isolating. */
export const networkMends: readonly Mend[] = [isolation];
