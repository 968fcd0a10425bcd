import { describe, expect, it } from "vitest";
import { analyse } from "../../../lib/promql/analysis/analyse.ts";
import { conventionalBounds, conventionalUnit } from "../../../lib/promql/analysis/conventions.ts";
import { shown } from "../../../lib/promql/analysis/finding.ts";
import type { Knowledge } from "../../../lib/promql/analysis/knowledge.ts";
import { exactly } from "../../../lib/promql/analysis/labels-set.ts";
import { parse } from "../../../lib/promql/parse.ts";

const KNOWN: Knowledge = { unitOf: conventionalUnit, boundsOf: conventionalBounds };

function codes(text: string, knowledge = KNOWN): readonly string[] {
  return analyse(parse(text, { experimental: true }), knowledge, { alert: true }).map(
    ({ code, level }) => `${level} ${code}`,
  );
}

/** Rules that were published with these mistakes, and their kin. */
const NEVER = [
  "count(up) by (service) == 0",
  "count(up) < 1",
  "count_over_time(up[5m]) < 1",
  'sum(rate(x_total{code=~"4.."}[5m])) / sum(rate(x_total[5m]) * 100) > 5',
  'sum(rate(x_total{code=~"5.."}[5m])) / sum(rate(x_total[5m])) > 5',
  "sum by (job, code) (rate(x[5m])) / on (job) group_left () sum by (job) (rate(x[5m])) > 1",
  '1 - sum(rate(x_total{code="200"}[5m])) / sum(rate(x_total[5m])) < 0',
  '(sum(rate(x_total[5m])) - sum(rate(x_total{code="200"}[5m]))) / sum(rate(x_total[5m])) > 1',
  '(sum(rate(x_total{code="500"}[5m])) or vector(0)) / sum(rate(x_total[5m])) >= 2',
  'sum(rate(h_bucket{le="0.5"}[5m])) / sum(rate(h_count[5m])) > 99',
  "sum(rate(hit_total[5m])) / (sum(rate(hit_total[5m])) + sum(rate(miss_total[5m]))) > 1",
  "100 * (count by (job) (up == 0) / count by (job) (up)) > 100",
  "avg_over_time(istio_build_info[1m]) < 1",
  "kube_pod_info == 0",
  "up > 1",
  "up == 0.5",
  "1 - up < 0",
  "sum(up) / count(up) > 1",
  "rate(x[5m]) < 0",
  "absent(x) == 0",
  "sgn(x) == 2",
  "clamp_max(x, 10) > 10",
  "histogram_fraction(0, 1, h) > 50",
  "hour() > 23",
  "x > 5 and x < 3",
  "sum(x) == 1 and sum(x) == 2",
  "sqrt(x) < 0",
  "5 < up",
];

const ALWAYS = [
  'rate(x{result="error"}[5m]) / rate(x[5m]) > 0.01',
  "(100 - clamp(x, 0, 1)) > 0.8",
  "a or vector(0) < 1",
  "rate(a[1m]) or rate(b[1m]) > 0",
];

const LABELS = [
  'rate(x{type="rejected"}[5m]) / rate(x{type="completed"}[5m])',
  "histogram_quantile(.99, sum(rate(b_bucket[2m])) by (host))",
  "start > 0 and absent(done)",
  "sum by (datname) (connections) > max_connections * 0.8",
  "sum by (a, b) (sum by (a) (x))",
  "x * on (a) group_left (b) sum by (a) (y)",
  'sum by (a) (x{a="1"}) / on (a) sum by (b) (y)',
  'x{job="api"} unless y{job="web"}',
  // Without on (job): the quantile has no instance.
  'expiration_seconds_count{job="api"} > 0 and histogram_quantile(0.01, sum by (job, le) (rate(expiration_seconds_bucket{job="api"}[5m]))) < 604800',
  'label_replace(x, "a", "", "", ".*") and on (a) y{a="1"}',
];

const UNITS = [
  "x_seconds > y_milliseconds",
  "time() - x_timestamp_seconds > y_bytes",
  "histogram_quantile(0.9, rate(x_seconds_bucket[5m])) > y_bytes",
  "rate(x_bytes_total[5m]) > y_bytes",
  "x_bytes > 5m",
  "x_bytes / 1024 / 1024 + y_seconds",
  "rate(x_seconds_sum[5m]) / rate(x_seconds_count[5m]) > y_ratio",
  "count(x) > on () y_celsius",
];

/** Written on purpose, as published rules show. */
const SOUND = [
  "up == 0 or absent(up)",
  "(sum(up) or vector(0)) == 0",
  "count(x) > 0",
  "count(up == 0) by (job) > 1",
  "absent(x) == 1",
  "sum(rate(x_total[5m])) >= 0",
  "x >= 0",
  "x == x",
  "vector(1)",
  "vector(1) == 1",
  'ALERTS{severity="info"} == 1 unless on (namespace) ALERTS{severity="warning", alertstate="firing"} == 1',
  "100 * (count(up == 0) by (job, namespace) / count(up) by (job, namespace)) > 10",
  'sum(rate(x_total{code=~"5.."}[5m])) / sum(rate(x_total[5m])) > 0.05',
  "avg(up) by (job) < 0.5",
  "(kube_deployment_spec_replicas > kube_deployment_status_replicas_available) and changes(kube_deployment_status_replicas_updated[10m]) == 0",
  "node_filesystem_avail_bytes / node_filesystem_size_bytes * 100 < 15 and predict_linear(node_filesystem_avail_bytes[6h], 24*60*60) < 0 and node_filesystem_readonly == 0",
  '1 - avg without (cpu) (sum without (mode) (rate(node_cpu_seconds_total{mode=~"idle|iowait"}[5m]))) > 0.9',
  "rate(node_disk_read_time_seconds_total[1m]) / rate(node_disk_reads_completed_total[1m]) > 0.1 and rate(node_disk_reads_completed_total[1m]) > 0",
  "(node_timex_offset_seconds > 0.05 and deriv(node_timex_offset_seconds[5m]) >= 0) or (node_timex_offset_seconds < -0.05 and deriv(node_timex_offset_seconds[5m]) <= 0)",
  'sum by (namespace, pod) (max by (namespace, pod) (kube_pod_status_phase{phase=~"Pending|Failed"}) * on (namespace, pod) group_left (owner_kind) topk by (namespace, pod) (1, max by (namespace, pod, owner_kind) (kube_pod_owner{owner_kind!="Job"}))) > 0',
  'max by (workload, pod) (label_replace(label_replace(kube_pod_owner{owner_kind="ReplicaSet"}, "replicaset", "$1", "owner_name", "(.*)") * on (replicaset, namespace) group_left (owner_name) topk by (replicaset, namespace) (1, max by (replicaset, namespace, owner_name) (kube_replicaset_owner)), "workload", "$1", "owner_name", "(.*)"))',
  "histogram_quantile(0.99, sum(rate(kubelet_pod_worker_duration_seconds_bucket[5m])) by (instance, le)) * on (instance) group_left (node) kubelet_node_name > 60",
  "prometheus_highest_timestamp_in_seconds - ignoring (remote_name, url) group_right () max_over_time(prometheus_queue_highest_sent_timestamp_seconds[5m]) > 120",
  'node_load1 / count without (cpu, mode) (node_cpu_seconds_total{mode="idle"}) > 2',
  "increase(x_total[1h]) > 2 * increase(x_total[1h] offset 1d)",
  "time() - process_start_time_seconds < 600",
  "x_seconds * 1000 > y_milliseconds",
  "rate(x_total[5m]) * 3600 > increase(y_total[1h])",
  "(x_timestamp_seconds - time()) / 86400 < 7",
  "histogram_quantile(0.9, sum by (job) (rate(native_seconds[5m]))) > 1",
  "hour() >= 9 and hour() < 17",
  "(sum(a) by (job) or sum(b) by (job)) > 0",
  'x{job="a"} / on (instance) y{job="b"}',
  'x{code="a"} + ignoring (code) x{code="b"}',
  "container_memory_working_set_bytes / container_spec_memory_limit_bytes > 1",
  "x > 3 and x < 5",
  "jvm_memory_max_bytes == -1",
  "up == 0 unless on (job) (sum by (job) (up) == 0)",
  "sum by (instance, job) ((up == 0) * on (instance) group_left (__name__) (node_time_seconds - node_boot_time_seconds > 600))",
  'count(count_values("config_hash", alertmanager_config_hash)) > 1',
  'label_replace(count by (__name__) ({__name__=~".+"}), "name", "$1", "__name__", "(.+)") > 10000',
  'interval_seconds{quantile="0.9"} / on (interval, instance, job) interval_seconds{quantile="0.5"} > 1.05',
  'sum by (node) ((kube_pod_status_phase{phase="Running"} == 1) + on (uid) group_left (node) (0 * kube_pod_info{pod_template_hash=""})) / sum by (node) (kube_node_status_allocatable{resource="pods"}) * 100 > 90',
  '(restarts_total - restarts_total offset 10m >= 1) and ignoring (reason) min_over_time(last_terminated_reason{reason="OOMKilled"}[10m]) == 1',
  "kube_statefulset_replicas != kube_statefulset_status_replicas_ready > 0",
  "max without (revision) (current_revision unless update_revision) * (replicas != replicas_updated)",
  "ready / desired * 100 < 100 or desired - current > 0",
  'sum by (job) (up{job=~"etcd"} == bool 1) < ((count by (job) (up{job=~"etcd"}) + 1) / 2)',
  "0 <= round((last_over_time(probe_ssl_earliest_cert_expiry[10m]) - time()) / 86400, 0.1) < 3",
  "probe_http_status_code <= 199 or probe_http_status_code >= 400",
  "max(quantile_over_time(0.5, desired_replicas[1d]) == min_replicas) by (hpa) > 3",
  'sum(rate(rest_client_requests_total{code=~"(4|5).."}[1m])) by (instance, job) / sum(rate(rest_client_requests_total[1m])) by (instance, job) * 100 > 1',
  "(count(x) or vector(0)) == 0",
  "sum(x_info) by (version) > 5",
  "x_info * 0 == 0",
  "group(x) by (job) == 1",
  "count(x) * 1000 > on () y_bytes",
];

describe("analyse", () => {
  it.each(NEVER)("refuses %s, which never holds", (text) => {
    expect(codes(text)).toContain("error expression-never");
  });

  it.each(ALWAYS)("warns of %s, which always holds", (text) => {
    expect(codes(text)).toContain("warning expression-always");
  });

  it.each(LABELS)("finds the labels of %s that are not there", (text) => {
    expect(codes(text).join()).toContain("label-impossible");
  });

  it.each(UNITS)("refuses the units of %s", (text) => {
    expect(codes(text)).toEqual(["error unit-mismatch"]);
  });

  it.each(SOUND)("is content with %s", (text) => {
    expect(codes(text)).toEqual([]);
  });

  it("uses what is known of metrics: buckets, labels, how fast they grow", () => {
    const known: Knowledge = {
      ...KNOWN,
      bucketsOf: (name) => (name === "x_seconds_bucket" ? [0.1, 1] : undefined),
      labelsOf: (name) => (name === "job:x:sum" ? exactly(["__name__", "job"]) : undefined),
      rateOf: (name) =>
        name === "node_cpu_seconds_total" ? { low: 0, high: 1.5, nan: false, whole: false } : undefined,
    };
    expect(codes("histogram_quantile(0.9, rate(x_seconds_bucket[5m])) > 1", known)).toEqual(["error expression-never"]);
    expect(codes("histogram_quantile(0.9, rate(x_seconds_bucket[5m])) > 0.9", known)).toEqual([]);
    expect(codes('job:x:sum{pod="a"}', known)).toEqual(["error label-impossible"]);
    expect(codes('job:x:sum{pod!="a"}', known)).toEqual([]);
    // awesome-prometheus-alerts #466: percent compared with a share.
    const idle = 'avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))';
    expect(codes(`100 - ${idle} > .80`, known)).toEqual(["warning expression-always"]);
    expect(codes(`1 - ${idle} > .80`, known)).toEqual([]);
  });

  it("names the part that is wrong, its place and the mend", () => {
    const expression = parse("up == 0 or count by (job) (up) == 0");
    const [finding] = analyse(expression, KNOWN);
    expect(finding).toMatchObject({
      message: "the comparison never holds: the value is never below 1",
      mend: "where nothing is counted there is no result: write absent(up)",
    });
    expect(finding && shown(finding.node, expression)).toBe("count by (job) (up) == 0 at character 12");
  });

  it("takes far less than a millisecond an expression", () => {
    const all = [...NEVER, ...LABELS, ...UNITS, ...SOUND].map((text) => parse(text));
    for (const expression of all) analyse(expression, KNOWN);
    const began = performance.now();
    for (let round = 0; round < 3; round++) for (const expression of all) analyse(expression, KNOWN);
    expect((performance.now() - began) / all.length / 3).toBeLessThan(1);
  });
});
