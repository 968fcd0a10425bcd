import type { Duration } from "../../core/quantity.ts";
import { quantityInWords } from "../../model/conventions.ts";
import type { LabelSelection } from "../../model/metric.ts";
import { call, eqv, gt, gte, lt, max, sub } from "../../promql/build.ts";
import { type CertificateState, certificatesThatAre } from "./certificates-meaning.ts";
import { certificateDrafts, certificateStage } from "./certificates-scenarios.ts";
import { defineEntry } from "./entry.ts";
import { NAMESPACED, optional, required, STATE } from "./parameters.ts";
import { scope } from "./selection.ts";

const CERTIFICATES = {
  ...STATE,
  ...NAMESPACED,
  namespaceLabel: optional(
    "text",
    "Label with the Certificate's namespace; `exported_namespace` where cert-manager is scraped without honor_labels; default `namespace`",
  ),
  certificate: optional("selection", "Names of the Certificates; default all of the namespace"),
};

interface Certificates {
  readonly for: Duration;
  readonly job: string;
  readonly matchers?: Readonly<Record<string, LabelSelection>>;
  readonly namespace: string | RegExp;
  readonly namespaceLabel?: string;
  readonly certificate?: LabelSelection;
}

function certificates({ namespace, namespaceLabel = "namespace", certificate, ...rest }: Certificates) {
  const known = scope(rest, { [namespaceLabel]: namespace, name: certificate });
  return {
    // Two controllers answer while cert-manager is rolled out; the newer certificate is the one in use.
    expires: max(
      known.select("certmanager_certificate_expiration_timestamp_seconds"),
      known.by(namespaceLabel, "name"),
    ),
    object: `certificate {{ $labels.${namespaceLabel} }}/{{ $labels.name }}`,
    shown: (state: CertificateState, within = 0) => {
      const told = { scope: known, namespaceLabel, namespace, within, pending: rest.for.value };
      return {
        meaning: certificatesThatAre(state, known, namespaceLabel, within),
        stages: [certificateStage(state, told)],
        drafts: certificateDrafts(state, told),
      };
    },
  };
}

/**
 * A certificate of cert-manager ends soon. cert-manager exports 0 for a certificate that was never issued; that, and one
 * that has ended, have alerts of their own ({@link certificateNeverIssued}, {@link certificateExpired}): declare them
 * too, since this one resolves at the end. cert-manager renews by itself after two thirds of the lifetime, so an alert
 * means that renewal fails.
 */
export const certificateExpiring = defineEntry({
  name: "certificateExpiring",
  about: "A certificate of cert-manager ends within a duration",
  parameters: { ...CERTIFICATES, within: required("duration", "Time left from which the alert fires") },
  build: (options) => {
    const { expires, object, shown } = certificates(options);
    const left = sub(expires, call("time"));
    return {
      expression: gt(lt(left, options.within.value), 0),
      unit: "seconds",
      summary: `${object} expires soon`,
      means: `The certificate is valid for less than ${quantityInWords(options.within)} more. The value is the time left.`,
      ...shown("expiring", options.within.value),
    };
  },
});

/** A certificate of cert-manager has ended: users see errors. Excludes the 0 of certificates that were never issued. */
export const certificateExpired = defineEntry({
  name: "certificateExpired",
  about: "A certificate of cert-manager has ended",
  parameters: CERTIFICATES,
  build: (options) => {
    const { expires, object, shown } = certificates(options);
    return {
      expression: gte(sub(call("time"), gt(expires, 0)), 0),
      unit: "seconds",
      summary: `${object} has expired`,
      means: "The certificate is not valid any more. The value is the time since its end.",
      ...shown("expired"),
    };
  },
});

/** A certificate that cert-manager has never issued: its end is exported as 0 until then. Issuing takes minutes. */
export const certificateNeverIssued = defineEntry({
  name: "certificateNeverIssued",
  about: "A certificate was declared and cert-manager has not issued it",
  parameters: CERTIFICATES,
  build: (options) => {
    const { expires, object, shown } = certificates(options);
    return {
      expression: eqv(expires, 0),
      summary: `${object} was never issued`,
      means: "cert-manager knows the certificate and has not issued it: its end is exported as 0.",
      ...shown("never"),
    };
  },
});
