import type { Json } from "../../core/json.ts";
import { type Fields, fieldsAt, fieldsOf, itemsOf, mapsOf, textOf } from "../../kubernetes/fields.ts";
import { containerRule, objectRule, podRule, type Rule } from "../rule.ts";

/** Names of variables, keys and options whose value opens something. */
const SECRET =
  /passw(?:or)?d|passphrase|(?:^|[_.-])(?:pwd|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|credentials?)(?:$|[_.-])/i;

/** Names that only say where a secret lies. */
const PLACE = /(?:file|path|dir|name|ref|url|uri|ttl|header|policy)$/i;

/** A value that opens something whatever it is called. */
const SECRET_VALUE = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|:\/\/[^/\s:@]+:[^/\s:@$]+@/;

export const SECRETS: readonly Rule[] = [
  containerRule(
    {
      id: "env-var-secret",
      level: "error",
      what: "a secret that stands in a manifest",
      like: ["kube-linter env-var-secret", "Polaris sensitiveContainerEnvVar", "kubescape C-0012"],
    },
    function* ({ fields }) {
      for (const [index, { name, value }] of mapsOf(fields.env)) {
        const [key, text] = [textOf(name) ?? "", textOf(value) ?? ""];
        if (!isSecret(key, text)) continue;
        const mend = "put it into a Secret, mount that as a file, and change it: it was written down";
        yield { field: `env[${index}].value`, message: `the secret ${key} stands in the manifest`, mend };
      }
    },
  ),
  containerRule(
    {
      id: "read-secret-from-env-var",
      level: "warning",
      what: "a secret in a variable, which every child process and crash report has",
      like: ["kube-linter read-secret-from-env-var", "kubescape C-0207"],
    },
    function* ({ fields }) {
      const mend = "mount the Secret as a file and name the file";
      for (const [index, { name, valueFrom }] of mapsOf(fields.env)) {
        const secret = textOf(fieldsOf(fieldsOf(valueFrom).secretKeyRef).name);
        if (secret === undefined) continue;
        const found = `${textOf(name) ?? ""} of Secret ${secret}`;
        const message = "each child process and crash report has this secret";
        yield { field: `env[${index}].valueFrom.secretKeyRef`, message, found, expected: "a file", mend };
      }
      for (const [index, source] of mapsOf(fields.envFrom)) {
        const secret = textOf(fieldsOf(source.secretRef).name);
        if (secret === undefined) continue;
        const message = "each child process and crash report has all of this Secret";
        yield { field: `envFrom[${index}].secretRef`, message, found: secret, expected: "files", mend };
      }
    },
  ),
  containerRule(
    {
      id: "secret-in-command",
      level: "error",
      what: "a secret on a command line, which every process of the node can read",
    },
    function* ({ fields }) {
      for (const key of ["command", "args"]) {
        for (const [index, part] of itemsOf(fields[key]).entries()) {
          if (!inCommand(part)) continue;
          const message = "a secret on a command line can be read by whoever lists processes";
          yield { field: `${key}[${index}]`, message, expected: "a file", mend: "let the program read it from a file" };
        }
      }
    },
  ),
  objectRule(
    {
      id: "sensitive-configmap-content",
      level: "error",
      what: "a secret in a ConfigMap",
      like: ["Polaris sensitiveConfigmapContent", "kubescape C-0012"],
    },
    ["ConfigMap"],
    function* ({ object }) {
      for (const [key, value] of Object.entries(fieldsAt(object, "data"))) {
        if (!isSecret(key, textOf(value) ?? "")) continue;
        const message = "a ConfigMap is read by many who may read no Secret";
        yield { field: `data.${key}`, message, mend: "put it into a Secret, and change it: it was written down" };
      }
    },
  ),
  objectRule(
    { id: "secret-in-manifest", level: "error", what: "a Secret with its content" },
    ["Secret"],
    function* ({ object }) {
      const { type } = object;
      // The token of an account is filled in by the cluster.
      if (type === "kubernetes.io/service-account-token") return;
      for (const part of ["data", "stringData"]) {
        const keys = Object.entries(fieldsAt(object, part)).filter(([, value]) => value !== "");
        if (keys.length === 0) continue;
        const found = keys.map(([key]) => key).join(", ");
        const message = "base64 hides nothing: whoever reads this file has the secret";
        const mend = "let the cluster fetch it, for example by an ExternalSecret or a SealedSecret";
        yield { field: part, message, found, mend };
      }
    },
  ),
  podRule(
    {
      id: "automount-service-account-token",
      level: "warning",
      what: "a pod that can ask the API server without need",
      like: ["Polaris automountServiceAccountToken", "kubescape C-0034"],
    },
    function* ({ spec, namespace }, set) {
      const account = set.find("ServiceAccount", namespace, accountOf(spec));
      const value = spec.automountServiceAccountToken ?? account?.object.automountServiceAccountToken;
      if (value === false) return;
      const mend = "where it does ask: a projected token with an audience and an end, and a waiver";
      yield {
        field: "automountServiceAccountToken",
        message: "whoever breaks in can ask the API server",
        found: value === undefined ? "nothing" : String(value),
        expected: "false",
        mend,
      };
    },
  ),
  podRule(
    {
      id: "default-service-account",
      level: "warning",
      what: "a pod with the account that all pods of its namespace have",
      like: ["kube-linter default-service-account", "kubescape C-0189"],
    },
    function* ({ spec }) {
      if (accountOf(spec) !== "default") return;
      const message = "whatever this account may, each pod of the namespace may";
      yield { field: "serviceAccountName", message, found: "default", expected: "an account of its own" };
    },
  ),
  podRule(
    {
      id: "deprecated-service-account-field",
      level: "warning",
      what: "the old field for the account of a pod",
      like: ["kube-linter deprecated-service-account-field"],
    },
    function* ({ spec }) {
      const account = textOf(spec.serviceAccount);
      if (account === undefined || account === spec.serviceAccountName) return;
      const mend = `serviceAccountName: ${account}`;
      yield { field: "serviceAccount", message: "this field has another name now", found: account, mend };
    },
  ),
];

/** The account that pods of this form have. */
export function accountOf(spec: Fields): string {
  return textOf(spec.serviceAccountName) ?? textOf(spec.serviceAccount) ?? "default";
}

function isSecret(key: string, value: string): boolean {
  if (value === "" || /^\$[({]/.test(value) || value.startsWith("/")) return false;
  return SECRET_VALUE.test(value) || (SECRET.test(key) && !PLACE.test(key) && !/^(?:true|false|\d+)$/.test(value));
}

/** `--password=x`, `PGPASSWORD=x pg_dump`, `$(API_TOKEN)`; a variable that the shell fills in is on its line as well. */
function inCommand(part: Json): boolean {
  if (typeof part !== "string") return false;
  if (SECRET_VALUE.test(part)) return true;
  for (const [, dashes, name = "", value = ""] of part.matchAll(/(?:^|[\s"'])(--?)?([A-Za-z][\w.-]*)=([^\s"']+)/g)) {
    // Before a command of a shell it is a variable of that, which is on no command line.
    if (dashes === undefined && value.startsWith("$")) continue;
    if (SECRET.test(name) && !PLACE.test(name) && !value.startsWith("/") && !/^\d+$/.test(value)) return true;
  }
  for (const [, name = ""] of part.matchAll(/\$\(([A-Z][A-Z0-9_]*)\)/g)) {
    if (SECRET.test(name) && !PLACE.test(name)) return true;
  }
  return false;
}
