import { DASHBOARDS_THROUGH, type Dashboard, type Grafana, type Panel } from "../dashboard.ts";
import { choice, type Keys, list, object, plain, type Schema, use } from "./parts.ts";

/** Where dashboards are shown. */
export const GRAFANA: Schema = object(
  "Where dashboards are shown.",
  {
    url: use("text", "Base address, without a slash at the end."),
    through: choice(
      "how dashboards come to Grafana",
      DASHBOARDS_THROUGH,
      "What brings dashboards to a Grafana on Kubernetes; default sidecar.",
    ),
  } satisfies Keys<Grafana>,
  ["url"],
);

const query = object(
  "One query.",
  {
    promql: plain("The query; ranges of raw rates are written $__rate_interval.", 'up{job="checkout"}'),
    legend: plain("Name of each series; it may name labels.", "{{pod}}"),
  } satisfies Keys<Panel["queries"][number]>,
  ["promql", "legend"],
);

const panel = object(
  "A panel.",
  {
    title: use("text", "Heading."),
    about: use("text", "What it shows."),
    unit: use("unit", "Unit of its values."),
    queries: list("What it asks for.", query),
    objective: plain("Objective whose thresholds are drawn: service/objective.", "api/latency"),
  } satisfies Keys<Panel>,
  ["title", "about", "unit", "queries"],
);

/** A dashboard that the documents name. */
export const DASHBOARD: Schema = object(
  "A dashboard that the documents name.",
  {
    about: use("text", "What am I looking at."),
    shows: use("duration", "Time range that it opens with."),
    refresh: use("duration", "How often it asks again."),
    panels: list("Its panels, in order.", panel),
  } satisfies Keys<Omit<Dashboard, "name">>,
  ["about", "shows", "refresh", "panels"],
);
