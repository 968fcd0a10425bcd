/** `tsx scripts/tool.ts NAME`: the path of a program as the tests find it, or why there is none. For `.ci/run`. */
import { ALERTMANAGER, AMTOOL } from "../test/support/find-amtool.ts";
import { CRON_ORACLE } from "../test/support/find-cron-oracle.ts";
import { KUBE_SCORE, KUBECONFORM } from "../test/support/find-kube.ts";
import { NETPOL_ANALYZER } from "../test/support/find-netpol-analyzer.ts";
import { PROMETHEUS } from "../test/support/find-prometheus.ts";
import { SHELLCHECK } from "../test/support/find-shellcheck.ts";
import { searchTool } from "../test/support/find-tool.ts";
import { postgresMissing } from "../test/support/postgres.ts";

const name = process.argv[2];
const TOOLS = [ALERTMANAGER, AMTOOL, CRON_ORACLE, KUBE_SCORE, KUBECONFORM, NETPOL_ANALYZER, PROMETHEUS, SHELLCHECK];
const tool = TOOLS.find(({ program }) => program === name);
if (name === "postgres") {
  answer("PostgreSQL 15", postgresMissing());
} else if (tool === undefined) {
  answer("", `no tool is called ${name ?? "nothing"}`);
} else {
  const search = await searchTool(tool);
  if (search.found === undefined) answer("", search.reason);
  else answer(`${search.found} ${search.version}`, undefined);
}

function answer(found: string, missing: string | undefined): void {
  process.stdout.write(`${missing ?? found}\n`);
  process.exitCode = missing === undefined ? 0 : 2;
}
