import { assumed, type Given, type Grafana } from "../../lib/index.ts";

/** Where the dashboards are. The document sets some up and names none. */
export const grafana: Given<Grafana> = {
  url: assumed("https://grafana.example.com", "the document sets up dashboards, and has no address of Grafana"),
};
