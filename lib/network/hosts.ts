/** Where in the cluster a command of `kubectl` does its work, and what that work is. */
export interface Inside {
  /** A pod of its own, or one that is there. */
  readonly kind: "new" | "pod";
  readonly name: string;
  readonly rest: string;
}

/** A host that a command connects to; a port where it says one. */
export interface Reached {
  readonly host: string;
  readonly port?: number;
  readonly how: "port" | "ping" | "name";
}

const RUN = /\bkubectl\b[^|;&]*?\s(?:run|debug)\s+(?:-\S+\s+)*([\w.-]+)/;
const EXEC = /\bkubectl\b[^|;&]*?\sexec\s([\s\S]*?)\s--\s([\s\S]*)$/;
const POD = /^(?:(?:pods?|deploy(?:ment)?s?|statefulsets?|sts|daemonsets?|ds)\/)?([a-z0-9][a-z0-9.-]*)$/;

/** Options of `kubectl exec` that are followed by a value. */
const VALUED = ["-n", "--namespace", "-c", "--container"];

/** What a command does within the cluster; nothing where it works from outside, or through a node. */
export function insideOf(text: string): Inside | undefined {
  const run = RUN.exec(text);
  if (run?.[1] !== undefined) return { kind: "new", name: run[1], rest: afterDashes(text) };
  const exec = EXEC.exec(text);
  if (exec === null) return undefined;
  const [, options = "", rest = ""] = exec;
  const words = options.split(/\s+/).filter((word) => word !== "");
  const target = words.find((word, index) => !word.startsWith("-") && !VALUED.includes(words[index - 1] ?? ""));
  // A variable stands for a pod that was looked up before.
  return { kind: "pod", name: POD.exec(target ?? "")?.[1] ?? "", rest };
}

function afterDashes(text: string): string {
  const at = text.lastIndexOf(" -- ");
  return at < 0 ? "" : text.slice(at + 4);
}

const SCHEMES: Readonly<Record<string, number>> = {
  http: 80,
  https: 443,
  redis: 6_379,
  postgresql: 5_432,
  postgres: 5_432,
};

/** Every host that a command within a pod connects to; its own pod is none. */
export function hostsIn(text: string): readonly Reached[] {
  const found: Reached[] = [
    ...matches(/\b([a-z]+):\/\/(?:[^\s/@'"]*@)?([A-Za-z0-9.-]+)(?::([0-9]+))?/g, text).map(([scheme, host, port]) =>
      reached(host, port ?? SCHEMES[scheme ?? ""]),
    ),
    ...matches(/\s-h\s+["']?([a-z0-9][\w.-]*)["']?(?:\s+-p\s+([0-9]+))?/g, text).map(([host, port]) =>
      reached(host, port),
    ),
    ...matches(/\b(?:nc|ncat|telnet)(?:\s+-\w+(?:\s+[0-9]+(?=\s))?)*\s+["']?([a-z][\w.-]*)["']?\s+([0-9]+)/g, text).map(
      ([host, port]) => reached(host, port),
    ),
    ...matches(/\bconnect\(\s*([0-9]+)\s*,\s*["']([\w.-]+)["']/g, text).map(([port, host]) => reached(host, port)),
    ...matches(/\bping(?:\s+-\w+(?:\s+[0-9]+)?)*\s+["']?([a-z0-9][\w.-]*)/g, text).map(([host = ""]) => ({
      host,
      how: "ping" as const,
    })),
    ...matches(/\b(?:nslookup|dig|getent\s+hosts)\s+["']?([\w.-]+)/g, text).map(([host = ""]) => ({
      host,
      how: "name" as const,
    })),
  ];
  return found.filter(({ host }) => host !== "" && host !== "localhost" && !host.startsWith("127."));
}

function matches(expression: RegExp, text: string): readonly (readonly (string | undefined)[])[] {
  return [...text.matchAll(expression)].map(([, ...groups]) => groups);
}

function reached(host: string | undefined, port: string | number | undefined): Reached {
  return { host: host ?? "", ...(port === undefined ? {} : { port: Number(port) }), how: "port" };
}
