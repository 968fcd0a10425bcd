import { assumed, minutes, scrape, seconds } from "../../lib/index.ts";

/** A scrape that somebody else configures. X-D01: without it rules are blind, and no rule of the document says so. */
export const platformScrape = (
  job: string,
  options: {
    readonly alert?: string;
    readonly matchers?: Readonly<Record<string, string>>;
    readonly port?: string;
  } = {},
) =>
  scrape({
    job: assumed(job, `the document does not name the ${job} job; this is its usual name`),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    through: { kind: "external" },
    ...(options.matchers === undefined ? {} : { matchers: options.matchers }),
    ...(options.port === undefined ? {} : { port: assumed(options.port, "the exporter's port has no name") }),
    down: {
      ...(options.alert === undefined ? {} : { alert: options.alert }),
      after: assumed(minutes(10), "not stated; rules are blind meanwhile, users are not"),
      severity: "warning",
    },
  });
