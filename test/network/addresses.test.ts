import { describe, expect, it } from "vitest";
import type { Network } from "../../lib/index.ts";
import { checkNetwork } from "../../lib/network/check/check-network.ts";
import { found, withExternal } from "./found.ts";
import { bakery, network, oven, shop } from "./model.ts";

describe("addresses", () => {
  it.each([
    ["192.0.2.7", "cidr-invalid", "192.0.2.7/32 is this address alone"],
    ["2001:db8::7", "cidr-invalid", "2001:db8::7/128 is this address alone"],
    ["api.flour.example", "cidr-invalid", undefined],
    ["300.0.0.0/8", "cidr-invalid", undefined],
    ["10.0.0.0/33", "cidr-invalid", undefined],
    ["::ffff:192.0.2.0/120", "cidr-invalid", undefined],
    ["192.0.2.7/24", "cidr-not-canonical", "192.0.2.0/24, if all of it is meant"],
    ["2001:DB8::/32", "cidr-not-canonical", "2001:db8::/32, if all of it is meant"],
    ["0.0.0.0/0", "world-undeclared", undefined],
  ])("%s of something outside is refused: %s", (cidr, code, mend) => {
    const issues = checkNetwork(withExternal({ cidrs: [cidr] }));
    expect(issues.map((one) => [one.code, one.path, one.found])).toEqual([
      [code, "dependencies.flour-api.external.cidrs.0", cidr],
    ]);
    if (mend !== undefined) expect(issues[0]?.mend).toBe(mend);
  });

  it.each(["192.0.2.0/24", "2001:db8::/32", "192.0.2.7/32"])("%s is taken", (cidr) => {
    expect(found(withExternal({ cidrs: [cidr] }))).toEqual([]);
  });

  it.each([
    ["192.0.2.0/24", "as wide as what it is taken from"],
    ["192.0.0.0/16", "wider"],
    ["198.51.100.0/25", "outside"],
    ["2001:db8::/64", "of the other family"],
  ])("except %s is refused, as it is %s", (hole) => {
    expect(found(withExternal({ cidrs: ["192.0.2.0/24"], except: [hole] }))).toEqual([
      ["except-outside", "dependencies.flour-api.external.except.0", hole],
    ]);
    expect(found(withExternal({ cidrs: ["192.0.2.0/24"], except: ["192.0.2.128/25"] }))).toEqual([]);
  });

  it.each([
    ["192.0.2.7", 'cidrs: ["192.0.2.7/32"]'],
    ["https://api.flour.example", "without a scheme, port and path, in lower case"],
    ["localhost", "without a scheme, port and path, in lower case"],
    ["api.*.example", "without a scheme, port and path, in lower case"],
  ])("the host %s is refused", (host, mend) => {
    const issues = checkNetwork(withExternal({ hosts: [host] }, { ...network, plugin: "cilium" }));
    expect(issues.map((one) => [one.code, one.found, one.mend])).toEqual([["host-invalid", host, mend]]);
  });

  it("are asked for only of what is connected to, and the world is open on 443 alone", () => {
    const model = withExternal({ hosts: ["api.flour.example"] });
    expect(found(model).map(([code]) => code)).toEqual(["host-needs-plugin"]);
    const unused = {
      ...model,
      services: [
        { ...shop, connects: [] },
        { ...oven, connects: [{ to: "shop", ports: ["http"] }] },
      ],
    };
    expect(found(unused)).toEqual([]);
    expect(found(withExternal({ anywhere: "no addresses are published", ports: [443, 8_443] }))).toEqual([
      ["world-undeclared", "dependencies.flour-api.external.ports", "8443"],
    ]);
  });

  it("of the cluster's own parts are looked at too", () => {
    const net: Network = {
      ...network,
      dns: { ...network.dns, nodeLocal: "169.254.20.10/32", port: 0 },
      apiServer: { cidrs: ["10.0.0.1"], ports: [70_000] },
      nodes: ["10.128.0.1/20"],
    };
    expect(found(bakery({ net }))).toEqual([
      ["port-invalid", "network.dns.port", "0"],
      ["cidr-invalid", "network.dns.nodeLocal", "169.254.20.10/32"],
      ["cidr-invalid", "network.apiServer.cidrs.0", "10.0.0.1"],
      ["port-invalid", "network.apiServer.ports", "70000"],
      ["cidr-not-canonical", "network.nodes.0", "10.128.0.1/20"],
    ]);
  });
});
