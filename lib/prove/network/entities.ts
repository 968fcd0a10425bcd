import { readAddress } from "../../kubernetes/address.ts";
import { type AddressRange, hostCidr, rangeOf, readCidr } from "../../kubernetes/cidr.ts";
import type { Network } from "../../model/network.ts";
import type { Entities } from "../../network/reach/compiled.ts";

/**
 * The addresses of the model behind what Cilium knows without one. A pod that is let out to `host` is let out to every address of its
 * node; only that of the name server there is compared, as the model has no other connection to the own node.
 */
export function entitiesOf({ dns, nodes = [], apiServer }: Network): Entities {
  const cache = dns.nodeLocal === undefined ? undefined : readAddress(dns.nodeLocal);
  const ofNodes = ranges(nodes);
  return {
    egress: {
      host: cache === undefined ? [] : [rangeOf(hostCidr(cache))],
      "kube-apiserver": ranges(apiServer?.cidrs ?? []),
    },
    ingress: { host: ofNodes, "remote-node": ofNodes },
  };
}

function ranges(cidrs: readonly string[]): readonly AddressRange[] {
  return cidrs.flatMap((text) => {
    const cidr = readCidr(text);
    return cidr === undefined ? [] : rangeOf(cidr);
  });
}
