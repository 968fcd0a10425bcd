import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const ROOT = join(import.meta.dirname, "../..");
const DEPLOY = mkdtempSync(join(tmpdir(), "burnline-reach-"));
afterAll(() => rmSync(DEPLOY, { recursive: true }));

writeFileSync(
  join(DEPLOY, "shop.yaml"),
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec: { containers: [{ name: api, image: api, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: api, namespace: shop }
spec:
  podSelector: { matchLabels: { app: api } }
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: http }] }]
`,
);

async function reach(...args: readonly string[]) {
  const terminal = recordedTerminal({ folder: ROOT });
  const code = await run(["reach", ...args], terminal);
  return { code, ...terminal.said };
}

describe("burnline reach", () => {
  it("says yes, by which rule of each side and what for, and exits 0", async () => {
    const { code, out } = await reach("alecs-server", "redis", "6379", "alecs");
    expect(out).toContain(
      "yes: alecs-server -> redis on 6379/TCP: egress by alecs/alecs-network-policy rule 3, ingress by alecs/alecs.redis rule 1 (",
    );
    expect(out).toContain("services.alecs-server.connects");
    expect(code).toBe(0);
  });

  it("says no, and what lets it through on neither side, and exits 1", async () => {
    const { code, out } = await reach("redis", "alecs-server", "8080", "alecs");
    expect(out).toBe(
      "no: redis -> alecs-server on 8080/TCP: nothing in alecs/alecs.default-deny and alecs/alecs.redis lets it out, nothing in alecs/alecs-network-policy lets it in\n",
    );
    expect(code).toBe(1);
  });

  it("cuts a pod in quarantine from its Prometheus and leaves it to who looks at it", async () => {
    expect((await reach("prometheus", "alecs-server", "8080", "alecs")).code).toBe(0);
    const cut = await reach("prometheus", "alecs-server", "8080", "alecs", "--quarantined");
    expect(cut.out).toContain("nothing in alecs/alecs.quarantine lets it in");
    expect(cut.code).toBe(1);
    expect((await reach("forensics/app=forensics", "alecs-server", "8080", "alecs", "--quarantined")).code).toBe(0);
  });

  it("lets the world out on 443/TCP alone, and never to the metadata of a cloud", async () => {
    expect((await reach("alecs-server", "world", "443", "alecs")).code).toBe(0);
    expect((await reach("alecs-server", "world", "443", "alecs", "--protocol", "udp")).code).toBe(1);
    expect((await reach("alecs-server", "169.254.169.254", "443", "alecs")).code).toBe(1);
    expect((await reach("world", "alecs-server", "alecs")).code).toBe(1);
  });

  it("prints who reaches whom without ends, for people and as JSON", async () => {
    const { code, out } = await reach("alecs");
    expect(out).toMatch(/^ {2}alecs-server +-> {2}redis +6379\/TCP/m);
    expect(code).toBe(0);
    const { systems } = JSON.parse((await reach("alecs", "--json")).out);
    expect(systems[0].connections).toContainEqual(
      expect.objectContaining({ from: "alecs-server", to: "redis", ports: "6379/TCP" }),
    );
  });

  it("asks the pods and policies of any manifests, a named port among them", async () => {
    const web = await reach("shop/app=web", "api", "8080", "--manifests", DEPLOY);
    expect(web.out).toBe(
      "yes: shop/app=web -> api on 8080/TCP: egress open: no policy selects it, ingress by shop/api rule 1\n",
    );
    expect((await reach("other/app=web", "api", "--manifests", DEPLOY)).code).toBe(1);
    const json = JSON.parse((await reach("shop/app=web", "api", "--manifests", DEPLOY, "--json")).out);
    expect(json.reach[0]).toMatchObject({ allowed: true, ports: "8080/TCP", ingress: { ground: "policies" } });
  });

  it.each([
    [["alecs-server", "rediss", "alecs"], "did you mean redis? [end-unknown]"],
    [["alecs-server", "redis", "70000", "alecs"], "[option-value-invalid]"],
    [["alecs-server", "redis", "--protocol", "icmp", "alecs"], "[option-value-unknown]"],
    [["shop/app=x"], "[end-missing]"],
    [["a", "b", "--manifests", "nowhere"], "[manifest-unreadable]"],
    [["api", "db", "test/fixtures/good/first.yaml"], "[network-missing]"],
  ])("%j exits 2: %s", async (args, says) => {
    const { code, error } = await reach(...args);
    expect(error).toContain(says);
    expect(code).toBe(2);
  });
});
