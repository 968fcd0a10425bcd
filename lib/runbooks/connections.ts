import { commandsOf } from "../model/check/walk.ts";
import type { System } from "../model/system.ts";

/** A command of a page that opens a connection from inside the cluster or from somebody's machine. */
export interface Connection {
  /** Where in the model the command stands. */
  readonly path: string;
  /** The program that connects: `curl`, `nc`, `psql`, `kubectl run`. */
  readonly program: string;
  /** Its line. */
  readonly line: string;
}

const PROGRAMS =
  /\b(?:kubectl\b[^|;&]*?\s(run|debug|port-forward|exec)\s)|(?<![\w./-])(curl|wget|nc|ncat|ping|telnet|dig|nslookup|traceroute|openssl s_client|psql|pg_isready|redis-cli|grpcurl|ab|hey|wscat)(?=\s)/g;

/** Every command of a system's pages that opens a connection: what network policies have to let through. */
export function connectionsOf(system: System): readonly Connection[] {
  return commandsOf(system).flatMap(({ command, path }) => {
    if (command.kind !== "shell") return [];
    const lines = command.text.replaceAll(/\\\n\s*/g, " ").split("\n");
    return lines.flatMap((line) => {
      const programs = [...line.matchAll(PROGRAMS)].map(([, verb, program]) => program ?? `kubectl ${verb}`);
      return [...new Set(programs)].map((program) => ({ path, program, line: line.trim() }));
    });
  });
}
