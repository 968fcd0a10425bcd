import { readAddress } from "../../kubernetes/address.ts";
import { cidrText, containsCidr, isMapped, readCidr } from "../../kubernetes/cidr.ts";
import type { Context } from "./context.ts";

type Reported = Pick<Context, "report">;

/** That every text is a CIDR as Kubernetes takes it: with a mask, and no bits behind it. */
export function checkCidrs({ report }: Reported, cidrs: readonly string[], path: string): void {
  for (const [index, text] of cidrs.entries()) {
    const at = `${path}.${index}`;
    const cidr = readCidr(text);
    const address = readAddress(text);
    if (cidr === undefined)
      report.error(
        "cidr-invalid",
        at,
        address === undefined ? "no addresses of the internet" : "a CIDR needs its mask",
        {
          found: text,
          expected: "192.0.2.0/24 or 2001:db8::/32",
          ...(address === undefined
            ? {}
            : { mend: `${text}/${address.family === 4 ? 32 : 128} is this address alone` }),
        },
      );
    else if (isMapped(cidr))
      report.error("cidr-invalid", at, "addresses of IPv4 in the clothes of IPv6, which are on no wire", {
        found: text,
        expected: cidrText({ family: 4, first: cidr.first & 0xffffffffn, length: cidr.length - 96 }),
      });
    else if (cidrText(cidr) !== text)
      report.error("cidr-not-canonical", at, "addresses that are written in another way than Kubernetes expects", {
        found: text,
        expected: cidrText(cidr),
        mend: `${cidrText(cidr)}, if all of it is meant`,
      });
  }
}

/** That what is taken out of addresses is a smaller part of them. */
export function checkExcept(
  { report }: Reported,
  cidrs: readonly string[],
  except: readonly string[],
  path: string,
): void {
  checkCidrs({ report }, except, path);
  const outer = cidrs.flatMap((text) => readCidr(text) ?? []);
  for (const [index, text] of except.entries()) {
    const hole = readCidr(text);
    if (hole === undefined || outer.some((cidr) => cidr.length < hole.length && containsCidr(cidr, hole))) continue;
    report.error("except-outside", `${path}.${index}`, "only a smaller part of the addresses can stay closed", {
      found: text,
      expected: cidrs.length === 0 ? "addresses that it is a part of" : `a part of ${cidrs.join(" or ")}`,
    });
  }
}

/** That the whole world is let out only where somebody says why. */
export function checkWorld({ report }: Reported, cidrs: readonly string[], path: string): void {
  for (const [index, text] of cidrs.entries()) {
    if (readCidr(text)?.length !== 0) continue;
    report.error(
      "world-undeclared",
      `${path}.${index}`,
      "every address of the world, those of the clusters' own networks among them",
      {
        found: text,
        expected: "addresses that the owner publishes",
        mend: `anywhere: "why nothing narrower will do": port 443, without private and metadata addresses`,
      },
    );
  }
}

/** That names are names. */
export function checkHosts({ report }: Reported, hosts: readonly string[], path: string): void {
  for (const [index, host] of hosts.entries()) {
    const at = `${path}.${index}`;
    const address = readAddress(host);
    if (address !== undefined)
      report.error("host-invalid", at, "an address is no name, and no rule for names holds for it", {
        found: host,
        expected: "a name of the DNS",
        mend: `cidrs: ["${host}/${address.family === 4 ? 32 : 128}"]`,
      });
    else if (!isHost(host))
      report.error("host-invalid", at, "no name of the DNS", {
        found: host,
        expected: "api.example.com, or *.example.com",
        mend: "without a scheme, port and path, in lower case",
      });
  }
}

/** A name with at least one dot, whose first label may be `*` (RFC 1123). */
function isHost(text: string): boolean {
  return (
    text.length <= 253 &&
    /^(?:\*\.)?(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(text)
  );
}
