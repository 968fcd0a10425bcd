import type { Json } from "../../core/json.ts";
import { type FieldReader, shown } from "./fields.ts";
import type { PolicyPort } from "./policy.ts";
import { POLICY_PROTOCOLS, type PolicyProtocol } from "./ports.ts";

/** Reads one entry of `ports` of a NetworkPolicy. */
export function readPort(reader: FieldReader, value: Json, place: string): PolicyPort | undefined {
  const fields = reader.map(value, place, ["protocol", "port", "endPort"]);
  if (fields === undefined) return undefined;
  const protocol = readProtocol(reader, fields.protocol, `${place}.protocol`);
  const port = readNumberOrName(reader, fields.port, `${place}.port`);
  const endPort = fields.endPort ?? undefined;
  const defaulted = fields.protocol === undefined || fields.protocol === null ? { defaulted: true } : {};
  if (endPort === undefined) return { protocol, ...(port === undefined ? {} : { port }), ...defaulted };
  const found = shown(endPort);
  const endPlace = `${place}.endPort`;
  if (typeof port !== "number") {
    const message = port === undefined ? "an end without a port" : "an interval cannot begin with a name";
    const mend = "give the number of the first port";
    reader.error("policy-port-invalid", endPlace, message, { found, mend });
    return undefined;
  }
  if (!isPortNumber(endPort)) {
    reader.error("policy-port-invalid", endPlace, "this is no port", { found, expected: "1 to 65535" });
    return undefined;
  }
  if (endPort < port) {
    const facts = { found, expected: `at least ${port}` };
    reader.error("policy-port-invalid", endPlace, "the last port of an interval is lower than its first", facts);
    return undefined;
  }
  return { protocol, port, endPort, ...defaulted };
}

/** A protocol that a policy can name; default: TCP. */
export function readProtocol(reader: FieldReader, value: Json | undefined, place: string): PolicyProtocol {
  if (value === undefined || value === null) return "TCP";
  const protocol = POLICY_PROTOCOLS.find((one) => one === value);
  if (protocol !== undefined) return protocol;
  const facts = { found: shown(value), expected: POLICY_PROTOCOLS.join(", ") };
  reader.error("policy-port-invalid", place, "no such protocol", facts);
  return "TCP";
}

function readNumberOrName(reader: FieldReader, value: Json | undefined, place: string): number | string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isPortNumber(value)) return value;
  if (typeof value === "string" && isPortName(value)) return value;
  const numeric = typeof value === "string" && /^[0-9]+$/.test(value);
  reader.error("policy-port-invalid", place, "this is no port", {
    found: shown(value),
    expected: "a number from 1 to 65535, or the name of a container port",
    ...(numeric ? { mend: `write ${value} without quotes` } : {}),
    ...(typeof value === "number" && value === 0 ? { mend: "leave it away for every port" } : {}),
  });
  return undefined;
}

/** Whether a value is the number of a port, from 1 to 65,535. */
export function isPortNumber(value: Json): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** IANA_SVC_NAME of RFC 6335: at most 15 lower-case letters, digits and single hyphens, a letter among them. */
function isPortName(name: string): boolean {
  return name.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
}
