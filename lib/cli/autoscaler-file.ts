import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { BurnlineError } from "../core/issue.ts";
import type { KubernetesObject } from "../kubernetes/object.ts";
import { readManifests } from "../manifests/read.ts";
import { isAutoscaler } from "../prove/scaling/under-load.ts";
import { refusal } from "./refuse.ts";

/**
 * The autoscaler in a file of manifests.
 * @throws BurnlineError where there is none, or more than one
 */
export function readAutoscalerFile(folder: string, file: string): KubernetesObject {
  const { manifests, issues } = readManifests(textOf(folder, file), file);
  if (issues.length > 0) throw new BurnlineError(issues);
  const [found, ...more] = manifests.map(({ object }) => object).filter(isAutoscaler);
  if (found !== undefined && more.length === 0) return found;
  throw refusal("autoscaler-missing", file, "one autoscaler has to be in this file", {
    found: found === undefined ? "none" : `${more.length + 1}`,
    expected: "a HorizontalPodAutoscaler or a ScaledObject",
  });
}

function textOf(folder: string, file: string): string {
  try {
    return readFileSync(resolve(folder, file), "utf8");
  } catch (error) {
    const found = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw refusal("model-unreadable", file, "the manifest cannot be read", { found });
  }
}
