import type { DoneStep } from "../../../lib/index.ts";
import { RAISED, SET } from "../configuration.ts";
import { NAMESPACE } from "../metrics.ts";
import { shell } from "./shell.ts";

const NEXT_START = "Changes the configuration of all pods of the service from their next start on.";

/** Raises one key of a service's configuration. The value of the document is an example: whoever has more must not get less. */
export function raise(says: string, key: keyof typeof RAISED): DoneStep {
  const { from, to } = RAISED[key];
  return shell(
    `${says}, e.g. from ${from} to ${to}`,
    `kubectl get configmap "$SERVICE-config" -n ${NAMESPACE} \\
  -o jsonpath='{.data.${key}}{"\\n"}'
VALUE='' # more than that, like ${to} instead of ${from}
kubectl patch configmap "$SERVICE-config" -n ${NAMESPACE} --type=merge \\
  -p "{\\"data\\":{\\"${key}\\":\\"$VALUE\\"}}"`,
    { destructive: NEXT_START },
  );
}

/** Sets one key of a service's configuration to the value that the document has. */
export function set(says: string, key: keyof typeof SET): DoneStep {
  return shell(
    says,
    `kubectl patch configmap "$SERVICE-config" -n ${NAMESPACE} --type=merge \\
  -p '{"data":{"${key}":"${SET[key]}"}}'`,
    { destructive: NEXT_START },
  );
}

/** A limit of one container, with the document's example. */
function raiseLimit(
  { of, example, says }: { readonly of: "memory" | "cpu"; readonly example: string; readonly says: string },
  { workload, container, namespace }: Target,
): DoneStep {
  return shell(
    `${says} (resources.limits.${of}), e.g. from ${example}. Put the same into the manifest, or the next deployment takes it back. \`kubectl edit\` does it too`,
    `kubectl get "${workload}" -n ${namespace} \\
  -o jsonpath='{.spec.template.spec.containers[*].resources}{"\\n"}'
LIMIT='' # more than that, like ${example.replace(/^(\S+) to (\S+)$/, "$2 instead of $1")}
kubectl set resources "${workload}" -n ${namespace} \\
  --containers="${container}" --limits="${of}=$LIMIT"`,
    { destructive: "Starts the pods of the workload anew." },
  );
}

/** A container of a workload, as the shell writes them: `deployment/$SERVICE`. */
export interface Target {
  readonly workload: string;
  readonly container: string;
  readonly namespace: string;
}

export function raiseMemory(target: Target): DoneStep {
  return raiseLimit({ of: "memory", example: "512Mi to 1Gi", says: "Raise the memory limit" }, target);
}

export function raiseCpu(says: string, target: Target): DoneStep {
  return raiseLimit({ of: "cpu", example: "500m to 1000m", says }, target);
}

/** The two StatefulSets of the document. */
export const POSTGRES: Target = { workload: "statefulset/postgres", container: "postgres", namespace: NAMESPACE };
export const REDIS: Target = { workload: "statefulset/redis", container: "redis", namespace: NAMESPACE };

/** The Deployment that the reader has named as `SERVICE`. */
export const NAMED_SERVICE: Target = {
  workload: "deployment/$SERVICE",
  container: "$SERVICE",
  namespace: NAMESPACE,
};

/** The Deployment that the reader has named with its namespace and container. */
export const NAMED_DEPLOYMENT: Target = {
  workload: "deployment/$DEPLOYMENT",
  container: "$CONTAINER",
  namespace: '"$NAMESPACE"',
};
