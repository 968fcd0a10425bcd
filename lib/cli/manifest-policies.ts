import type { Issue } from "../core/issue.ts";
import { labelsOf, mapsOf, numberOf, textOf, valueAt } from "../kubernetes/fields.ts";
import { type Manifest, placeOf } from "../manifests/manifest.ts";
import { ManifestSet, specOf } from "../manifests/manifest-set.ts";
import type { Found } from "../manifests/waivers.ts";
import type { KnownService } from "../network/reach/findings/surroundings.ts";
import { policyFindings } from "../network/reach/findings.ts";
import type { PolicyProtocol } from "../network/reach/ports.ts";
import { readPolicies } from "../network/reach/read-policies.ts";
import { namespacesIn, podsIn } from "./reach-manifests.ts";

const KINDS = ["NetworkPolicy", "CiliumNetworkPolicy"];

/** What is wrong with the policies among some manifests, and what is doubtful about them beside their pods and Services. */
export function checkPolicies(manifests: readonly Manifest[]): readonly Found[] {
  const set = new ManifestSet(manifests);
  const policies = set.ofKind(...KINDS);
  if (policies.length === 0) return [];
  const read = readPolicies(policies.map(({ object }) => object));
  const surroundings = {
    namespaces: namespacesIn(manifests),
    services: set.ofKind("Service").map(serviceOf),
  };
  const findings = policyFindings(read.policies, podsIn(manifests), surroundings);
  return [...read.issues, ...findings].map((issue) => placed(issue, policies));
}

/** Says the file too: a policy alone knows only its name. */
function placed(issue: Issue, policies: readonly Manifest[]): Found {
  const [named = "", ...rest] = issue.path.split(": ");
  const manifest = policies.find(({ object, namespace }) => {
    return named === `${object.kind} ${namespace || "default"}/${object.metadata.name}`;
  });
  if (manifest === undefined) return { title: named, issue };
  return { title: manifest.title, issue: { ...issue, path: placeOf(manifest, rest.join(": ")) } };
}

function serviceOf(manifest: Manifest): KnownService {
  const { selector, clusterIP, ports } = specOf(manifest);
  const address = textOf(clusterIP);
  return {
    name: manifest.object.metadata.name,
    namespace: manifest.namespace || "default",
    ...(valueAt(manifest.object, "spec", "selector") === undefined ? {} : { selector: labelsOf(selector) }),
    ...(address === undefined || address === "None" || address === "" ? {} : { address }),
    ports: mapsOf(ports).flatMap(([, one]) => {
      const port = numberOf(one.port);
      if (port === undefined) return [];
      const target = one.targetPort;
      const targetPort = typeof target === "number" || typeof target === "string" ? { targetPort: target } : {};
      return [{ port, ...targetPort, protocol: protocolOf(one.protocol) }];
    }),
  };
}

function protocolOf(value: unknown): PolicyProtocol {
  return value === "UDP" || value === "SCTP" ? value : "TCP";
}
