import fc from "fast-check";
import * as b from "../../lib/index.ts";
import { PROTOCOLS, WORKLOAD_KINDS } from "../../lib/model/workload.ts";
import { duration, leaf, list, mapped, plain, record, same, type Twins, text, twin } from "./twin.ts";

const number = leaf(same(fc.nat(9_999)));
const truth = leaf(same(fc.boolean()));
const list0 = leaf(same(fc.array(fc.string())));
const labels = leaf(same(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string(), { maxKeys: 3 })));

const measured = (make: (value: number) => unknown, suffix: string): Twins =>
  leaf(fc.nat(9_999).map((value) => twin(make(value), `${value}${suffix}`)));
const size = fc.oneof(measured(b.mebibytes, "MiB"), measured(b.gibibytes, " GiB"), measured(b.bytes, "B"));
const resources = record({
  "cpu?": fc.oneof(measured(b.cores, " cores"), measured(b.cores, " core")),
  "memory?": size,
});
const share = measured(b.percent, "%");
const rate = fc.oneof(measured(b.perSecond, "/s"), measured(b.perMinute, " per minute"));

/** What runs already. */
export const workload = record({
  kind: same(fc.constantFrom(...WORKLOAD_KINDS)),
  name: text,
  "container?": text,
  "namespace?": text,
  "labels?": labels,
  "ports?": list(record({ name: plain, port: number, "protocol?": same(fc.constantFrom(...PROTOCOLS)) })),
  "replicas?": number,
  "requests?": resources,
  "limits?": resources,
  "sidecars?": list0,
  "startup?": duration,
  "hostNetwork?": truth,
  "singleWriter?": truth,
});

const pods = record({ namespace: text, "labels?": labels });
const numbers = leaf(same(fc.array(fc.nat(65_535))));

/** Which connections are let through. */
export const network = mapped(
  record({
    plugin: same(fc.constantFrom("kubernetes", "cilium")),
    dns: record({ namespace: text, "labels?": labels, "port?": number, "nodeLocal?": text }),
    "prometheus?": pods,
    "apiServer?": record({ cidrs: list0, ports: numbers }),
    "nodes?": list0,
    "mesh?": record({ kind: same(fc.constant("istio")), control: pods }),
    "acme?": record({ through: plain }),
    "quarantine?": record({ label: text, forensics: list(record({ from: pods, port: number, why: text }), 0) }),
    "enforced?": list(plain),
  }),
  b.network,
);

/** Connections that pods open. */
export const connects = list(record({ to: plain, "ports?": list(plain), "why?": text }));

/** Who reaches pods from outside. */
export const exposed = list(
  fc.oneof(record({ through: plain, "port?": text, "why?": text }), record({ from: list0, "port?": text, why: text })),
);

/** How something outside is reached. */
export const external = record({
  "hosts?": list0,
  "cidrs?": list0,
  "except?": list0,
  "ports?": numbers,
  "anywhere?": text,
});

/** Metrics that {@link scaling} names. */
export const METRICS = {
  requests: b.counter("http_requests_total", { labels: ["status"] }),
  waiting: b.gauge("queue_size", { unit: "count" }),
};

const metric: Twins = fc.constantFrom(
  twin(METRICS.requests, "http_requests_total"),
  twin(METRICS.requests.where({ status: /5../ }), 'http_requests_total{status=~"5.."}'),
  twin(METRICS.waiting, "queue_size"),
);
const resource = (kind: "cpu" | "memory", make: typeof b.onCpu): Twins =>
  record({ target: share, "of?": same(fc.constantFrom("request", "limit")) }).map(([typescript, yaml]) => {
    const { target, ...of }: { target: b.Quantity<"ratio">; of?: "request" | "limit" } = typescript;
    return twin(make(target, of), { [kind]: yaml });
  });
const carried = fc.oneof(rate, leaf(fc.nat(99).map((value) => twin(b.count(value), value))));
const load: Twins = record({ metric, perReplica: carried, "over?": duration }).map(([typescript, yaml]) => {
  const { metric: one, ...spec }: { metric: b.Metric; perReplica: b.Quantity<"count"> } = typescript;
  return twin(b.onLoad(one, spec), { load: yaml });
});
const step = fc.oneof(record({ pods: number, every: duration }), record({ share, every: duration }));
const pace = record({
  stabilization: duration,
  steps: list(step),
  "select?": same(fc.constantFrom("largest", "smallest", "none")),
});

/** How many replicas a service has. */
export const scaling = mapped(
  record({
    "name?": text,
    min: number,
    max: number,
    on: list(fc.oneof(resource("cpu", b.onCpu), resource("memory", b.onMemory), load)),
    "up?": pace,
    "down?": pace,
    "carries?": rate,
    "maxUnavailable?": number,
    "recommendsRequests?": truth,
    "room?": resources,
  }),
  b.scaling,
);
