import { procedure, shell } from "../../../lib/index.ts";
import { CERTIFICATE, HOST, N } from "../names.ts";

const served = shell(
  "See what users get",
  `openssl s_client -connect ${HOST}:443 -servername ${HOST} </dev/null 2>/dev/null | openssl x509 -noout -subject -dates`,
  { expect: "`notAfter` far enough away" },
);

const look = [
  shell("See certificates and whether they are ready", `kubectl get certificate ${N}`, { expect: "`READY` is True" }),
  shell(
    "Read what holds up the renewal",
    `kubectl describe certificate ${CERTIFICATE} ${N}
kubectl get certificaterequests,orders,challenges ${N}`,
    {
      expect:
        "`Certificate is up to date and has not expired`; otherwise the reason, as a challenge that cannot be reached",
    },
  ),
  shell(
    "Look at cert-manager itself",
    "kubectl get pods -n cert-manager && kubectl logs -n cert-manager deployment/cert-manager --tail=50",
  ),
];

const automated = {
  cause: "Let's Encrypt, with cert-manager",
  steps: [
    shell(
      "Renew by hand, when the reason is mended",
      `kubectl delete certificate ${CERTIFICATE} ${N}
kubectl apply -f k8s/ingress.yaml`,
      {
        destructive:
          "The Certificate is made anew from the Ingress. The Secret with the present one stays, unless cert-manager runs with `--enable-certificate-owner-ref`. Let's Encrypt issues 5 of the same in a week.",
      },
    ),
    shell("Verify the renewal", `kubectl describe certificate ${CERTIFICATE} ${N}`),
  ],
};

const manual = {
  cause: "A certificate that is put there by hand",
  steps: [
    shell("Check expiration", "openssl x509 -in /etc/ssl/certs/alcs.crt -noout -dates"),
    "Renew certificate (depends on your CA)",
    shell(
      "Put it into the Secret",
      `CERT=/path/to/new/cert.crt KEY=/path/to/new/key.key
kubectl create secret tls ${CERTIFICATE} ${N} --cert="$CERT" --key="$KEY" --dry-run=client -o yaml | kubectl apply ${N} -f -`,
      {
        destructive: "From now on users get the new certificate: look at its dates and names first.",
        mended: "P-11: without `-n` the Secret goes to the default namespace, and users keep the old certificate",
      },
    ),
    shell("Have the ingress read it", "kubectl rollout restart deployment ingress-nginx-controller -n ingress-nginx", {
      destructive: "Open connections of every system behind this ingress are cut.",
    }),
  ],
};

/** ALCS-MAINT-10 and -11. */
export const renewal = procedure("Certificate renewal", {
  kind: "upkeep",
  frequency: "automated; by hand when needed",
  first: [served, ...look],
  remedies: [automated, manual],
  verify: [served],
});

export const expiring = procedure("The certificate ends or ended", {
  alerts: ["ALCSCertificateExpiring", "ALCSCertificateExpired", "ALCSCertificateNeverIssued"],
  about: "Once it has ended, clients refuse ALCS; nothing else has to be broken.",
  first: [served, ...look],
  remedies: [automated, manual],
  verify: [served],
  escalate: ["It has ended and cannot be renewed within the hour: Escalation (manager), and the status page"],
});
