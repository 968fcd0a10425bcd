import { shell } from "../model/procedure.ts";
import type { GuidanceMaker } from "./guidance.ts";

const deployed: GuidanceMaker = (at) => ({
  first: [
    "Nothing has to be done by itself: it says that something changed. If another alert began at the same time, begin here.",
    shell(
      "See what was released, and when",
      `kubectl${at} rollout history "deployment/$DEPLOYMENT"\nkubectl${at} get replicasets -o wide`,
    ),
  ],
  investigate: [],
  remedies: [
    {
      cause: "The release is not wanted, or breaks something",
      steps: [
        shell("Go back to the release before", `kubectl${at} rollout undo "deployment/$DEPLOYMENT"`, {
          destructive: "replaces every pod of the deployment with the release before",
        }),
      ],
    },
  ],
});

const scaled: GuidanceMaker = (at) => ({
  first: [
    "Nothing has to be done by itself: it says that the load changed.",
    shell(
      "See what the autoscaler measured, and what it decided",
      `kubectl${at} get hpa\nkubectl${at} describe hpa "$HPA"`,
    ),
  ],
  investigate: [],
  remedies: [
    {
      cause: "It is at its maximum",
      steps: [
        "Find out whether the load is wanted; raise the maximum only where the database and the nodes can take it.",
      ],
    },
    {
      cause: "It goes up and down all the time",
      steps: ["Its target is too near to what one replica needs, or its stabilization window too short."],
    },
  ],
});

const configured: GuidanceMaker = (at) => ({
  first: [
    "Nothing has to be done by itself: it says that the configuration changed. Pods that read it at their start have the old one until they restart.",
    shell(
      "See what it holds now, and who wrote it",
      `kubectl${at} get configmap "$CONFIGMAP" -o yaml --show-managed-fields`,
    ),
  ],
  investigate: [
    "Compare with what is in version control; a change that is only in the cluster is lost with the next release.",
  ],
  remedies: [
    {
      cause: "The change is not wanted",
      steps: ["Apply the one of version control again, and restart what reads it."],
    },
  ],
});

const certificate: GuidanceMaker = (at) => ({
  first: [
    shell(
      "See which certificate, and what cert-manager says of it",
      `kubectl${at} get certificates\nkubectl${at} describe certificate "$CERTIFICATE"`,
    ),
    shell("See the request that did not succeed", `kubectl${at} get certificaterequests,orders,challenges`, {
      expect: "the newest order or challenge has the reason: DNS, the HTTP path, a rate limit of the issuer",
    }),
  ],
  investigate: [
    shell("Read what cert-manager said", "kubectl -n cert-manager logs deployment/cert-manager --since=1h --tail=200"),
    shell(
      "See what is really served",
      'echo | openssl s_client -connect "$HOST:443" -servername "$HOST" 2>/dev/null | openssl x509 -noout -dates -issuer',
    ),
  ],
  remedies: [
    {
      cause: "The challenge cannot be reached",
      steps: [
        "Mend the DNS record, or let the path /.well-known/acme-challenge/ through; cert-manager tries again by itself.",
      ],
    },
    {
      cause: "It is not tried again",
      steps: [
        shell("Have it issued anew", `cmctl renew${at} "$CERTIFICATE"`, {
          destructive: "asks the issuer for another certificate; issuers allow only so many in a week",
        }),
      ],
    },
    {
      cause: "The limit of the issuer is reached",
      steps: ["Wait until it is over, or use another issuer; do not try again in a loop."],
    },
  ],
});

/** Advice for conditions of releases, autoscalers, configuration and certificates. */
export const CHANGE_ADVICE: Readonly<Record<string, GuidanceMaker>> = {
  deploymentChanged: deployed,
  hpaScaledUp: scaled,
  hpaScaledDown: scaled,
  configMapChanged: configured,
  certificateExpiring: certificate,
  certificateExpired: certificate,
  certificateNeverIssued: certificate,
};
