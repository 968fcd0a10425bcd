import { procedure, shell } from "../../../lib/index.ts";
import { CERTIFICATE, HOST, N } from "../names.ts";
import { health } from "./commands.ts";

const OPENSSL = `echo | openssl s_client -servername ${HOST} -connect ${HOST}:443 2>/dev/null`;

const dates = shell("Check certificate expiration, as browsers see it", `${OPENSSL} | openssl x509 -noout -dates`, {
  expect: "`notAfter` more than three weeks away",
});

export const listCertificates = shell("Check cert-manager status", `kubectl get certificates ${N}`, {
  expect: "`READY` is `True`",
});

const describe = shell(
  "See why it is not ready",
  `kubectl describe certificate ${CERTIFICATE} ${N}
kubectl get certificaterequests,orders,challenges ${N}
kubectl logs -n cert-manager deployment/cert-manager --tail=100 | grep ${CERTIFICATE}`,
  {
    expect: "a challenge that is pending says what it waits for: DNS, or port 80 from outside",
  },
);

/** FREE-RUNBOOK-04. */
export const certificates = procedure("Certificate issues", {
  alerts: ["CertificateExpiring", "CertificateExpired", "CertificateNeverIssued"],
  about: `Browsers refuse ${HOST} once its certificate has ended; nobody can work until it is renewed. cert-manager renews it by itself, 30 days before: when it has not, find out why.`,
  symptoms: ["SSL/TLS errors", "Certificate expiration warnings", "Browser security warnings"],
  first: [dates, listCertificates, describe],
  investigate: [
    shell(
      "Check certificate chain",
      `${OPENSSL} | openssl x509 -noout -text | grep -E 'Issuer:|Subject:|Not After|DNS:'`,
      {
        expect: `the host among the names, and an issuer that browsers know`,
      },
    ),
    shell(
      "Is it the same that the Secret has?",
      `kubectl get secret ${CERTIFICATE} ${N} -o jsonpath='{.data.tls\\.crt}' |
  base64 -d | openssl x509 -noout -dates -serial`,
      {
        expect: "the dates of above. Newer ones: it is renewed, and Nginx still serves the old one: restart Nginx",
      },
    ),
  ],
  remedies: [
    {
      cause: "Renew Certificate",
      steps: [
        shell("With cert-manager", `cmctl renew ${CERTIFICATE} ${N}\ncmctl status certificate ${CERTIFICATE} ${N}`, {
          expect: "ready within minutes",
          mended: "cert-manager knows no annotation `cert-manager.io/force-renew=true`: it changes nothing",
        }),
        shell("With Let's Encrypt by hand, first without effect", "certbot renew --dry-run", {
          expect: "`Congratulations, all simulated renewals succeeded`",
        }),
        shell("Then for good", "certbot renew", {
          destructive: "Counts against the rate limit: five of the same names in a week.",
        }),
      ],
    },
    {
      cause: "Update Certificate",
      steps: [
        "A certificate from elsewhere, in two files",
        shell(
          "Look whether they belong together and are good for the host",
          `openssl x509 -in cert.pem -noout -subject -dates -ext subjectAltName
openssl x509 -in cert.pem -noout -pubkey | sha256sum
openssl pkey -in key.pem -pubout | sha256sum`,
          { expect: "the two sums are the same" },
        ),
        shell(
          "Update Kubernetes secret",
          `kubectl create secret tls ${CERTIFICATE} ${N} \\
  --cert=cert.pem --key=key.pem \\
  --dry-run=client -o yaml | kubectl apply ${N} -f -`,
          {
            destructive:
              "The old certificate is overwritten; while cert-manager manages the Secret, it overwrites yours again.",
          },
        ),
      ],
    },
    {
      cause: "cert-manager itself does not run",
      steps: ["Go on at the page of CertManagerDown"],
    },
  ],
  verify: [dates, health],
  escalate: [
    "Engineering Manager: less than a day left, or ended",
    "Platform Team Lead: DNS or the issuer has to be changed",
  ],
  prevent: ["The alert comes three weeks before the end, so that this page is never needed at night."],
});
