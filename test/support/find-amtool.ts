import { describeWith, searchTool, type Tool } from "./find-tool.ts";

const SINCE_0_28 = "receivers of Microsoft Teams with `msteamsv2_configs` came with it";

/** Version that `test/tools/alertmanager/go.mod` pins. */
export const ALERTMANAGER_VERSION = "0.28.1";

/** Checks configurations and tells where an alert goes. */
export const AMTOOL: Tool = {
  program: "amtool",
  variable: "BURNLINE_AMTOOL",
  pinned: ALERTMANAGER_VERSION,
  version: /^amtool, version (\d+\.\d+\.\d+)/m,
  atLeast: ["0.28.0", SINCE_0_28],
};

/** Receives alerts and tells people. */
export const ALERTMANAGER: Tool = {
  program: "alertmanager",
  variable: "BURNLINE_ALERTMANAGER",
  pinned: ALERTMANAGER_VERSION,
  version: /^alertmanager, version (\d+\.\d+\.\d+)/m,
  atLeast: ["0.28.0", SINCE_0_28],
};

// Searched once for every test file: describe blocks are declared before any hook could run.
const amtool = await searchTool(AMTOOL);

/** Path of amtool on this machine, `undefined` when there is none. */
export function findAmtool(): string | undefined {
  return amtool.found;
}

/** A `describe` that needs amtool. */
export function describeWithAmtool(name: string, body: () => void): void {
  describeWith("amtool", amtool.found === undefined ? amtool.reason : undefined, name, body);
}
