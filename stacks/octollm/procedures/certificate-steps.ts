import { FIREWALL_RULE, ISSUER } from "../configuration.ts";
import { NAMESPACE } from "../metrics.ts";
import { shell } from "./shell.ts";

/** Commands about a certificate ask for these variables. */
export const nameCertificate = shell(
  "Say which certificate it is: labels `namespace` and `name` of the alert",
  `export NAMESPACE=${NAMESPACE}
export CERTIFICATE='' # like api-tls-cert
export DOMAIN=octollm.dev # the host that it is for`,
);

/** Whether the issuer is ready and has its account. */
export const issuer = [
  shell(
    "See whether the issuers are ready",
    `kubectl get clusterissuer
kubectl describe clusterissuer ${ISSUER.prod}`,
    { expect: "Status Ready, ACME account registered True" },
  ),
] as const;

/** Whether Let's Encrypt could fetch the file of a challenge. */
export const challenge = shell(
  "HTTP-01: see whether the path of challenges is reachable",
  'curl -I "http://$DOMAIN/.well-known/acme-challenge/test"',
  {
    expect: "404, or a redirect to HTTPS. A timeout or a refused connection: Let's Encrypt cannot reach it either.",
    mended: "http: the challenge begins there, and with an expired certificate curl refuses https before it asks",
  },
);

export const httpsWorks = shell("See that HTTPS works", 'curl -I "https://$DOMAIN"', {
  expect: "An HTTP status, and no error of the certificate.",
});

/** All three parts of cert-manager anew. */
export const restartCertManager = [
  shell(
    "Restart cert-manager",
    `kubectl rollout restart deployment -n cert-manager cert-manager
kubectl rollout restart deployment -n cert-manager cert-manager-webhook
kubectl rollout restart deployment -n cert-manager cert-manager-cainjector`,
    { destructive: "No certificate of the whole cluster is issued or renewed meanwhile." },
  ),
  shell(
    "Wait until it is ready",
    `kubectl wait --for=condition=ready pod -n cert-manager \\
  -l app=cert-manager --timeout=2m`,
  ),
] as const;

const P_13 =
  "P-13: the request of this certificate only. kubectl rejects the document's command, and repaired it would delete the requests of all certificates of the namespace";

/** Has cert-manager try again, for one certificate. */
export const renew = [
  shell(
    "See which request of the certificate failed; their names begin with its name",
    'kubectl get certificaterequest -n "$NAMESPACE" --sort-by=.metadata.creationTimestamp',
  ),
  shell(
    "Delete that request",
    `REQUEST='' # like api-tls-cert-1
kubectl delete certificaterequest -n "$NAMESPACE" "$REQUEST"`,
    {
      destructive:
        "The attempt and its events are gone; cert-manager makes a new one, which counts against rate limits.",
      mended: P_13,
    },
  ),
  shell("If no new one is made, ask for it", 'cmctl renew -n "$NAMESPACE" "$CERTIFICATE"', {
    mended: "after a failure cert-manager waits an hour and longer; this does not",
  }),
] as const;

/** For everything but prod, while Let's Encrypt refuses. */
export const stagingIssuer = shell(
  "Temporary workaround for dev and staging, not for prod: the staging issuer, whose certificates make browsers warn",
  `export NAMESPACE='' CERTIFICATE='' # like octollm-monitoring grafana-tls-cert
kubectl patch certificate -n "$NAMESPACE" "$CERTIFICATE" --type=merge \\
  -p '{"spec":{"issuerRef":{"name":"${ISSUER.staging}"}}}'`,
  { destructive: `Browsers warn of the certificate until issuerRef.name is ${ISSUER.prod} again.` },
);

export const openFirewall = shell(
  "If it does not, create the rule",
  `gcloud compute firewall-rules create ${FIREWALL_RULE.name} \\
  ${FIREWALL_RULE.options}`,
  { destructive: "Opens port 80 of every machine of the network to the whole internet." },
);
