import { describeWith, searchTool, type Tool } from "./find-tool.ts";

/** Says from manifests alone what may connect to what: an oracle for reachability. It prints no version. */
export const NETPOL_ANALYZER: Tool = {
  program: "netpol-analyzer",
  variable: "BURNLINE_NETPOL_ANALYZER",
  pinned: "1.4.4",
  asks: ["list", "--help"],
  version: /--explain/,
  atLeast: ["1.4.4", "the version that `test/tools/kube/netpol-analyzer` pins"],
};

// Searched once for every test file: describe blocks are declared before any hook could run.
const search = await searchTool(NETPOL_ANALYZER);

/** Path of netpol-analyzer on this machine, `undefined` when there is none. */
export function findNetpolAnalyzer(): string | undefined {
  return search.found;
}

/** A `describe` that needs netpol-analyzer. */
export function describeWithNetpolAnalyzer(name: string, body: () => void): void {
  describeWith("netpol-analyzer", search.found === undefined ? search.reason : undefined, name, body);
}
