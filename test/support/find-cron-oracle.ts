import { describeWith, searchTool, type Tool } from "./find-tool.ts";

/** Answers with the schedules of robfig/cron, which Kubernetes' CronJob controller reads with. Asked nothing, it says nothing. */
export const CRON_ORACLE: Tool = {
  program: "cron-oracle",
  variable: "BURNLINE_CRON_ORACLE",
  pinned: "3.0.1",
  version: /^$/,
  atLeast: ["3.0.1", "the version that Kubernetes 1.34 has"],
};

// Searched once for every test file: describe blocks are declared before any hook could run.
const search = await searchTool(CRON_ORACLE);

/** Path of the oracle on this machine, `undefined` when there is none. */
export function findCronOracle(): string | undefined {
  return search.found;
}

/** A `describe` that needs the oracle. */
export function describeWithCronOracle(name: string, body: () => void): void {
  describeWith("the oracle of schedules", search.found === undefined ? search.reason : undefined, name, body);
}
