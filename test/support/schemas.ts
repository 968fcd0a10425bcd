import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describeWith } from "./find-tool.ts";

interface Module {
  readonly module: string;
  /** As the checksum database has it. */
  readonly sum: string;
  /** Folders or files of it, and where they are put. */
  readonly take: readonly (readonly [from: string, to: string])[];
  /** In no checksum database: its sum is what the module proxy gave when it was written down. */
  readonly unlisted?: true;
}

const POD_SECURITY = "test/testdata/restricted/v1.34";
const CILIUM = "pkg/k8s/apis/cilium.io/client/crds/v2";

/** Where the schemas of the kinds that Burnline emits come from, and the pods of Kubernetes' own Pod Security tests. */
export const MODULES: readonly Module[] = [
  {
    module: "k8s.io/kubernetes@v1.34.4",
    sum: "h1:Yy6R4QB8C9kJPp25GFqEvX5XQwY5qzKeqD0Xx6oAcmk=",
    take: [["api/openapi-spec/v3", "openapi"]],
  },
  {
    module: "k8s.io/pod-security-admission@v0.34.4",
    sum: "h1:p0mjfXZHtknqO+imC4/jz9XOSxLB8B/sWnxMYAcNyao=",
    take: [[POD_SECURITY, "pod-security"]],
  },
  {
    module: "github.com/prometheus-operator/prometheus-operator@v0.85.0",
    sum: "h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=",
    take: [["example/prometheus-operator-crd-full", "openapi"]],
  },
  {
    module: "github.com/kedacore/keda/v2@v2.17.2",
    sum: "h1:xlrcK5TKABJF9PebK79sgL07s/csGjL3H4m72OkZXxk=",
    take: [["config/crd/bases", "openapi"]],
  },
  {
    module: "k8s.io/autoscaler/vertical-pod-autoscaler@v1.4.1",
    sum: "h1:egVuwoIPvX7EPRi57bxpoIu/+9z1fK1AqyyhI/p8+v0=",
    take: [["deploy/vpa-v1-crd-gen.yaml", "openapi/vpa-v1-crd-gen.yaml"]],
  },
  {
    module: "github.com/grafana/grafana-operator/v5@v5.18.0",
    sum: "h1:ei7N2VfjsRjY8iprenH1IDV783WeV7CP5VNp//sB4hI=",
    take: [["config/crd/bases", "openapi"]],
  },
  {
    module: "github.com/cilium/cilium@v1.17.4",
    sum: "h1:fO1VBbBLU69wbhN2csULVLPs7gR3qr0IrnYmI2SwU40=",
    take: [
      [`${CILIUM}/ciliumnetworkpolicies.yaml`, "openapi/ciliumnetworkpolicies.yaml"],
      [`${CILIUM}/ciliumclusterwidenetworkpolicies.yaml`, "openapi/ciliumclusterwidenetworkpolicies.yaml"],
    ],
    unlisted: true,
  },
];

/** Kinds that Burnline emits or may emit and whose schema is not to be had, each with the reason. */
export const WITHOUT_SCHEMA: Readonly<Record<string, string>> = {};

const ROOT = join(import.meta.dirname, "../..");

/** Where `npm run schemas` puts what it makes: `openapi/`, `json/`, `pod-security/`. */
export function schemasFolder(env: NodeJS.ProcessEnv = process.env): string {
  const hash = createHash("sha256");
  const makers = readdirSync(join(ROOT, "lib/manifests/schemas")).sort();
  const sources = ["scripts/schemas.ts", ...makers.map((name) => `lib/manifests/schemas/${name}`)];
  for (const file of sources) hash.update(file).update(readFileSync(join(ROOT, file)));
  hash.update(JSON.stringify(MODULES));
  const cache = env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache");
  return join(cache, "burnline-tools", `kubernetes-schemas-${hash.digest("hex").slice(0, 16)}`);
}

/** A `describe` that needs the schemas of Kubernetes. */
export function describeWithSchemas(name: string, body: (folder: string) => void): void {
  const folder = schemasFolder();
  const missing = existsSync(folder) ? undefined : "`npm run schemas` has not been run";
  describeWith("Kubernetes' schemas", missing, name, () => body(folder));
}
