import { type ContainerPort, PROTOCOLS, type Resources, WORKLOAD_KINDS, type Workload } from "../workload.ts";
import { choice, type Keys, list, object, plain, type Schema, use } from "./parts.ts";

const port = object(
  "A port that a container listens on.",
  {
    name: plain("Its name.", "http"),
    port: use("wholeNumber", "Its number in the pod, not that of the Kubernetes Service."),
    protocol: choice("a protocol", PROTOCOLS, "Default TCP."),
  } satisfies Keys<ContainerPort>,
  ["name", "port"],
);

const resources = (description: string): Schema =>
  object(description, {
    cpu: use("cores", "CPU time per second."),
    memory: use("size", "Memory."),
  } satisfies Keys<Resources>);

/** A workload that exists already. */
export const WORKLOAD: Schema = object(
  "A workload that exists already.",
  {
    kind: choice("a kind of workload", WORKLOAD_KINDS, "What runs it."),
    name: use("text", "Its name."),
    container: use("text", "The container that serves, where the workload has several."),
    namespace: use("text", "Namespace of its pods, where it is not the system's."),
    labels: use("labels", "Labels of its pods, which policies and disruption budgets select by."),
    ports: list("Ports of its containers.", port),
    replicas: use("wholeNumber", "spec.replicas of its manifest; left out where an autoscaler sets it."),
    requests: resources("What the container that serves requests of a node."),
    limits: resources("What it may use at most."),
    sidecars: use("texts", "Containers that something puts beside it, as a service mesh does."),
    startup: use("duration", "From the start of a pod until it takes requests."),
    hostNetwork: use("truth", "In the network of its node, where no policy selects it."),
    singleWriter: use("truth", "Only one replica may write, so that more of them carry no more load."),
  } satisfies Keys<Workload>,
  ["kind", "name"],
);
