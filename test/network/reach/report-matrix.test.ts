import { describe, expect, it } from "vitest";
import { compile } from "../../../lib/compile/compile.ts";
import { reportPage } from "../../../lib/prove/report/page.ts";
import { systems } from "../../../stacks/index.ts";
import { reportFixture } from "../../prove/report-fixture.ts";

const alecs = systems.find(({ name }) => name === "alecs");
if (alecs === undefined) throw new Error("alecs is one of the five systems");
const proof = { system: "alecs", alerts: [], objectives: [], bundle: [] };
const page = reportPage([{ system: alecs, compilation: compile(alecs), proof }]);

describe("the connections in the report", () => {
  it("are a matrix with the ports of each pair, and what for as its title", () => {
    // ALECS-NETPOL-01: the ingress controller on 8080, and Redis on 6379.
    expect(page).toMatch(/<td title="ingress-nginx-controller → alecs-server: [^"]*">8080\/TCP/);
    expect(page).toMatch(/<td title="alecs-server → redis: [^"]*">6379\/TCP/);
    expect(page).not.toContain('<td title="redis →');
    expect(page).not.toContain('<td title="world →');
  });

  it("can be reached from the contents, and scroll by themselves so that the page fits 390 pixels", () => {
    expect(page).toContain('<a href="#alecs-network">Connections</a>');
    expect(page).toContain('id="alecs-network"');
    expect(page).toMatch(
      /<div class="scroll" tabindex="0" role="group" aria-label="Who opens connections[^>]*><table class="matrix">/,
    );
  });

  it("are left out of a system that declares no network, in the contents too", () => {
    const plain = reportPage([reportFixture()]);
    expect(plain).not.toContain("-network");
    expect(plain).not.toContain("Connections");
  });
});
