import fc from "fast-check";
import * as b from "../../lib/index.ts";
import { COMMAND_KINDS, PROCEDURE_KINDS } from "../../lib/model/procedure.ts";
import { WEEKDAYS } from "../../lib/model/time-interval.ts";
import { duration, leaf, list, mapped, named, plain, record, same, type Twins, text, texts, twin } from "./twin.ts";

const clock = leaf(
  same(fc.tuple(fc.integer({ min: 10, max: 23 }), fc.integer({ min: 10, max: 59 })).map((parts) => parts.join(":"))),
);
const secret = record({ secret: plain, key: plain });
const one = (key: string, value: Twins, make: (typescript: never) => unknown): Twins =>
  value.map(([typescript, yaml]) => twin(make(typescript), { [key]: yaml }));

const server = record({ smarthost: plain, from: plain, "login?": record({ username: plain, password: secret }) });
const mail = record({ to: plain, server });
const receiver: Twins = fc.oneof(
  one("pagerduty", secret, b.pagerduty),
  one("opsgenie", secret, b.opsgenie),
  one("msteams", secret, b.msteams),
  one("webhook", secret, b.webhook),
  one("email", plain, (to: string) => b.email(to)),
  one("email", mail, (spec: { to: string; server: b.MailServer }) => b.email(spec.to, spec.server)),
  one("slack", record({ channel: plain, webhook: secret }), (spec: { channel: string; webhook: b.SecretReference }) =>
    b.slack(spec.channel, spec.webhook),
  ),
);
const receivers = list(leaf(receiver));

const integers = leaf(same(fc.array(fc.integer({ min: -31, max: 31 }))));
const hours = mapped(
  record({
    "from?": clock,
    "to?": clock,
    "weekdays?": leaf(same(fc.subarray([...WEEKDAYS]))),
    "daysOfMonth?": integers,
    "months?": integers,
    zone: text,
  }),
  b.during,
);
const step = record({ level: text, after: duration, who: text, "when?": text, "notify?": receivers });

/** A severity. */
export const severity = record({
  priority: text,
  rank: leaf(same(fc.nat(9))),
  "acknowledgeWithin?": duration,
  "resolveWithin?": duration,
  "notify?": receivers,
  "during?": list(hours),
  "repeatEvery?": duration,
  "escalation?": list(step),
});

const selector = record({ alerts: texts, "severity?": plain });

/** What Alertmanager does besides. */
export const alerting = mapped(
  record({
    "watchdog?": record({ receiver: leaf(receiver), every: duration }),
    "inhibitions?": list(record({ cause: selector, effect: selector, equal: texts, why: text })),
    "related?": list(record({ alerts: texts, why: text })),
    "maintenance?": list(record({ name: plain, during: list(hours), "mutes?": texts, why: text })),
    "daylightSaving?": same(fc.constantFrom("month-bounded", "refused")),
    "namespaces?": texts,
    "matcherStrategy?": same(fc.constantFrom("OnNamespace", "None")),
  }),
  b.alerting,
);

const level = record({
  name: plain,
  "title?": text,
  "criteria?": texts,
  "responds?": text,
  "told?": text,
  "withoutAlert?": text,
});
// biome-ignore lint/suspicious/noThenProperty: the word of decision trees
const branch = record({ when: fc.oneof(plain, record({ alert: plain, severity: plain })), then: text });

/** Who answers for what. */
export const escalation = mapped(
  record({
    levels: list(level),
    "trees?": list(record({ name: plain, branches: list(branch) })),
    "contacts?": list(record({ role: plain, "reach?": text, "outside?": leaf(same(fc.boolean())) })),
    "channel?": text,
    "statusPage?": text,
  }),
  b.escalation,
);

const options = record({ "destructive?": text, "mended?": text });
const command: Twins = fc
  .tuple(fc.constantFrom(...COMMAND_KINDS), fc.string(), options)
  .map(([kind, body, [typescript, yaml]]) =>
    twin({ kind, text: body, ...(typescript as object) }, { [kind]: body, ...(yaml as object) }),
  );
const steps = list(fc.oneof(plain, record({ do: text, "command?": command, "expect?": text })));

/** What people do. */
export const procedures = named(
  record({
    "alerts?": texts,
    "kind?": same(fc.constantFrom(...PROCEDURE_KINDS)),
    "frequency?": text,
    "about?": text,
    "symptoms?": texts,
    "first?": steps,
    "investigate?": steps,
    "remedies?": list(record({ cause: text, steps })),
    "verify?": steps,
    "escalate?": texts,
    "prevent?": steps,
  }),
  b.procedure,
);

/** What people change. */
export const settings = list(
  mapped(
    record({
      name: plain,
      in: text,
      "value?": text,
      "changedTo?": text,
      "about?": text,
      "alerts?": texts,
      "change?": command,
    }),
    ({ name, ...spec }: { name: string; in: string }) => b.setting(name, spec),
  ),
);

const panel = record({
  title: text,
  about: text,
  unit: same(fc.constantFrom("count", "seconds", "per-second")),
  queries: list(record({ promql: plain, legend: plain })),
  "objective?": plain,
});

/** Dashboards that the documents name. */
export const dashboards = named(
  record({ about: text, shows: duration, refresh: duration, panels: list(panel) }),
  b.dashboard,
);
