import type { Meaning } from "../../model/observed.ts";
import { byObject, newestOf } from "./meaning.ts";
import type { Scope } from "./selection.ts";

/** What a certificate can be in. */
export type CertificateState = "expiring" | "expired" | "never";

/** A certificate in a state; the newest end that is told of it counts. Units: `within` in seconds. */
export function certificatesThatAre(
  state: CertificateState,
  scope: Scope,
  namespaceLabel: string,
  within: number,
): Meaning {
  return (observed) => {
    const told = scope.sees(observed, "certmanager_certificate_expiration_timestamp_seconds");
    return [...byObject(told, scope.by(namespaceLabel, "name").by).values()].map((certificate) => ({
      labels: certificate.labels,
      value: (time) => {
        const end = newestOf(certificate, time);
        if (end === undefined) return undefined;
        if (state === "never") return end === 0 ? 0 : undefined;
        if (state === "expired") return end > 0 && end <= time ? time - end : undefined;
        return end > time && end - time < within ? end - time : undefined;
      },
    }));
  };
}
