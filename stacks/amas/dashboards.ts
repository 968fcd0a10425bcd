import { assumed, type Given, type Grafana } from "../../lib/index.ts";

/** Where the dashboards are. */
export const grafana: Given<Grafana> = {
  url: assumed("https://grafana.example.com", "the document knows no Grafana; ours, so that alerts lead to numbers"),
};
