import { formatDuration } from "../core/duration.ts";
import { given } from "../core/given.ts";
import { BurnlineError, type Issue } from "../core/issue.ts";
import type { Json } from "../core/json.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Scrape } from "../model/scrape.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";

/** A scrape whose targets are known by their addresses. */
type StaticScrape = Scrape & { readonly addresses: readonly string[] };

/**
 * The part of a Prometheus configuration that scrapes a system on hosts: for `scrape_config_files`, or a configuration of
 * its own. Nothing for a system that runs on Kubernetes only, whose targets its monitors find.
 *
 * @throws BurnlineError when two scrapes share a job; Prometheus refuses such a configuration
 */
export function scrapeConfig(system: System): Json | undefined {
  if (!system.runs.includes("host")) return undefined;
  const scrapes = [...system.services, ...system.dependencies].flatMap(staticScrape);
  const shared = sharedJobs(scrapes);
  if (shared.length > 0) throw new BurnlineError(shared);
  return scrapes.length === 0 ? undefined : { scrape_configs: scrapes.map(job) };
}

function staticScrape({ scrape }: Service | Dependency): readonly StaticScrape[] {
  if (scrape?.addresses === undefined || scrape.through?.kind === "external") return [];
  return [{ ...scrape, addresses: scrape.addresses }];
}

function job({ job: name, every, path, addresses, matchers }: StaticScrape): Json {
  return {
    job_name: name,
    scrape_interval: formatDuration(every.value * 1_000),
    ...given("metrics_path", path),
    // Rules select these labels, so the targets have to carry them.
    static_configs: [{ targets: addresses, ...given("labels", matchers) }],
  };
}

function sharedJobs(scrapes: readonly Scrape[]): readonly Issue[] {
  const jobs = scrapes.map((scrape) => scrape.job);
  return [...new Set(jobs.filter((name, index) => jobs.indexOf(name) !== index))].map((name) => ({
    code: "scrape-job-shared",
    path: "scrape.job",
    message: "two scrapes on hosts have the same job",
    found: name,
    expected: "one job for each",
    mend: "rename one of them",
  }));
}
