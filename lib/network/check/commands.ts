import { commandEffects, type Effect, type PageCommand } from "../commands.ts";
import { isEnforced } from "../derive.ts";
import type { Context } from "./context.ts";

/** That what the pages tell people to do is let through, once it is enforced. */
export function checkCommands({ topology, report }: Context, commands: readonly PageCommand[]): void {
  const { system, network } = topology;
  // With default deny everything that is no edge is cut; before, only what ends at pods with a policy.
  const isCut = ({ edge, from, into }: Effect): boolean =>
    edge === undefined &&
    (network.enforced === undefined || [from, into].some((end) => end?.ours === true && isEnforced(network, end)));
  for (const effect of commandEffects(system, commands)) {
    const { from, to, line, path } = effect;
    if (!isCut(effect)) continue;
    report.warning(
      "command-cut",
      path,
      `${from?.name ?? "a pod of its own"} may not connect to ${to}, as this command does`,
      {
        found: line,
        expected: "a connection of the model",
        mend: to.endsWith(" (ping)")
          ? "no policy lets a ping through: try the port instead"
          : "state the connection, or start the command in pods that have it",
      },
    );
  }
}
