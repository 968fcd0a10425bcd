import type { System } from "../model/system.ts";
import type { KubernetesObject } from "./bundle.ts";
import { commonLabels } from "./labels.ts";

/** A board as text that is made when it is read, with what its objects are named after. */
export interface BoardText {
  readonly uid: string;
  readonly slug: string;
  json(): string;
}

/**
 * What brings a board to Grafana. The sidecar of Grafana's Helm chart takes ConfigMaps with its label; grafana-operator takes
 * GrafanaDashboards, and a ConfigMap without that label holds their JSON, so that a cluster with both has no board twice.
 */
export function dashboardObjects(board: BoardText, system: System): readonly KubernetesObject[] {
  const labels = commonLabels(system);
  const sidecar = system.grafana?.through !== "operator";
  const name = `${system.name}.dashboard.${board.slug}`;
  const key = `${board.uid}.json`;
  const folder = system.title ?? system.name;
  const namespace = system.namespace === undefined ? {} : { namespace: system.namespace };
  const configMap: KubernetesObject = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      name,
      ...namespace,
      labels: { ...labels, ...(sidecar ? { grafana_dashboard: "1" } : {}) },
      ...(sidecar ? { annotations: { grafana_folder: folder } } : {}),
    },
    get data() {
      return { [key]: board.json() };
    },
  };
  if (sidecar) return [configMap];
  const dashboard: KubernetesObject = {
    apiVersion: "grafana.integreatly.org/v1beta1",
    kind: "GrafanaDashboard",
    metadata: { name, ...namespace, labels },
    spec: {
      // Every Grafana of the operator with the label that its documentation uses.
      instanceSelector: { matchLabels: { dashboards: "grafana" } },
      allowCrossNamespaceImport: true,
      folder,
      configMapRef: { name, key },
    },
  };
  return [configMap, dashboard];
}
