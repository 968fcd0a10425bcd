import { procedure } from "../../../lib/index.ts";
import { DNS_KEYS, HIGHER_LIMITS, ISSUER, RATE_LIMITS } from "../configuration.ts";
import {
  challenge,
  httpsWorks,
  issuer,
  nameCertificate,
  openFirewall,
  renew,
  restartCertManager,
  stagingIssuer,
} from "./certificate-steps.ts";
import { ends, remedy } from "./common.ts";
import { shell } from "./shell.ts";

const CONTROLLER = "kubectl logs -n cert-manager deployment/cert-manager --since=24h";

const notRenewing = remedy(
  "Certificate not auto-renewing (cert-manager issue)",
  shell("See whether cert-manager runs", "kubectl get pods -n cert-manager"),
  shell("If not, see why", "kubectl describe pods -n cert-manager -l app=cert-manager"),
  ...restartCertManager,
  ...renew,
  shell(
    "Watch the renewal",
    `kubectl describe certificate -n "$NAMESPACE" "$CERTIFICATE"
kubectl get events -n "$NAMESPACE" --sort-by=.lastTimestamp | grep -i certificate`,
    { expect: "The certificate has been successfully issued" },
  ),
);

const rateLimited = remedy(
  "Let's Encrypt rate limit exceeded",
  shell("Read which limit it is", `${CONTROLLER} | grep -i "rate limit"`, {
    expect: "like: too many certificates already issued for: octollm.dev",
  }),
  `The limits: ${RATE_LIMITS}.`,
  "There is no immediate fix: wait for the rate limit to reset (1 week). Do not delete and renew in the meantime, each attempt counts.",
  stagingIssuer,
  `For prod: request a rate limit increase from Let's Encrypt: ${HIGHER_LIMITS}.`,
  "Long-term: wildcard certificates cover multiple subdomains with one. The lifetime of 90 days cannot be changed.",
);

const dnsFailing = remedy(
  "DNS challenge failing (DNS-01)",
  shell(
    `See whether the provider's credentials have the right key: \`${DNS_KEYS["Google Cloud DNS"]}\` for Google Cloud DNS (of a service account), \`${DNS_KEYS.Cloudflare}\` for Cloudflare`,
    `export DNS_SECRET='' # named by the issuer
kubectl describe clusterissuer ${ISSUER.prod} | grep -iA 3 'secret'
kubectl describe secret -n cert-manager "$DNS_SECRET"`,
    { mended: "describe shows the keys and their sizes; `-o yaml` shows the credentials themselves" },
  ),
  shell(
    "Google Cloud DNS: see whether it answers",
    `gcloud dns managed-zones list
DNS_ZONE='' # from the list
gcloud dns record-sets list --zone="$DNS_ZONE"`,
  ),
  shell(
    "Cloudflare: see whether it answers",
    `read -rsp 'API token: ' TOKEN
curl -sS https://api.cloudflare.com/client/v4/zones -H "Authorization: Bearer $TOKEN"`,
    { mended: "asked for, so that the token does not stay in the shell's history" },
  ),
  shell(
    "If the credentials are invalid, replace them (Cloudflare: `--from-file=api-token=`)",
    `KEY_FILE='' # path to the new key
test -n "$KEY_FILE" && test -n "$DNS_SECRET" &&
  kubectl create secret generic "$DNS_SECRET" -n cert-manager \\
    --from-file=key.json="$KEY_FILE" --dry-run=client -o yaml |
  kubectl apply -f -`,
    {
      destructive: "The old credentials are gone.",
      mended: "in one step: after `kubectl delete secret` there is none until the new one is made",
    },
  ),
  ...restartCertManager,
  ...renew,
  shell("See how it does", 'kubectl describe certificate -n "$NAMESPACE" "$CERTIFICATE"', { expect: "Ready True" }),
);

const httpFailing = remedy(
  "HTTP challenge failing (HTTP-01)",
  challenge,
  shell(
    "See whether the ingress controller runs (on GKE in kube-system)",
    `kubectl get pods -n ingress-nginx
kubectl get pods -n kube-system`,
  ),
  shell("See whether the challenge has its path", 'kubectl get ingress -n "$NAMESPACE"'),
  shell(
    "Read the events of the ingress",
    `export INGRESS='' # from the list
kubectl describe ingress -n "$NAMESPACE" "$INGRESS"`,
  ),
  shell("See that DNS leads to the load balancer of the ingress", 'nslookup "$DOMAIN"', {
    expect: "The ADDRESS of the ingress.",
  }),
  shell(
    "See whether the firewall lets HTTP in (port 80): Let's Encrypt needs it also for HTTPS certificates",
    "gcloud compute firewall-rules list --filter=\"name~'.*allow-http.*'\"",
  ),
  openFirewall,
  ...renew,
);

const byHand = remedy(
  "Manual certificate renewal needed (last resort)",
  shell(
    "Make a certificate by hand",
    `certbot certonly --manual --preferred-challenges dns \\
  -d "$DOMAIN" -d "*.$DOMAIN"`,
  ),
  "Set the DNS TXT record that certbot asks for and wait for its propagation (1-5 minutes).",
  "Complete the challenge: certbot saves the certificate under `/etc/letsencrypt/live/`.",
  shell(
    "Put it into a Secret of its own: cert-manager writes the usual one",
    `kubectl create secret tls "$CERTIFICATE-manual" -n "$NAMESPACE" \\
  --cert="/etc/letsencrypt/live/$DOMAIN/fullchain.pem" \\
  --key="/etc/letsencrypt/live/$DOMAIN/privkey.pem"`,
    {
      mended: "under a name of its own: one called as the certificate is there already, and cert-manager overwrites it",
    },
  ),
  shell("Have the ingress use it: spec.tls[].secretName", `kubectl edit ingress -n "$NAMESPACE" "$INGRESS"`, {
    destructive: "Every user gets this certificate from now on; cert-manager does not renew it.",
  }),
  httpsWorks,
  "Fix the cert-manager issue, so that nobody has to renew by hand again: this is a temporary workaround only.",
);

export const certificates = procedure("Certificates that are not renewed", {
  alerts: [
    "CertificateExpiringInSevenDays",
    "CertificateExpiringInThreeDays",
    "CertificateExpiringInOneDay",
    "CertificateExpired",
    "CertificateNeverIssued",
  ],
  first: [
    nameCertificate,
    shell(
      "See the end of each certificate",
      `kubectl get certificate --all-namespaces
kubectl get certificate --all-namespaces -o json | jq -r '
  .items[] | select(.status.notAfter != null)
  | [.metadata.namespace, .metadata.name, .status.notAfter] | @tsv'`,
      { expect: "octollm-monitoring/grafana-tls-cert and octollm-prod/api-tls-cert end in weeks, not days." },
    ),
    shell("Read why this one is not renewed", 'kubectl describe certificate -n "$NAMESPACE" "$CERTIFICATE"', {
      expect: "Status Ready, a Renewal Time, and events of renewal attempts.",
    }),
  ],
  investigate: [
    shell(
      "Read what cert-manager says about it",
      `kubectl get pods -n cert-manager
${CONTROLLER} | grep "$CERTIFICATE"`,
      {
        expect:
          '"rate limit exceeded": Let\'s Encrypt. "challenge failed": DNS or HTTP validation. "unable to connect to ACME server": the network.',
      },
    ),
    ...issuer,
    shell(
      "DNS-01 (wildcard certificates): see whether the provider's credentials are there",
      `export DNS_SECRET='' # named by the issuer
kubectl get secret -n cert-manager "$DNS_SECRET"`,
    ),
    challenge,
  ],
  remedies: [notRenewing, rateLimited, dnsFailing, httpFailing, byHand],
  verify: [httpsWorks, ends("The certificate is Ready and ends in more than seven days.")],
  escalate: [
    "Senior Engineer: certificate expires in less than 3 days and is not renewing; CertificateExpiringInThreeDays fires",
    "Senior Engineer: cert-manager issues persist after restart",
    "Senior Engineer: DNS provider integration broken",
    "Engineering Lead: certificate expires in less than 24 hours; CertificateExpiringInOneDay fires",
    "Engineering Lead: multiple certificates failing to renew",
    "Engineering Lead: need to switch certificate provider",
    "VP Engineering and Legal: production certificate expired (causing outage); CertificateExpired fires",
    "VP Engineering and Legal: customer data exposure risk due to TLS issues",
    "VP Engineering and Legal: need to purchase commercial certificates (e.g., DigiCert)",
  ],
  prevent: [
    "Renew a certificate in a test cluster each month: credentials and challenges break unseen between renewals.",
  ],
});
