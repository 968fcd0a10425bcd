import type { Decision, SideDecision } from "../network/reach/decision.ts";
import { sideText } from "../network/reach/explain.ts";
import { type Direction, policyName } from "../network/reach/policy.ts";
import {
  ALL_PORTS,
  hasPort,
  intersectPorts,
  isNoPorts,
  onePort,
  type PolicyProtocol,
  type PortSet,
  portsText,
} from "../network/reach/ports.ts";
import { Reachability } from "../network/reach/reachability.ts";
import { sideName } from "../network/side.ts";
import type { NamedEnd } from "./reach-ends.ts";
import type { Scene } from "./reach-scene.ts";

/** What is asked of a pair of ends. */
export interface ReachQuestion {
  readonly from: NamedEnd;
  readonly to: NamedEnd;
  /** Default: every port. */
  readonly port?: number;
  /** Default: TCP of a port, every one without a port. */
  readonly protocol?: PolicyProtocol;
}

/** Whether one end may reach the other, and why. */
export interface ReachAnswer {
  /** The system, or the folder of manifests. */
  readonly scene: string;
  readonly from: string;
  readonly to: string;
  readonly allowed: boolean;
  /** Of what was asked, what is let through: `5432/TCP`. */
  readonly ports: string;
  readonly egress: SideAnswer;
  readonly ingress: SideAnswer;
  /** Connections of the model between them, on what was asked. */
  readonly stated: readonly { readonly port: string; readonly why: string; readonly path: string }[];
  /** All of it in a sentence. */
  readonly says: string;
}

/** What one side says. */
export interface SideAnswer {
  readonly ground: SideDecision["ground"];
  readonly policies: readonly string[];
  readonly rules: readonly { readonly policy: string; readonly rule: number; readonly ports: string }[];
}

/** Asks the policies of some scenes about one pair; the first scene is the one that knows the ends. */
export function reachAnswer(scenes: readonly Scene[], question: ReachQuestion): ReachAnswer {
  const { from, to } = question;
  // A party that is asked about itself is two of its pods.
  const target = from.end === to.end || (from.party !== undefined && from.party === to.party) ? to.other : to.end;
  const pods = [from.end, target].flatMap((end) => (end.kind === "pod" ? [end.pod] : []));
  const [scene] = scenes;
  const reach = new Reachability(
    scenes.flatMap(({ policies }) => policies),
    pods,
    scene?.facts,
  );
  const decision = reach.decide(from.end, target);
  const asked = askedPorts(question);
  const through = intersectPorts(decision.allowed, asked);
  const stated = scenes.flatMap(({ edges }) =>
    edges
      .filter((edge) => sideName(edge.from) === from.party && sideName(edge.to) === to.party)
      .filter(({ protocol, port }) => hasPort(asked, protocol, port))
      .map(({ protocol, port, why, path }) => ({ port: `${port}/${protocol}`, why, path })),
  );
  const answer = {
    scene: scene?.name ?? "",
    from: from.name,
    to: to.name,
    allowed: !isNoPorts(through),
    ports: portsText(through),
    egress: sideAnswer(decision.egress, asked),
    ingress: sideAnswer(decision.ingress, asked),
    stated,
  };
  return { ...answer, says: sentence(answer, decision, { asked, through, question }) };
}

function askedPorts({ port, protocol }: ReachQuestion): PortSet {
  if (port !== undefined) return onePort(protocol ?? "TCP", port);
  if (protocol === undefined) return ALL_PORTS;
  return { TCP: [], UDP: [], SCTP: [], [protocol]: ALL_PORTS[protocol] };
}

function sideAnswer({ ground, policies, grants }: SideDecision, asked: PortSet): SideAnswer {
  return {
    ground,
    policies: policies.map(policyName),
    rules: grants
      .filter(({ ports }) => !isNoPorts(intersectPorts(ports, asked)))
      .map(({ policy, rule, ports }) => ({ policy: policyName(policy), rule, ports: portsText(ports) })),
  };
}

function sentence(
  { allowed, from, to, stated }: Omit<ReachAnswer, "says">,
  decision: Decision,
  {
    asked,
    through,
    question,
  }: { readonly asked: PortSet; readonly through: PortSet; readonly question: ReachQuestion },
): string {
  const ports = allowed ? portsText(through) : question.port === undefined ? "any port" : portsText(asked);
  const sides = (["egress", "ingress"] as const).flatMap(
    (direction: Direction) => sideText(direction, decision[direction], allowed ? through : asked) ?? [],
  );
  const grounds = sides.length === 0 ? ["neither end is a pod, so that no policy is asked"] : sides;
  const whys = [...new Set(stated.map(({ why }) => why))];
  const why = whys.length === 0 ? "" : ` (${whys.join("; ")})`;
  return `${allowed ? "yes" : "no"}: ${from} -> ${to} on ${ports}: ${grounds.join(", ")}${why}`;
}
