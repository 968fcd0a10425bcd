import { assumed, days, minutes, system } from "../../lib/index.ts";
import { alerting } from "./alerting.ts";
import { dashboards, grafana } from "./dashboards.ts";
import { escalation } from "./escalation.ts";
import { NAMESPACE } from "./metrics.ts";
import { policies } from "./network.ts";
import { dependencies } from "./platform.ts";
import { procedures } from "./procedures/procedures.ts";
import { orchestrator, reflexLayer } from "./services.ts";
import { settings } from "./settings.ts";
import { severities } from "./severities.ts";
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
  severities,
  services: [orchestrator, reflexLayer, everything],
  dependencies,
  alerting,
  escalation,
  procedures,
  settings,
  grafana,
  dashboards,
  network: policies,
});
