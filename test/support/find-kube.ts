import { describeWith, searchTool, type Tool } from "./find-tool.ts";

/** Judges the form of manifests by JSON Schemas. */
export const KUBECONFORM: Tool = {
  program: "kubeconform",
  variable: "BURNLINE_KUBECONFORM",
  pinned: "0.8.0",
  asks: ["-v"],
  version: /^v?(\d+\.\d+\.\d+)/m,
  atLeast: ["0.6.0", "duplicate keys are found since then"],
};

/** Judges the soundness of manifests. */
export const KUBE_SCORE: Tool = {
  program: "kube-score",
  variable: "BURNLINE_KUBE_SCORE",
  pinned: "1.20.0",
  asks: ["version"],
  version: /^kube-score version: (\d+\.\d+\.\d+)/m,
  atLeast: ["1.20.0", "waivers name its checks"],
};

// Searched once for every test file: describe blocks are declared before any hook could run.
const kubeconform = await searchTool(KUBECONFORM);
const kubeScore = await searchTool(KUBE_SCORE);

/** Path of kubeconform on this machine, `undefined` when there is none. */
export function findKubeconform(): string | undefined {
  return kubeconform.found;
}

/** Path of kube-score on this machine, `undefined` when there is none. */
export function findKubeScore(): string | undefined {
  return kubeScore.found;
}

/** A `describe` that needs kubeconform. */
export function describeWithKubeconform(name: string, body: () => void): void {
  describeWith("kubeconform", kubeconform.found === undefined ? kubeconform.reason : undefined, name, body);
}

/** A `describe` that needs kube-score. */
export function describeWithKubeScore(name: string, body: () => void): void {
  describeWith("kube-score", kubeScore.found === undefined ? kubeScore.reason : undefined, name, body);
}
