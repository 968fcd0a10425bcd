import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe } from "vitest";
import { plain } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import type { AlertmanagerConfiguration } from "../../lib/routes/configuration.ts";
import { ALERTMANAGER } from "../support/find-amtool.ts";
import { PROMETHEUS } from "../support/find-prometheus.ts";
import { describeWith, searchTool } from "../support/find-tool.ts";
import { isFullRun } from "../support/promtool.ts";
import { freePort, pause } from "./receive.ts";

const [prometheus, alertmanager] = [await searchTool(PROMETHEUS), await searchTool(ALERTMANAGER)];

/** A `describe` that needs the real Prometheus and Alertmanager, in a full run only; it fails there without them. */
export function describeWithRealAlerting(name: string, body: () => void): void {
  if (!isFullRun) {
    describe.skip(`${name} (skipped, it takes the real programs a minute: BURNLINE_REQUIRE_TOOLS=1 runs it)`, body);
    return;
  }
  const missing = [prometheus, alertmanager].flatMap((search) => (search.found === undefined ? [search.reason] : []));
  describeWith("Prometheus 3 and Alertmanager", missing.length === 0 ? undefined : missing.join("; "), name, body);
}

/** A program that was started by a test. */
export interface Running {
  readonly url: string;
  /** Stops it and removes its folder. */
  stop(): Promise<void>;
}

/** Starts an Alertmanager of its own on loopback. @throws Error with what it says when it does not become ready */
export async function startAlertmanager(configuration: AlertmanagerConfiguration): Promise<Running> {
  return start(alertmanager.found ?? "", { "alertmanager.yml": toYaml(plain(configuration)) }, (folder, address) => [
    `--config.file=${join(folder, "alertmanager.yml")}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    "--cluster.listen-address=",
  ]);
}

/** Starts a Prometheus of its own on loopback; `files` lie in its folder. @throws Error as {@link startAlertmanager} */
export async function startPrometheus(files: Readonly<Record<string, string>>): Promise<Running> {
  return start(prometheus.found ?? "", files, (folder, address) => [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
    // An alert must not time out at Alertmanager because a busy machine evaluates late.
    "--rules.alert.resend-delay=5s",
  ]);
}

async function start(
  program: string,
  files: Readonly<Record<string, string>>,
  args: (folder: string, address: string) => readonly string[],
): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), "burnline-e2e-"));
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, args(folder, address), { stdio: ["ignore", "pipe", "pipe"], cwd: folder });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  const stop = async (): Promise<void> => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://${address}`;
  for (let tries = 0; tries < 150; tries++) {
    if (child.exitCode !== null) break;
    const isReady = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { url, stop };
    await pause(100);
  }
  await stop();
  throw new Error(`${program} does not become ready: ${log}`);
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.on("exit", () => done());
    child.kill("SIGKILL");
  });
}
