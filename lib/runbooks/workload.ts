import { type Step, shell } from "../model/procedure.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import type { Workload } from "../model/workload.ts";

/** Where a service of a system runs. */
export function workloadOf(owner: string, { services }: System): Workload | undefined {
  return services.find((service: Service) => service.name === owner)?.workload;
}

/** Commands that show how a workload is doing; they change nothing. */
export function lookAtWorkload(workload: Workload, { namespace }: System): readonly Step[] {
  switch (workload.kind) {
    case "pm2":
      return [shell("Look whether the process runs and how often it restarted", `pm2 describe ${workload.name}`)];
    case "compose":
      return [shell("Look whether the containers run", `docker compose ps ${workload.name}`)];
    default: {
      const [at, name] = [inNamespace(namespace), `${workload.kind.toLowerCase()}/${workload.name}`];
      return [
        shell(
          "Look whether its pods run and are ready",
          `kubectl${at} get ${name} -o wide\nkubectl${at} get pods -o wide`,
        ),
      ];
    }
  }
}

/** Commands that show what a workload said and what was changed lately. */
export function readAboutWorkload(workload: Workload, { namespace }: System): readonly Step[] {
  switch (workload.kind) {
    case "pm2":
      return [shell("Read its last lines", `pm2 logs ${workload.name} --lines 200 --nostream`)];
    case "compose":
      return [shell("Read its last lines", `docker compose logs --since 15m ${workload.name}`)];
    default: {
      const [at, name] = [inNamespace(namespace), `${workload.kind.toLowerCase()}/${workload.name}`];
      return [
        shell("Read what it said in the last 15 minutes", `kubectl${at} logs ${name} --since=15m --tail=200`),
        shell(
          "Look what was changed lately",
          `kubectl${at} rollout history ${name}\nkubectl${at} get events --sort-by=.lastTimestamp`,
        ),
      ];
    }
  }
}

/** How the last release is taken back, where the platform can. */
export function undoRelease(workload: Workload, { namespace }: System): readonly Step[] {
  if (workload.kind === "pm2" || workload.kind === "compose") return [];
  const name = `${workload.kind.toLowerCase()}/${workload.name}`;
  const at = inNamespace(namespace);
  return [
    shell(
      "Go back to the release before",
      `kubectl${at} rollout undo ${name}\nkubectl${at} rollout status ${name} --timeout=5m`,
      {
        destructive: "replaces every pod with the release before; changes of the database stay",
      },
    ),
  ];
}

function inNamespace(namespace: string | undefined): string {
  return namespace === undefined ? "" : ` -n ${namespace}`;
}
