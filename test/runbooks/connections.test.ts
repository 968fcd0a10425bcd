import { describe, expect, it } from "vitest";
import { procedure, shell } from "../../lib/index.ts";
import { connectionsOf } from "../../lib/runbooks/connections.ts";
import { systems } from "../../stacks/index.ts";
import { shop } from "../support/shop.ts";

function programsOf(text: string): readonly string[] {
  const system = { ...shop([]), procedures: [procedure("Look", { first: [shell("look", text)] })] };
  return connectionsOf(system).map(({ program }) => program);
}

describe("commands that open connections", () => {
  it("are found by their program, inside a pod too", () => {
    expect(
      programsOf("kubectl run a --rm -it \\\n  --image=curlimages/curl -- curl -sf http://shop:8080/health"),
    ).toEqual(["kubectl run", "curl"]);
    expect(programsOf("nc -zv redis 6379\nping -c 3 db | tail -n 1")).toEqual(["nc", "ping"]);
    expect(programsOf("kubectl exec -n shop db-0 -- psql -c 'SELECT 1'")).toEqual(["kubectl exec", "psql"]);
  });

  it("are not those that only talk to the cluster's API, nor words that begin alike", () => {
    expect(programsOf("kubectl get pods\nkubectl logs deployment/curl\necho digest")).toEqual([]);
  });

  it("are a list for each of the five systems, which has a line and a place for each", () => {
    const all = systems.flatMap((system) => connectionsOf(system));
    expect(all.length).toBeGreaterThan(30);
    expect(all.every(({ path, line }) => path !== "" && line !== "")).toBe(true);
  });
});
