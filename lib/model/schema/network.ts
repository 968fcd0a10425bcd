import type {
  AcmeSolver,
  Connection,
  Exposure,
  External,
  Mesh,
  NameServer,
  Network,
  PodsAt,
  Quarantine,
} from "../network.ts";
import { choice, type Keys, list, object, oneOfKeys, plain, plains, type Schema, use } from "./parts.ts";

type KeyOf<Union> = Union extends unknown ? keyof Union : never;

const PODS = {
  namespace: use("text", "Their namespace."),
  labels: use("labels", "Their labels; default: all pods of the namespace."),
} satisfies Keys<PodsAt>;

const pods = (description: string): Schema => object(description, PODS, ["namespace"]);

const connection = object(
  "A connection that its pods open.",
  {
    to: plain("Name of the service or dependency.", "postgres"),
    ports: plains("Names of its ports; default: its only one.", "http"),
    why: use("text", "What it is for, where that is not plain."),
  } satisfies Keys<Connection>,
  ["to"],
);

const exposure = object(
  "Who reaches it from outside.",
  {
    through: plain("The ingress controller or gateway, a dependency.", "ingress-nginx"),
    from: use("texts", "Addresses: 192.0.2.0/24."),
    port: use("text", "Name of the port; default: its only one."),
    why: use("text", "Why these reach it."),
  } satisfies Readonly<Record<KeyOf<Exposure>, Schema>>,
  [],
  oneOfKeys(["through"], ["from", "why"]),
);

/** Connections that pods open. */
export const CONNECTS: Schema = list("Connections that its pods open.", connection);

/** How users reach pods. */
export const EXPOSED: Schema = list("How users reach its pods from outside the cluster.", exposure);

/** How something outside the cluster is reached. */
export const EXTERNAL: Schema = object("How it is reached where it does not run in the cluster.", {
  hosts: use("texts", "Names in the DNS; only Cilium can let through just these."),
  cidrs: use("texts", "Addresses, as their owner publishes them: 192.0.2.0/24."),
  except: use("texts", "Addresses among these that stay closed."),
  ports: use("wholeNumbers", "Default 443."),
  anywhere: use("text", "Why every public address is let through on port 443, where neither of the above can be used."),
} satisfies Keys<External>);

const dns = object(
  "What resolves names.",
  {
    ...PODS,
    port: use("wholeNumber", "Port of its pods; default 53."),
    nodeLocal: use("text", "Address of the cache on each node, where there is one: 169.254.20.10."),
  } satisfies Keys<NameServer>,
  ["namespace"],
);

const mesh = object(
  "A service mesh whose proxies run beside the pods.",
  { kind: choice("a mesh", ["istio"], "Which."), control: pods("Pods of its control plane.") } satisfies Keys<Mesh>,
  ["kind", "control"],
);

const forensic = object(
  "Who may still look at a quarantined pod.",
  {
    from: pods("Pods that look."),
    port: use("wholeNumber", "Port of the quarantined pod."),
    why: use("text", "What for."),
  } satisfies Keys<Quarantine["forensics"][number]>,
  ["from", "port", "why"],
);

/** Which connections are let through. */
export const NETWORK: Schema = object(
  "Which connections are let through: policies follow from this and from what services connect to.",
  {
    plugin: choice(
      "a network plugin",
      ["kubernetes", "cilium"],
      "Who enforces the policies: anybody by labels and addresses, Cilium also by name.",
    ),
    dns,
    prometheus: pods("The Prometheus that scrapes."),
    apiServer: object(
      "Endpoints of the Kubernetes API server.",
      {
        cidrs: use("texts", "Addresses of its nodes, not of its Service."),
        ports: use("wholeNumbers", "Ports: 6443."),
      } satisfies Keys<NonNullable<Network["apiServer"]>>,
      ["cidrs", "ports"],
    ),
    nodes: use("texts", "Addresses of the nodes, where something in their network connects to pods."),
    mesh,
    acme: object(
      "Pods that answer Let's Encrypt while a certificate is issued.",
      { through: plain("The ingress controller, a dependency.", "ingress-nginx") } satisfies Keys<AcmeSolver>,
      ["through"],
    ),
    quarantine: object(
      "What an incident leaves of a pod's connections.",
      {
        label: use("text", "Label that somebody puts on a pod; its value does not matter."),
        forensics: { type: "array", description: "Who may still look at it, and where.", items: forensic },
      } satisfies Keys<Quarantine>,
      ["label", "forensics"],
    ),
    enforced: plains("Services and dependencies whose policies are enforced already; default: all.", "api"),
  } satisfies Keys<Network>,
  ["plugin", "dns"],
);
