import { procedure, shell } from "../../../lib/index.ts";
import { APP, CAPACITY, WORKER } from "../names.ts";
import { health, onHost, processes, RESTART, restart, UPDATE_ENV } from "./commands.ts";
import { scaleOut } from "./latency.ts";
import { collectedNow, overheadNow, p95Now, targets } from "./queries.ts";

const worst = shell("See what uses most", "ps -eo pid,comm,%cpu,%mem --sort=-%cpu | head -n 15\nuptime", {
  expect: "the load is below the number of cores (`nproc`)",
});

export const stopMeasuring = [
  shell("Disable monitoring temporarily", `export DISABLE_METRICS_COLLECTION=true\n${RESTART}`, {
    destructive:
      "Restarts the backend, and from here on nothing is measured: alerts named Absent fire after 15 minutes, and others cannot.",
    mended: UPDATE_ENV,
  }),
  shell("Switch it on again, within the hour", `export DISABLE_METRICS_COLLECTION=false\n${RESTART}`, {
    destructive: "Restarts the backend once more.",
    mended: "P-22: the document has no step back, and AMAS would stay unwatched",
  }),
] as const;

/** AMAS-RUNBOOK-07. */
export const overload = procedure("System overload", {
  alerts: ["AmasSystemOverload", "AmasHighCPU"],
  about: "The CPU of the host is nearly used up: requests wait for it. Start with what users do not miss.",
  symptoms: ["CPU of the host is high", "Everything is slow together"],
  first: [
    onHost,
    worst,
    processes,
    shell("Stop non-critical services", `pm2 stop ${WORKER}`, {
      destructive: "Delayed rewards are not computed until it runs again.",
    }),
    ...scaleOut,
  ],
  investigate: [
    p95Now,
    overheadNow,
    "Compare with the same hour of last week: more load, or the same load that costs more since a release?",
  ],
  remedies: [
    {
      cause: `More load than one instance takes (${CAPACITY.requests}, ${CAPACITY.users})`,
      steps: ["Add an instance; AmasHighCPU says when it is time"],
    },
    { cause: "Measuring itself takes too much", steps: stopMeasuring },
    { cause: "The last release costs more", steps: ["Deploy the one before; profile it on staging"] },
    {
      cause: "Another program on the host",
      steps: ["Stop it, or run it at night: a backup or a build takes the CPU for minutes"],
    },
  ],
  verify: [
    worst,
    p95Now,
    shell("Start what you stopped", `pm2 start ${WORKER}`, { mended: "P-22: the document has no step back" }),
    collectedNow,
  ],
  escalate: [
    "L2 Senior Engineer: the CPU is still used up after 30 minutes",
    "Infrastructure: the host cannot take another instance",
  ],
  prevent: ["Scale when AmasHighCPU fires, which comes before AmasSystemOverload."],
});

/** AMAS-CAPACITY-03: restart and investigate the leak. */
export const memory = procedure("Memory fills up", {
  alerts: ["AmasHighMemory"],
  about: `Memory of the host fills up. ${APP} uses ${CAPACITY.memory}; much more is a leak, which ends with the process being killed.`,
  first: [onHost, shell("See who uses it", "ps -eo pid,comm,rss,%mem --sort=-rss | head -n 10\nfree -m"), processes],
  investigate: [
    shell(
      "Take a picture of the heap first: after the restart the leak is gone, and its cause is not",
      `PID=$(pm2 pid ${APP})
kill -USR2 "$PID"
find . -maxdepth 1 -name '*.heapsnapshot' -mmin -5`,
      {
        destructive:
          "Takes a file as large as the heap and stops the process for seconds. Without `--heapsnapshot-signal=SIGUSR2` among Node's options the signal ends the process, which pm2 then restarts.",
      },
    ),
  ],
  remedies: [
    {
      cause: "The backend leaks",
      steps: [restart("Restart it"), "Investigate the leak with the picture, before the next release"],
    },
    { cause: "Another program grows", steps: ["Restart that one, or move it to another host"] },
    { cause: "It is all needed", steps: ["A larger host, or a second one"] },
  ],
  verify: [health, shell("See that memory stays free", "free -m")],
  escalate: ["L2 Senior Engineer: it is full again within the day", "Infrastructure: the host is too small"],
});

/** Hosts that nobody sees. */
export const hostsUnseen = procedure("The host is not measured", {
  alerts: ["NodeExporterDown"],
  about: "Users notice nothing, but until it is back nobody is told that CPU or memory are used up.",
  first: [
    onHost,
    shell(
      "Ask the exporter",
      "curl -fsS --max-time 10 http://localhost:9100/metrics | grep -c '^node_cpu_seconds_total'",
      { expect: "more than 0" },
    ),
    targets("node"),
    worst,
  ],
  remedies: [
    {
      cause: "It does not run",
      steps: [shell("Start it", "sudo systemctl restart node_exporter\nsystemctl status node_exporter --no-pager")],
    },
    {
      cause: "It runs, and Prometheus does not reach it",
      steps: ["The error stands on Prometheus' page of targets: name, port 9100, firewall"],
    },
  ],
  verify: [targets("node")],
  escalate: ["Not back within 4 hours: Infrastructure"],
});
