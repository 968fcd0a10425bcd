import { logql, procedure, shell } from "../../../lib/index.ts";
import { BASE_URL } from "../names.ts";
import { ALL_LINES, fingerprint, inPod, lines, logs, RESTART, SECRET_MEND, setSecret } from "./commands.ts";

const SECRETS_SHOWN = "`base64 -d` alone prints the secret; a fingerprint is enough to compare two copies";

export const newApiKey = [
  shell("Make a new key, in a checkout of ALCS", "npm run auth:generate-api-key"),
  shell("Put it into the Secret and restart the pods", setSecret("API_KEY"), {
    destructive: "From now on every client with the old key gets 401.",
    mended: SECRET_MEND,
  }),
  "Update clients with new key",
];

/** ALCS-RUNBOOK-05. */
export const authentication = procedure("Authentication failures", {
  about:
    "Users or clients are refused although they should not be. No metric tells 401 from other errors, so no alert leads here.",
  symptoms: ["401 Unauthorized errors", "JWT validation failures", "Invalid API key errors"],
  first: [
    shell("Read who is refused and why", logs("1h", `grep -i "auth\\|401\\|unauthorized" | tail -n 50`), {
      mended: ALL_LINES,
    }),
    logql("The same where logs are in Loki", lines(`|~ "(?i)unauthorized|\\\\b401\\\\b|invalid (api key|token)"`)),
  ],
  investigate: [
    shell("Get the fingerprint of the API key in the Secret", fingerprint("API_KEY"), {
      expect: 'the same as of the client\'s: `printf %s "$KEY" | sha256sum | cut -c1-8`',
      mended: SECRETS_SHOWN,
    }),
    shell("Get the fingerprint of the JWT secret", fingerprint("JWT_SECRET"), {
      expect: "the same as before the trouble; a new one makes every token invalid",
      mended: SECRETS_SHOWN,
    }),
    shell(
      "Authenticate by hand",
      `read -rs -p 'API key: ' KEY &&
  curl -sS -o /dev/null -w '%{http_code}\\n' -H @<(printf 'Authorization: Bearer %s' "$KEY") ${BASE_URL}/health`,
      { expect: "`200`; `401` is the key" },
    ),
  ],
  remedies: [
    {
      cause: "Expired JWT Token",
      steps: [
        shell(
          "Read when the token ends",
          `read -rs -p 'Token: ' TOKEN &&
  jq -rn --arg token "$TOKEN" '$token | split(".")[1] | gsub("-"; "+") | gsub("_"; "/") | @base64d | fromjson | .exp | todate'`,
          {
            expect: "a time in the future",
            mended:
              "tokens are base64url without padding, which `base64 -d` refuses; and a token does not belong on a public page",
          },
        ),
        shell(
          "Make a new token, in a checkout of ALCS",
          `read -r -p 'User: ' USER_ID &&
  npm run auth:generate-jwt-token "$USER_ID"`,
        ),
        shell("Or let tokens last longer: `JWT_EXPIRES_IN` of `7d` instead of 24h", setSecret("JWT_EXPIRES_IN"), {
          destructive: "A stolen token is good for as long; only tokens made from now on last longer.",
          mended: SECRET_MEND,
        }),
      ],
    },
    { cause: "API Key Mismatch", steps: newApiKey },
    {
      cause: "Clock Skew",
      steps: [
        shell("Compare the pod's clock with yours", `${inPod("date -u")}\ndate -u`, {
          expect: "the same second, give or take the time of the command",
          mended: "`timedatectl` is not in the container, and a pod has the clock of its node",
        }),
        shell(
          "On the node, switch on the synchronisation",
          `timedatectl status
sudo timedatectl set-ntp true
sudo systemctl restart systemd-timesyncd`,
          { expect: "`System clock synchronized: yes`" },
        ),
      ],
    },
  ],
  verify: [
    shell("See that nobody is refused any more", logs("5m", `grep -c "401"`), { expect: "0, or what is usual" }),
    shell("When nothing changed although the Secret is right, restart the pods", RESTART),
  ],
  escalate: ["Keys that nobody of ours changed: Security Team, and the page Security breach"],
});
