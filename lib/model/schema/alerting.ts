import type { Alerting, AlertSelector, Inhibition, MaintenanceWindow, RelatedAlerts, Watchdog } from "../alerting.ts";
import { choice, type Keys, list, object, plain, plains, type Schema, use } from "./parts.ts";

const why = use("text", "Why, for whoever reads it later.");

const alerts = (description: string): Schema =>
  object(
    description,
    {
      alerts: plains("Names of alerts.", "NodeNotReady"),
      severity: plain("Of this severity only; default: of any.", "critical"),
    } satisfies Keys<AlertSelector>,
    ["alerts"],
  );

const watchdog = object(
  "An alert that always fires, to a receiver that calls when it no longer arrives.",
  {
    receiver: { $ref: "#/definitions/receiver", description: "Who misses it." },
    every: use("duration", "How often it is told."),
  } satisfies Keys<Watchdog>,
  ["receiver", "every"],
);

const inhibition = object(
  "While an alert of the cause fires, those of the effect are not told.",
  {
    cause: alerts("The alerts that tell enough."),
    effect: alerts("The alerts that tell the same again."),
    equal: plains("Labels that both sides have with the same value.", "node"),
    why,
  } satisfies Keys<Inhibition>,
  ["cause", "effect", "equal", "why"],
);

const related = object(
  "Alerts that belong together without one silencing the other.",
  {
    alerts: plains("Names of alerts whose pages link to each other.", "HighRequestLatency"),
    why,
  } satisfies Keys<RelatedAlerts>,
  ["alerts", "why"],
);

const maintenance = object(
  "Hours in which nobody is told, because work is announced.",
  {
    name: plain("Name of the window.", "monthly updates"),
    during: list("When.", { $ref: "#/definitions/timeInterval" }),
    mutes: plains("Severities that it mutes; default: all but the most urgent.", "warning"),
    why,
  } satisfies Keys<MaintenanceWindow>,
  ["name", "during", "why"],
);

/** What Alertmanager does besides telling the receivers of the severities. */
export const ALERTING: Schema = object(
  "What Alertmanager does with the alerts besides telling the receivers of their severities.",
  {
    watchdog,
    inhibitions: list("Causes that silence their effects.", inhibition),
    related: list("Alerts whose pages link to each other.", related),
    maintenance: list("Hours of announced work.", maintenance),
    daylightSaving: choice(
      "what to do about daylight saving",
      ["month-bounded", "refused"],
      "How AlertmanagerConfig objects, which know UTC only, have intervals of a zone with daylight saving; default refused.",
    ),
    namespaces: plains(
      "Namespaces that alerts carry besides the system's own; each gets an AlertmanagerConfig.",
      "shop-jobs",
    ),
    matcherStrategy: choice(
      "alerts that an AlertmanagerConfig matches",
      ["OnNamespace", "None"],
      "alertmanagerConfigMatcherStrategy of the cluster's Alertmanager; default OnNamespace, as the operator's own.",
    ),
  } satisfies Keys<Alerting>,
);
