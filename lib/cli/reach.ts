import { isDnsLabel } from "../core/names.ts";
import { POLICY_PROTOCOLS, type PolicyProtocol, portsText } from "../network/reach/ports.ts";
import { isPortNumber } from "../network/reach/read-port.ts";
import { type Matrix, matrixAmong } from "../prove/network/matrix.ts";
import type { Arguments, Command, ExitCode } from "./command.ts";
import { defaultModels } from "./load.ts";
import { Progress } from "./progress.ts";
import { loadSelection } from "./prove-models.ts";
import { type ReachAnswer, reachAnswer } from "./reach-answer.ts";
import { endNamed, inQuarantine, namesIn } from "./reach-ends.ts";
import { loadManifests } from "./reach-manifests.ts";
import { type Scene, systemScene } from "./reach-scene.ts";
import { matrixText, reachText } from "./reach-text.ts";
import { refusal, unknownName } from "./refuse.ts";
import { synthesize } from "./synthesize.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** `burnline reach`: whether one thing may connect to another, and which rule decides. */
export const reach: Command = {
  arguments: "[FROM TO [PORT] [MODEL|SYSTEM...]]",
  description: [
    "Says whether FROM may open connections to TO, which policy and rule of each side decides, and what the model has it",
    "for. It is computed from the policies as they are emitted. Without FROM and TO: everybody who reaches anybody.",
    "",
    "FROM and TO are names of services and dependencies, `namespace/key=value,...` for pods with these labels, an address",
    "or a CIDR, `world` for the internet, or a name of the DNS. PORT is that of the container: 5432, 53/UDP. Default: all.",
    "MODEL is the same as of `synth`; SYSTEM is the name of a system of stacks/index.ts.",
    "",
    "Exits 1 when it is denied.",
  ],
  options: {
    protocol: { value: "NAME", help: "TCP, UDP or SCTP; default: TCP of a port, all of them without one" },
    quarantined: { help: "with the label of quarantine on the ends that are pods of the system" },
    manifests: { value: "DIR", help: "ask the pods and policies of these manifests instead of models" },
    system: { value: "NAME", help: "only this system of the models", repeatable: true },
  },
  examples: [
    "burnline reach alcs postgres 5432",
    "burnline reach world redis alcs",
    "burnline reach --manifests deploy/ shop/app=api 169.254.169.254 80",
    "burnline reach",
  ],
  run,
};

async function run(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const progress = new Progress(terminal);
  try {
    const { from, to, port, models } = positionalsOf(args, terminal);
    const scenes = await scenesOf(args, models, terminal, progress);
    progress.done();
    if (from === undefined || to === undefined) return matrices(scenes, args, terminal);
    const answers = answersOf(
      scenes,
      { from, to },
      { ...portOf(port, args.value("protocol")), quarantined: args.has("quarantined") },
    );
    const paint = paintFor(terminal);
    terminal.out(
      args.has("json")
        ? `${JSON.stringify({ reach: answers }, null, 2)}\n`
        : answers.map((answer) => (answers.length > 1 ? `${answer.scene}: ` : "") + reachText(answer, paint)).join(""),
    );
    return answers.every(({ allowed }) => allowed) ? 0 : 1;
  } finally {
    progress.done();
  }
}

interface Positionals {
  readonly from?: string;
  readonly to?: string;
  readonly port?: string;
  readonly models: readonly string[];
}

/** One model or system alone asks for its matrix. */
function positionalsOf({ positionals }: Arguments, { folder }: Terminal): Positionals {
  const [from, to, third, ...rest] = positionals;
  if (from === undefined) return { models: [] };
  if (to === undefined) {
    if (/\.[a-z]+$/.test(from) || (isDnsLabel(from) && defaultModels(folder) !== undefined)) return { models: [from] };
    throw refusal("end-missing", "", "one end alone reaches nobody", { found: from, expected: "FROM TO" });
  }
  if (third === undefined || /^\d/.test(third))
    return { from, to, models: rest, ...(third === undefined ? {} : { port: third }) };
  return { from, to, models: [third, ...rest] };
}

async function scenesOf(
  args: Arguments,
  models: readonly string[],
  terminal: Terminal,
  progress: Progress,
): Promise<readonly Scene[]> {
  const manifests = args.value("manifests");
  if (manifests !== undefined) {
    const { scene, warnings } = loadManifests(terminal.folder, manifests);
    for (const { path, message, found } of warnings) terminal.error(`${path}: ${message}: ${found ?? ""}\n`);
    return [scene];
  }
  const selection = { models, systems: args.values("system"), folder: terminal.folder };
  const systems = synthesize(await loadSelection(selection, progress), progress);
  const scenes = systems.flatMap((one) => systemScene(one) ?? []);
  if (scenes.length > 0) return scenes;
  const mend = "declare one: network({ plugin: ..., dns: ... })";
  throw refusal("network-missing", "", "no model declares a network, so that no policy follows from it", { mend });
}

/** A question about each scene that knows both ends; about all of them together where none knows both. */
function answersOf(
  scenes: readonly Scene[],
  { from, to }: { readonly from: string; readonly to: string },
  {
    quarantined,
    ...port
  }: { readonly port?: number; readonly protocol?: PolicyProtocol; readonly quarantined: boolean },
): readonly ReachAnswer[] {
  const known = scenes.map((scene) => {
    const ends = [endNamed(from, scene), endNamed(to, scene)].map((end) =>
      end === undefined || !quarantined ? end : inQuarantine(end, scene),
    );
    return { scene, from: ends[0], to: ends[1] };
  });
  for (const [text, key] of [
    [from, "from"],
    [to, "to"],
  ] as const) {
    if (known.some((one) => one[key] !== undefined)) continue;
    throw refusal("end-unknown", "", `nothing has this name`, unknownName(text, [...new Set(scenes.flatMap(namesIn))]));
  }
  const both = known.flatMap((one) =>
    one.from === undefined || one.to === undefined ? [] : [{ scenes: [one.scene], from: one.from, to: one.to }],
  );
  const local = both.filter((one) => one.from.local || one.to.local);
  const across = known.flatMap((one) =>
    known.flatMap((other) =>
      one.from === undefined || other.to === undefined
        ? []
        : [{ scenes: [one.scene, other.scene], from: one.from, to: other.to }],
    ),
  );
  // Ends that no scene knows better than another are asked about once, before all policies.
  const chosen =
    local.length > 0 ? local : both.length > 0 ? both.slice(0, 1).map((one) => ({ ...one, scenes })) : across;
  return chosen.map((one) => reachAnswer(one.scenes, { ...port, from: one.from, to: one.to }));
}

function portOf(
  text: string | undefined,
  named: string | undefined,
): { readonly port?: number; readonly protocol?: PolicyProtocol } {
  const [number, written] = text?.split("/") ?? [];
  const name = (named ?? written)?.toUpperCase();
  const protocol = POLICY_PROTOCOLS.find((one) => one === name);
  if (name !== undefined && protocol === undefined) {
    const place = named === undefined ? "PORT" : "--protocol";
    const facts = { found: named ?? text ?? "", expected: POLICY_PROTOCOLS.join(", ") };
    throw refusal("option-value-unknown", place, "no such protocol", facts);
  }
  if (number === undefined) return protocol === undefined ? {} : { protocol };
  const port = /^\d+$/.test(number) ? Number(number) : Number.NaN;
  if (!isPortNumber(port)) {
    throw refusal("option-value-invalid", "PORT", "this is no port", {
      found: text ?? "",
      expected: "1 to 65535, as 5432 or 53/UDP",
    });
  }
  return protocol === undefined ? { port } : { port, protocol };
}

function matrices(scenes: readonly Scene[], args: Arguments, terminal: Terminal): ExitCode {
  const all = scenes.map((scene) => ({ name: scene.name, matrix: matrixFor(scene) }));
  const paint = paintFor(terminal);
  terminal.out(
    args.has("json")
      ? `${JSON.stringify({ systems: all.map(({ name, matrix }) => ({ system: name, connections: connectionsJson(matrix) })) }, null, 2)}\n`
      : all.map(({ name, matrix }) => matrixText(name, matrix, paint)).join("\n"),
  );
  return 0;
}

function matrixFor(scene: Scene): Matrix {
  return matrixAmong(scene.parties, scene.policies, scene.facts, scene.edges);
}

function connectionsJson({ cells }: Matrix) {
  return cells.map(({ from, to, ports, whys }) => ({ from, to, ports: portsText(ports), whys }));
}
