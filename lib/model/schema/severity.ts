import type { EscalationStep, Severity } from "../severity.ts";
import type { TimeInterval } from "../time-interval.ts";
import { type Keys, list, object, oneOfKeys, plain, type Schema, use } from "./parts.ts";

/** Keeps what stands there instead out of messages: it may be the secret itself. */
const HIDDEN: Schema = { writeOnly: true };

/** A key of a Kubernetes Secret. */
export const SECRET: Schema = object(
  "A secret by reference: where it lies in Kubernetes, never the secret itself.",
  { secret: plain("Name of the Kubernetes Secret.", "pagerduty"), key: plain("Key in it.", "routing-key") },
  ["secret", "key"],
  {
    title: "a reference to a Kubernetes Secret",
    examples: [{ secret: "pagerduty", key: "routing-key" }],
    ...HIDDEN,
  },
);

const RECEIVERS: Readonly<Record<string, Schema>> = {
  pagerduty: use("secret", "Secret with the integration's routing key."),
  opsgenie: use("secret", "Secret with the API key."),
  slack: object(
    "A Slack channel.",
    { channel: plain("Channel.", "#checkout"), webhook: use("secret", "Secret with the webhook's URL.") },
    ["channel", "webhook"],
    HIDDEN,
  ),
  msteams: use("secret", "Secret with the webhook's URL."),
  email: {
    // What an object needs does not hold for texts, so that no union is needed, whose errors would say less.
    type: ["string", "object"],
    title: "an address, or a map with to and server",
    examples: ["checkout@example.com"],
    description: "Address; with the mail server, where Alertmanager's owner has set none.",
    properties: {
      to: plain("Address.", "checkout@example.com"),
      server: object(
        "The mail server that Alertmanager hands messages to.",
        {
          smarthost: plain("Host and port.", "smtp.example.com:587"),
          from: plain("Address of the sender.", "alerts@example.com"),
          login: object(
            "How Alertmanager logs in.",
            { username: plain("Its name.", "alerts"), password: use("secret", "Secret with its password.") },
            ["username", "password"],
          ),
        },
        ["smarthost", "from"],
      ),
    },
    required: ["to", "server"],
    additionalProperties: false,
  },
  webhook: use("secret", "Secret with the URL."),
};

/** Somebody who is told. */
export const RECEIVER: Schema = object(
  "Somebody who is told.",
  {
    ...RECEIVERS,
    assumed: { $ref: "#/definitions/receiver", description: "A receiver that no document states." },
    why: plain(
      "Why this receiver was chosen, for whoever has to confirm it.",
      "the channel is stated, the secret is not",
    ),
  },
  [],
  { ...HIDDEN, ...oneOfKeys(...Object.keys(RECEIVERS).map((key) => [key]), ["assumed", "why"]) },
);

/** Hours that come again. */
export const TIME_INTERVAL: Schema = object(
  "Hours that come again.",
  {
    from: use("clock", "First minute; default 00:00."),
    to: use("clock", "End, which does not belong to it; default 24:00. Later than from on the same day."),
    weekdays: use("weekdays", "Days of the week; default: every day."),
    daysOfMonth: use("wholeNumbers", "1 to 31; -1 is the last day of the month. Default: every day."),
    months: use("wholeNumbers", "1 to 12; default: every month."),
    zone: use("text", "IANA name of the time zone: Europe/Berlin, UTC."),
  } satisfies Keys<TimeInterval>,
  ["zone"],
);

const step = object(
  "Somebody else who is told when it still fires after a while.",
  {
    level: use("text", "Level of the step: L2."),
    after: use("duration", "Since the first notification."),
    who: use("text", "Role."),
    when: use("text", "What a person has to find first, where time alone does not decide."),
    notify: list("Told by Alertmanager; a step without is taken by people.", { $ref: "#/definitions/receiver" }),
  } satisfies Keys<EscalationStep>,
  ["level", "after", "who"],
);

/** One severity of the system. */
export const SEVERITY: Schema = object(
  "One severity: the word of the rules, mapped to the level of the escalation.",
  {
    priority: use("text", "Level of the escalation: P1, Critical, L2."),
    rank: use("wholeNumber", "0 is the most urgent."),
    acknowledgeWithin: use("duration", "Time until somebody looks."),
    resolveWithin: use("duration", "Time until it is over."),
    notify: list("Who is told at once.", { $ref: "#/definitions/receiver" }),
    during: list("Hours in which they are told; default: always.", { $ref: "#/definitions/timeInterval" }),
    repeatEvery: use("duration", "Until they are told again while nothing changes; default 4h."),
    escalation: list("Who is told later, in the order of time.", step),
  } satisfies Keys<Severity>,
  ["priority", "rank"],
);
