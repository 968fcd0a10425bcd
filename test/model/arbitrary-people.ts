import fc from "fast-check";
import type { Json } from "../../lib/core/json.ts";
import * as b from "../../lib/index.ts";
import { COMMAND_KINDS, PROCEDURE_KINDS } from "../../lib/model/procedure.ts";
import { WEEKDAYS } from "../../lib/model/time-interval.ts";

/** One value as models in TypeScript have it, and as models in YAML do. */
export type Twin<T = unknown> = readonly [typescript: T, yaml: Json];

type Twins = fc.Arbitrary<Twin<never>>;

const twin = (typescript: unknown, yaml: Json): Twin<never> => [typescript as never, yaml];
const same = <T extends Json>(values: fc.Arbitrary<T>): Twins => values.map((value) => twin(value, value));
const mapped = (twins: Twins, change: (typescript: never) => unknown): Twins =>
  twins.map(([typescript, yaml]) => twin(change(typescript), yaml));

/** A value that may be assumed. */
const leaf = (values: Twins): Twins =>
  fc.oneof(
    { weight: 4, arbitrary: values },
    fc.tuple(values, fc.string()).map(([[typescript, yaml], why]) => {
      return twin(b.assumed(typescript, why), { assumed: yaml, why });
    }),
  );

const list = (items: Twins, minLength = 1): Twins =>
  fc.array(items, { minLength, maxLength: 3 }).map((all) =>
    twin(
      all.map(([typescript]) => typescript),
      all.map(([, yaml]) => yaml),
    ),
  );

/** An object; keys with a question mark may be left out. */
function record(fields: Readonly<Record<string, Twins>>): Twins {
  const plain = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.replace("?", ""), value]));
  const requiredKeys = Object.keys(fields).filter((key) => !key.endsWith("?"));
  return fc.record(plain, { requiredKeys }).map((found) => {
    const entries = Object.entries<Twin>(found);
    return twin(
      Object.fromEntries(entries.map(([key, [typescript]]) => [key, typescript])),
      Object.fromEntries(entries.map(([key, [, yaml]]) => [key, yaml])),
    );
  });
}

/** Things with a name of their own: a list in TypeScript, a map in YAML. */
function named(item: Twins, make: (name: string, spec: never) => unknown): Twins {
  const name = fc.stringMatching(/^[A-Z][a-z.: ]{0,12}$/);
  return fc.uniqueArray(fc.tuple(name, item), { selector: ([key]) => key, maxLength: 3 }).map((all) =>
    twin(
      all.map(([key, [typescript]]) => make(key, typescript)),
      Object.fromEntries(all.map(([key, [, yaml]]) => [key, yaml])),
    ),
  );
}

const plain = same(fc.string({ unit: "grapheme" }));
const text = leaf(plain);
const texts = list(plain);
const duration = leaf(fc.integer({ min: 1, max: 999 }).map((value) => twin(b.minutes(value), `${value}m`)));
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
