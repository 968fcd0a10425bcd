import type { Json } from "../../core/json.ts";
import { type Cidr, cidrText, containsCidr, readCidr } from "../../kubernetes/cidr.ts";
import { type FieldReader, shown } from "./fields.ts";
import type { Peer } from "./policy.ts";
import { readSelector } from "./read-selector.ts";

/** Reads one entry of `from` or `to`. */
export function readPeer(reader: FieldReader, value: Json, place: string): Peer | undefined {
  const fields = reader.map(value, place, ["podSelector", "namespaceSelector", "ipBlock"]) ?? {};
  const namespaces = readSelector(reader, fields.namespaceSelector, `${place}.namespaceSelector`);
  const pods = readSelector(reader, fields.podSelector, `${place}.podSelector`);
  if (fields.ipBlock === undefined || fields.ipBlock === null) {
    if (namespaces === undefined && pods === undefined) {
      reader.error("policy-peer-invalid", place, "an empty peer is refused", {
        found: shown(value),
        expected: "podSelector, namespaceSelector or ipBlock",
        mend: "leave the list away for everybody, or write podSelector: {} for all pods of the namespace",
      });
      return undefined;
    }
    return {
      kind: "pods",
      ...(namespaces === undefined ? {} : { namespaces }),
      ...(pods === undefined ? {} : { pods }),
    };
  }
  if (namespaces !== undefined || pods !== undefined) {
    const mend = "make two entries of the list";
    reader.error("policy-peer-invalid", place, "ipBlock stands alone in its entry", { found: shown(value), mend });
  }
  return readBlock(reader, fields.ipBlock, `${place}.ipBlock`);
}

function readBlock(reader: FieldReader, value: Json, place: string): Peer | undefined {
  const fields = reader.map(value, place, ["cidr", "except"]) ?? {};
  const cidr = readBlockCidr(reader, fields.cidr ?? null, `${place}.cidr`);
  const except = (reader.list(fields.except, `${place}.except`) ?? []).flatMap((one, index) => {
    const hole = readBlockCidr(reader, one, `${place}.except[${index}]`);
    if (hole === undefined) return [];
    if (cidr === undefined) return [];
    if (containsCidr(cidr, hole) && hole.length > cidr.length) return hole;
    const message = "what is excepted has to be a part of the block, and not all of it";
    const facts = { found: cidrText(hole), expected: `a part of ${cidrText(cidr)}` };
    reader.error("policy-except-outside", `${place}.except[${index}]`, message, facts);
    return [];
  });
  return cidr === undefined ? undefined : { kind: "addresses", cidr, except };
}

/** Newer API servers take only the canonical form in new objects (KEP-4858); older ones warn. */
function readBlockCidr(reader: FieldReader, value: Json, place: string): Cidr | undefined {
  const cidr = typeof value === "string" ? readCidr(value) : undefined;
  if (cidr === undefined) {
    const facts = { found: shown(value), expected: "a network with its mask, as 192.0.2.0/24" };
    reader.error("policy-cidr-invalid", place, "this is no CIDR", facts);
    return undefined;
  }
  const canonical = cidrText(cidr);
  if (value !== canonical) {
    const facts = { found: shown(value), expected: canonical };
    reader.error("policy-cidr-invalid", place, "this CIDR is not in its canonical form", facts);
  }
  return cidr;
}
