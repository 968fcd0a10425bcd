import { assumed, days, hours, minutes, system } from "../../lib/index.ts";
import { NAMESPACE } from "./metrics.ts";
import { dependencies } from "./platform.ts";
import { orchestrator, reflexLayer } from "./services.ts";
import { everything } from "./workloads.ts";

/** OctoLLM, a set of LLM services on GKE. Source: its alert response procedures, version 1.0.0. */
export const octollm = system("octollm", {
  title: "OctoLLM",
  owner: "OctoLLM Operations Team",
  runs: ["kubernetes"],
  namespace: NAMESPACE,
  prometheus: {
    evaluationInterval: assumed(minutes(1), "not stated; Prometheus' default"),
    retention: assumed(days(31), "not stated; must cover the 30-day window"),
    selectorLabels: assumed(
      { release: "kube-prometheus-stack" },
      "not stated; the label the operator's Helm chart selects on",
    ),
  },
  runbooks: assumed("https://runbooks.example.com/octollm", "the document is not published under a URL"),
  severities: {
    critical: { priority: "Critical", rank: 0, acknowledgeWithin: minutes(5), resolveWithin: hours(1) },
    // OCTO-D30: "within 1 hour" of the levels gives way to the two times of the response SLAs, which are exact.
    warning: { priority: "Warning", rank: 1, acknowledgeWithin: minutes(30), resolveWithin: hours(4) },
    info: { priority: "Info", rank: 2, resolveWithin: hours(24) },
  },
  services: [orchestrator, reflexLayer, everything],
  dependencies,
});
