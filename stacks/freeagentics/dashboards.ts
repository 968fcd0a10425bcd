import {
  assumed,
  type Dashboard,
  dashboard,
  type Given,
  type Grafana,
  hours,
  minutes,
  seconds,
} from "../../lib/index.ts";

/** Where the dashboards are. */
export const grafana: Given<Grafana> = {
  url: assumed(
    "https://freeagentics.com/grafana",
    "the health check asks /grafana/api/health there; no more is stated",
  ),
};

const recorded = (series: string, objective: string): string =>
  `${series}{system="freeagentics",service="backend",objective="${objective}"}`;

/** FREE-DASH-01. */
const systemOverview = dashboard("System Overview Dashboard", {
  about: "Whether users are served: how much they ask, how often it fails, how long it takes, and how many they are.",
  shows: hours(24),
  refresh: seconds(30),
  panels: [
    {
      title: "Request rate",
      about: "Requests per second, as the alerts count them.",
      unit: "per-second",
      queries: [{ promql: recorded("objective:events:rate5m", "error-rate"), legend: "requests" }],
    },
    {
      title: "Error rate",
      about: "The error rate: share of requests that end with a 5xx, as the alerts compare it.",
      unit: "ratio",
      queries: [{ promql: recorded("objective:error_ratio:rate5m", "error-rate"), legend: "5xx" }],
      objective: "backend/error-rate",
    },
    {
      title: "Response time",
      about: "The response time: p95 of all requests, as the alerts compare it.",
      unit: "seconds",
      queries: [{ promql: recorded("objective:value_seconds:rate5m", "response-time"), legend: "p95" }],
      objective: "backend/response-time",
    },
    {
      title: "Active users",
      about: "How many active users there are now.",
      unit: "count",
      queries: [
        { promql: 'sum(freeagentics_active_users{job="backend",namespace="$namespace"})', legend: "active users" },
      ],
    },
  ],
});

const endpointTime =
  "histogram_quantile(0.95, sum by (le, endpoint) " +
  '(rate(http_request_duration_seconds_bucket{job="backend",namespace="$namespace"}[$__rate_interval])))';

const transactions = (outcome: string): string =>
  `sum(rate(pg_stat_database_xact_${outcome}{job="postgres",namespace="$namespace",datname="freeagentics"}[$__rate_interval]))`;

const lookups = (outcome: string): string =>
  `sum(rate(redis_keyspace_${outcome}_total{job="redis",namespace="$namespace"}[$__rate_interval]))`;

/** FREE-DASH-02. */
const applicationPerformance = dashboard("Application Performance Dashboard", {
  about: "Where the time goes: which endpoint is slow, and whether database and cache are the reason.",
  shows: hours(6),
  refresh: seconds(15),
  panels: [
    {
      title: "Endpoint performance",
      about: "p95 of the response time of each endpoint.",
      unit: "seconds",
      queries: [{ promql: endpointTime, legend: "{{endpoint}}" }],
      objective: "backend/response-time",
    },
    {
      title: "Database queries",
      about:
        "The load of database queries: transactions per second, those that end well and those that are rolled back.",
      unit: "per-second",
      queries: [
        { promql: transactions("commit"), legend: "committed" },
        { promql: transactions("rollback"), legend: "rolled back" },
      ],
    },
    {
      title: "Cache hit rate",
      about: "The cache hit rate: share of look-ups that Redis answers.",
      unit: "ratio",
      queries: [{ promql: `${lookups("hits")} / (${lookups("hits")} + ${lookups("misses")} > 0)`, legend: "hits" }],
    },
  ],
});

const NODES = 'cluster="freeagentics",job="node-exporter"';
const IDLE = `sum by (instance) (rate(node_cpu_seconds_total{${NODES},mode="idle"}[$__rate_interval]))`;
const ALL = `sum by (instance) (rate(node_cpu_seconds_total{${NODES}}[$__rate_interval]))`;
const DISKS = `${NODES},fstype!~"autofs|devtmpfs|erofs|fuse[.]lxcfs|iso9660|nsfs|overlay|ramfs|squashfs|tmpfs"`;

const traffic = (way: string): string =>
  `sum by (instance) (rate(node_network_${way}_bytes_total{${NODES},device!~"lo|veth.*|br-.*|cali.*|docker.*|flannel.*"}[$__rate_interval]))`;

/** FREE-DASH-03. */
const infrastructure = dashboard("Infrastructure Dashboard", {
  about: "What the backend runs on: the nodes' CPU, memory, disks and network, and what its pods use of theirs.",
  shows: hours(12),
  refresh: minutes(1),
  panels: [
    {
      title: "CPU",
      about: "Used share of each node's CPU, all cores together.",
      unit: "ratio",
      queries: [{ promql: `1 - ${IDLE} / ${ALL}`, legend: "{{instance}}" }],
    },
    {
      title: "Memory",
      about: "Used share of each node's memory.",
      unit: "ratio",
      queries: [
        {
          promql: `1 - max by (instance) (node_memory_MemAvailable_bytes{${NODES}}) / max by (instance) (node_memory_MemTotal_bytes{${NODES}})`,
          legend: "{{instance}}",
        },
      ],
    },
    {
      title: "Disk",
      about: "Used share of the disk, by filesystem that can be written.",
      unit: "ratio",
      queries: [
        {
          promql:
            `1 - max by (instance, mountpoint) (node_filesystem_avail_bytes{${DISKS}}) ` +
            `/ max by (instance, mountpoint) (node_filesystem_size_bytes{${DISKS}})`,
          legend: "{{instance}} {{mountpoint}}",
        },
      ],
    },
    {
      title: "Network",
      about: "Bytes per second that each node receives from the network and sends.",
      unit: "bytes",
      queries: [
        { promql: traffic("receive"), legend: "{{instance}} receives" },
        { promql: traffic("transmit"), legend: "{{instance}} sends" },
      ],
    },
    {
      title: "Kubernetes resources",
      about: "What each backend pod uses: CPU of its request, memory of its limit.",
      unit: "ratio",
      queries: [
        { promql: recorded("objective:value_ratio:rate5m", "cpu"), legend: "{{pod}} CPU" },
        { promql: recorded("objective:value_ratio:last", "memory"), legend: "{{pod}} memory" },
      ],
    },
  ],
});

/** The dashboards of the document, in its order. */
export const dashboards: readonly Dashboard[] = [systemOverview, applicationPerformance, infrastructure];
