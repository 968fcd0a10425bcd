import { logql, procedure, promql, shell } from "../../../lib/index.ts";
import { quantityInWords } from "../../../lib/model/conventions.ts";
import { NAMESPACE } from "../metrics.ts";
import { CONFIGMAP, DEPLOYMENT, LLM_HOST, N, SECRET } from "../names.ts";
import { errorShare } from "../objectives.ts";
import { ALL_LINES, health, inPod, lines, logs } from "./commands.ts";
import { databaseUnreachable } from "./crash-loop.ts";
import { poolExhausted } from "./performance-remedies.ts";
import { errorsNow, queryErrorsNow } from "./queries.ts";

const llmErrors = {
  cause: "LLM API Errors",
  steps: [
    shell("Read what the providers answer", logs("1h", `grep "Anthropic\\|OpenAI" | grep -i error | tail -n 50`), {
      expect: "usually one of: Invalid API key, Rate limit exceeded, Model not found, Timeout",
    }),
    shell(
      "Ask the provider with our key",
      `KEY=$(kubectl get secret ${N} ${SECRET} -o jsonpath='{.data.ANTHROPIC_API_KEY}' | base64 -d)
curl -sS https://${LLM_HOST}/v1/messages \\
  -H @<(printf 'x-api-key: %s' "$KEY") \\
  -H "anthropic-version: 2023-06-01" \\
  -H "content-type: application/json" \\
  -d '{"model":"claude-3-5-sonnet-20241022","max_tokens":10,"messages":[{"role":"user","content":"Hi"}]}'`,
      {
        expect:
          "a short answer; `authentication_error` is the key, `rate_limit_error` the limit, `not_found_error` the model",
        mended:
          "the API refuses requests without `anthropic-version`; the key is neither on the screen nor among the processes",
      },
    ),
    "The model was withdrawn: configure one that the provider still has",
  ],
};

const validation = {
  cause: "Validation Errors",
  steps: [
    shell("Count what is refused", logs("1h", `grep -c "Validation failed"`), {
      expect: "usually: Invalid input format, Missing required fields, or attempts at SQL injection",
    }),
    shell("Read the rules that refuse", inPod(`grep -A20 "validateToolArgs" /app/dist/services/validationService.js`)),
    `Rules that refuse what is right are changed in ConfigMap \`${CONFIGMAP}\`; attempts at injection lead to the page Security breach`,
  ],
};

const uncaught = {
  cause: "Uncaught Exceptions",
  steps: [
    shell("Find them", logs("1h", `grep "Uncaught\\|Unhandled" | tail -n 20`)),
    {
      do: "Have the program report them, when it does not yet, to a service for errors (Sentry, Rollbar)",
      command: {
        kind: "javascript" as const,
        text: `process.on('uncaughtException', (err) => {
  logger.error('Uncaught exception', { error: err.message, stack: err.stack });
  process.exit(1);
});`,
        mended:
          "after an uncaught exception the process is in no defined state: it has to end, and Kubernetes starts it again",
      },
    },
    shell("Came with the last release: go back", `kubectl rollout undo deployment/${DEPLOYMENT} ${N}`, {
      destructive: "The present release is taken away from users, with what it brought.",
    }),
  ],
};

const errorLines = [
  shell(
    "Count the lines with errors by their text",
    logs(
      "15m",
      `grep -i error | sed -E 's/[0-9a-f-]{8,}|[0-9]+/#/g' | cut -c1-160 | sort | uniq -c | sort -rn | head -20`,
    ),
    {
      mended:
        "the fifth word says little where lines have no fixed columns; ours counts lines that differ in numbers only as one",
    },
  ),
  shell("Read the newest with what follows", logs("15m", `grep -A5 "ERROR" | tail -n 60`), { mended: ALL_LINES }),
  logql("The same where logs are in Loki", lines(`|~ "(?i)error" != "Rate limit exceeded"`)),
];

const byPod = promql(
  "See whether one pod fails or all",
  `sum by (pod) (rate(alcs_errors_total{job="alcs",namespace="${NAMESPACE}"}[5m]))`,
  { expect: "one pod far above the others: delete that pod; all alike: go on" },
);

const target = errorShare.target === undefined ? "" : quantityInWords(errorShare.target);

/** ALCS-RUNBOOK-04. */
export const highErrorRate = procedure("High error rate", {
  alerts: ["ALCSHighErrorRate", "AlcsErrorsBudgetBurn"],
  about: `Requests fail. The promise is that ${target} of them succeed.`,
  symptoms: ["Increased 5xx errors", "Failed API calls", "Alert: `ALCSHighErrorRate`"],
  first: [errorsNow, byPod, queryErrorsNow],
  investigate: errorLines,
  remedies: [poolExhausted, llmErrors, validation, uncaught],
  verify: [errorsNow, health],
  escalate: [
    "The database refuses or is gone: Database DBA",
    "The provider refuses our key or is down: LLM Provider Support",
    "The cause is not among these: Secondary on call",
  ],
  prevent: ["Alert earlier on what caused it; test it; write it into this page."],
});

export const queryFailures = procedure("Database queries fail", {
  alerts: ["ALCSDatabaseConnectionFailures"],
  about: "Sessions cannot be read or written by those who meet a failing query.",
  first: [queryErrorsNow],
  remedies: [poolExhausted, databaseUnreachable],
  verify: [queryErrorsNow, errorsNow],
  escalate: ["The database refuses or is gone: Database DBA"],
});
