import { comparisonInWords, quantityInWords, windowName } from "../../model/conventions.ts";
import { not } from "../../model/metric.ts";
import { add, call, div, gt, range, sum } from "../../promql/build.ts";
import { defineEntry } from "./entry.ts";
import { errorDrafts, errorStage, usageDrafts, usageStage } from "./network-scenarios.ts";
import { damagingDevices, loadedDevices } from "./node-exporter-meaning.ts";
import { optional, required, SHORTEST_WINDOW, STATE } from "./parameters.ts";
import { type Scope, scope } from "./selection.ts";

/** Devices that only pass on what a real device carries too: the loopback, and ends of container networks. */
const VIRTUAL = /lo|veth.*|br-.*|cali.*|cbr0|cilium.*|cni.*|docker.*|flannel.*|lxc.*|tunl.*|virbr.*/;

const DEVICES = {
  ...STATE,
  over: required("duration", "Range that the rates are measured over", SHORTEST_WINDOW),
  device: optional("selection", "Network devices to watch; default all but the loopback and those of containers"),
};

/** Rate of a counter that exists once for what is received and once for what is transmitted. */
function bothWays(devices: Scope, what: string, over: number) {
  const by = devices.by("instance", "device");
  const rate = (way: string) =>
    sum(call("rate", range(devices.select(`node_network_${way}_${what}_total`), over * 1_000)), by);
  return add(rate("receive"), rate("transmit"));
}

/**
 * A network device carries much: received and transmitted bytes together, of real devices. The speed of a link is not
 * known of virtual machines (`node_network_speed_bytes` is missing or negative), so the limit is in bytes per second.
 */
export const networkUsage = defineEntry({
  name: "networkUsage",
  about: "A network device of a node carries more than so many bytes per second",
  parameters: { ...DEVICES, bytesPerSecond: required("bytes", "Bytes received and transmitted per second") },
  build: ({ device = not(VIRTUAL), ...options }) => {
    const devices = scope(options, { device });
    const limit = options.bytesPerSecond;
    return {
      expression: gt(bothWays(devices, "bytes", options.over.value), limit.value),
      unit: "bytes",
      summary: "network device {{ $labels.device }} of node {{ $labels.instance }} carries much",
      means:
        `Over the last ${windowName(options.over.value)} the device received and transmitted more than ` +
        `${quantityInWords(limit)} per second. The value is in bytes per second.`,
      meaning: loadedDevices(devices, limit.value, options.over.value),
      stages: [usageStage(devices, limit.value, options.over.value)],
      drafts: usageDrafts({
        scope: devices,
        device,
        limit: limit.value,
        over: options.over.value,
        pending: options.for.value,
      }),
    };
  },
});

/**
 * A network device damages packets. The exporter counts those with errors apart from the whole ones, so the share is of
 * both: with no whole packet at all it is 1, and without traffic it is no number and silent.
 */
export const networkErrors = defineEntry({
  name: "networkErrors",
  about: "More than a share of the packets of a network device has errors",
  parameters: { ...DEVICES, above: required("ratio", "Share of the packets, received and transmitted, with errors") },
  build: ({ device = not(VIRTUAL), ...options }) => {
    const devices = scope(options, { device });
    const over = options.over.value;
    const errors = bothWays(devices, "errs", over);
    return {
      expression: gt(div(errors, add(errors, bothWays(devices, "packets", over))), options.above.value),
      unit: "ratio",
      summary: "network device {{ $labels.device }} of node {{ $labels.instance }} has errors",
      means:
        `Over the last ${windowName(over)} the share of received and transmitted packets with errors is ` +
        `${comparisonInWords("above", options.above)}.`,
      meaning: damagingDevices(devices, options.above.value, over),
      stages: [errorStage(devices, options.above.value, over)],
      drafts: errorDrafts({ scope: devices, limit: options.above.value, over, pending: options.for.value }),
    };
  },
});
