import { isIP } from "node:net";
import { expect, it } from "vitest";
import { addressText, readAddress } from "../../lib/kubernetes/address.ts";
import { cidrText, containsCidr, overlap, readCidr, subtract } from "../../lib/kubernetes/cidr.ts";

function cidr(text: string) {
  const read = readCidr(text);
  if (read === undefined) throw new Error(text);
  return read;
}

function address(text: string) {
  const read = readAddress(text);
  if (read === undefined) throw new Error(text);
  return read;
}

it.each([
  // RFC 5952, sections 1 and 4: one form of the many.
  ["2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"],
  ["2001:db8:0:0:0::1", "2001:db8::1"],
  ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
  ["2001:DB8::AAAA", "2001:db8::aaaa"],
  ["::", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["::ffff:192.0.2.128", "::ffff:c000:280"],
  ["192.0.2.1", "192.0.2.1"],
])("writes the address %s as %s", (written, canonical) => {
  expect(addressText(address(written))).toBe(canonical);
});

it.each([
  "",
  "1.2.3",
  "1.2.3.256",
  "1.2.3.04",
  "1.2.3.4.5",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1::2::3",
  ":::",
  "1:2:3:4:5:6:7::8",
  "12345::",
  "fe80::1%eth0",
  "::1.2.3.4:5",
  "g::",
])("reads no address from %j, and neither does Node", (text) => {
  // Node takes a zone, which no policy can have.
  expect(readAddress(text)).toBeUndefined();
  if (text !== "fe80::1%eth0") expect(isIP(text)).toBe(0);
});

it.each([
  "10.0.0.0",
  "10.0.0.0/33",
  "::/129",
  "10.0.0.0/",
  "10.0.0.0/08",
  "10.0.0.0/8/8",
  "example.com/8",
  "10.0.0.0/-1",
])("reads no CIDR from %s", (text) => {
  expect(readCidr(text)).toBeUndefined();
});

it.each([
  ["10.1.2.3/8", "10.0.0.0/8"],
  ["192.0.2.129/25", "192.0.2.128/25"],
  ["192.0.2.1/32", "192.0.2.1/32"],
  ["0.0.0.0/0", "0.0.0.0/0"],
  ["2001:db8::1/32", "2001:db8::/32"],
  ["::/0", "::/0"],
])("drops the bits behind the mask: %s is %s", (written, canonical) => {
  expect(cidrText(cidr(written))).toBe(canonical);
});

it("contains itself and what is smaller, and nothing of the other family", () => {
  expect(containsCidr(cidr("10.0.0.0/8"), cidr("10.0.0.0/8"))).toBe(true);
  expect(containsCidr(cidr("10.0.0.0/8"), cidr("10.255.0.0/16"))).toBe(true);
  expect(containsCidr(cidr("10.0.0.0/8"), cidr("11.0.0.0/16"))).toBe(false);
  expect(containsCidr(cidr("10.255.0.0/16"), cidr("10.0.0.0/8"))).toBe(false);
  expect(overlap(cidr("10.255.0.0/16"), cidr("10.0.0.0/8"))).toBe(true);
  expect(containsCidr(cidr("0.0.0.0/0"), cidr("::/0"))).toBe(false);
  expect(containsCidr(cidr("fd00::/8"), cidr("fd12::1/128"))).toBe(true);
  expect(containsCidr(cidr("fd00::/8"), cidr("fe12::1/128"))).toBe(false);
});

it("leaves of 10.0.0.0/30 without .1 the address .0 and the two behind", () => {
  const left = subtract(cidr("10.0.0.0/30"), [cidr("10.0.0.1/32"), cidr("192.168.0.0/16")]);
  const texts = left.map(({ family, first, last }) =>
    [first, last].map((value) => addressText({ family, value })).join("-"),
  );
  expect(texts).toEqual(["10.0.0.0-10.0.0.0", "10.0.0.2-10.0.0.3"]);
});

it("leaves nothing of a CIDR without itself, and of overlapping exceptions each address once", () => {
  expect(subtract(cidr("::/0"), [cidr("::/0")])).toEqual([]);
  const left = subtract(cidr("0.0.0.0/0"), [cidr("0.0.0.0/1"), cidr("0.0.0.0/8"), cidr("192.0.0.0/2")]);
  expect(left).toEqual([{ family: 4, first: 0x80000000n, last: 0xbfffffffn }]);
});
