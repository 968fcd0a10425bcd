/** Protocols that a policy of Kubernetes can name. */
export const POLICY_PROTOCOLS = ["TCP", "UDP", "SCTP"] as const;

/** One of {@link POLICY_PROTOCOLS}. */
export type PolicyProtocol = (typeof POLICY_PROTOCOLS)[number];

/** Ports from the first to the last, both of them included. */
export interface PortInterval {
  readonly from: number;
  readonly to: number;
}

/** Ports of each protocol: sorted intervals that neither overlap nor touch, so that equal sets have equal forms. */
export type PortSet = Readonly<Record<PolicyProtocol, readonly PortInterval[]>>;

const LAST_PORT = 65_535;

/** No port of any protocol. */
export const NO_PORTS: PortSet = { TCP: [], UDP: [], SCTP: [] };

/** Every port of every protocol. */
export const ALL_PORTS: PortSet = {
  TCP: [{ from: 1, to: LAST_PORT }],
  UDP: [{ from: 1, to: LAST_PORT }],
  SCTP: [{ from: 1, to: LAST_PORT }],
};

/** The ports from `from` to `to` of one protocol, both included. */
export function portsBetween(protocol: PolicyProtocol, from: number, to: number): PortSet {
  return { ...NO_PORTS, [protocol]: [{ from, to }] };
}

/** One port of one protocol. */
export function onePort(protocol: PolicyProtocol, port: number): PortSet {
  return portsBetween(protocol, port, port);
}

/** Every port of one protocol. */
export function allOf(protocol: PolicyProtocol): PortSet {
  return { ...NO_PORTS, [protocol]: ALL_PORTS[protocol] };
}

/** What is in one or the other. */
export function unionPorts(a: PortSet, b: PortSet): PortSet {
  if (a === b || b === NO_PORTS || a === ALL_PORTS) return a;
  if (a === NO_PORTS || b === ALL_PORTS) return b;
  return {
    TCP: unionIntervals(a.TCP, b.TCP),
    UDP: unionIntervals(a.UDP, b.UDP),
    SCTP: unionIntervals(a.SCTP, b.SCTP),
  };
}

/** What is in both. */
export function intersectPorts(a: PortSet, b: PortSet): PortSet {
  if (a === b || a === NO_PORTS || b === ALL_PORTS) return a;
  if (b === NO_PORTS || a === ALL_PORTS) return b;
  return {
    TCP: intersectIntervals(a.TCP, b.TCP),
    UDP: intersectIntervals(a.UDP, b.UDP),
    SCTP: intersectIntervals(a.SCTP, b.SCTP),
  };
}

/** What is in the first and not in the second. */
export function withoutPorts(a: PortSet, b: PortSet): PortSet {
  if (b === NO_PORTS || a === NO_PORTS) return a;
  return {
    TCP: withoutIntervals(a.TCP, b.TCP),
    UDP: withoutIntervals(a.UDP, b.UDP),
    SCTP: withoutIntervals(a.SCTP, b.SCTP),
  };
}

/** Whether a set has no port at all. */
export function isNoPorts(set: PortSet): boolean {
  return set === NO_PORTS || POLICY_PROTOCOLS.every((protocol) => set[protocol].length === 0);
}

/** Whether two sets have the same ports. */
export function samePorts(a: PortSet, b: PortSet): boolean {
  return (
    a === b ||
    POLICY_PROTOCOLS.every((protocol) => {
      const [one, other] = [a[protocol], b[protocol]];
      return (
        one.length === other.length &&
        one.every(({ from, to }, index) => from === other[index]?.from && to === other[index]?.to)
      );
    })
  );
}

/** Whether a port is in a set. */
export function hasPort(set: PortSet, protocol: PolicyProtocol, port: number): boolean {
  return set[protocol].some(({ from, to }) => from <= port && port <= to);
}

/** `5432/TCP, 53/TCP and UDP, 8000-8010/TCP`; `all ports` and `no port` for the two ends. */
export function portsText(set: PortSet): string {
  if (samePorts(set, ALL_PORTS)) return "all ports";
  const byRange = new Map<string, PolicyProtocol[]>();
  for (const protocol of POLICY_PROTOCOLS) {
    for (const { from, to } of set[protocol]) {
      const range = from === to ? `${from}` : from === 1 && to === LAST_PORT ? "all" : `${from}-${to}`;
      byRange.set(range, [...(byRange.get(range) ?? []), protocol]);
    }
  }
  if (byRange.size === 0) return "no port";
  const ranges = [...byRange].sort(([a], [b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return ranges.map(([range, protocols]) => `${range}/${protocols.join(" and ")}`).join(", ");
}

function unionIntervals(a: readonly PortInterval[], b: readonly PortInterval[]): readonly PortInterval[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...a, ...b].sort((one, other) => one.from - other.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to + 1) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

function intersectIntervals(a: readonly PortInterval[], b: readonly PortInterval[]): readonly PortInterval[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const from = Math.max(one.from, other.from);
      const to = Math.min(one.to, other.to);
      return from <= to ? [{ from, to }] : [];
    }),
  );
}

function withoutIntervals(a: readonly PortInterval[], b: readonly PortInterval[]): readonly PortInterval[] {
  return b.reduce<readonly PortInterval[]>(
    (rest, cut) =>
      rest.flatMap(({ from, to }) =>
        [
          { from, to: Math.min(to, cut.from - 1) },
          { from: Math.max(from, cut.to + 1), to },
        ].filter((part) => part.from <= part.to),
      ),
    a,
  );
}
