import { UNITS } from "../../core/quantity.ts";
import type { Obligation } from "../scenario.ts";
import { list, object, oneOfKeys, type Schema, use } from "./parts.ts";

const OBLIGATIONS: Readonly<Record<Obligation, true>> = {
  "fires-just-above": true,
  "silent-just-below": true,
  pending: true,
  "for-boundary": true,
  resolves: true,
  "no-traffic": true,
  "traffic-stops": true,
  "one-target-lost": true,
  "target-lost": true,
  "target-never-seen": true,
  "born-late": true,
  "only-errors": true,
  "first-error": true,
  "counter-reset": true,
  "pod-restart": true,
  rollout: true,
  "one-replica-bad": true,
  "gap-during-for": true,
  "one-failure": true,
  isolation: true,
  "scrape-doubled": true,
  "evaluation-jitter": true,
  "missed-evaluations": true,
  flapping: true,
  "range-semantics": true,
  defect: true,
  other: true,
};

const plain = (description: string, example: string): Schema => ({
  type: "string",
  title: "text",
  examples: [example],
  description,
});

const scenario = object(
  "Synthetic series, and when the alert fires on them.",
  {
    name: plain("A sentence with numbers.", "fires 6 m after the last replica is gone"),
    obligation: {
      enum: Object.keys(OBLIGATIONS),
      title: "an obligation",
      examples: ["fires-just-above"],
      description: "What it proves.",
    },
    step: use("duration", "Time between samples and between evaluations."),
    labels: {
      type: "object",
      additionalProperties: { type: "string" },
      description: "Labels that tell the alert from others of its name; severity is filled in.",
    },
    series: list(
      "Input series.",
      object(
        "One input series.",
        {
          series: plain("Name and labels.", 'up{job="checkout"}'),
          samples: plain(
            "One sample a step, as promtool writes them: 1x5 is six ones, 0+10x5 a ramp, _x5 five gaps, stale.",
            "1x5 0x10",
          ),
        },
        ["series", "samples"],
      ),
    ),
    expect: list(
      "How many instances fire at which time.",
      object(
        "One expectation.",
        {
          at: use("duration", "Time since the first sample."),
          firing: {
            type: "integer",
            title: "a whole number",
            examples: [1],
            description: "Instances of the alert that fire.",
          },
        },
        ["at", "firing"],
      ),
    ),
    defect: plain("Identifier of the documented defect that the series expose.", "CHECKOUT-D01"),
  },
  ["name", "obligation", "step", "series", "expect"],
);

const PROMQL_KEYS = ["promql", "catalogue"].map((key) => [key]);

/** An alert that is no objective: from the catalogue, or in PromQL of one's own. */
export const CONDITION: Schema = object(
  "An alert that is no objective: PromQL of one's own with its scenarios, or an entry of the catalogue.",
  {
    alert: plain("Name of the alert.", "CheckoutConfigChanged"),
    severity: {
      type: "string",
      title: "a severity",
      examples: ["critical"],
      description: "One of the system's severities.",
    },
    for: use("duration", "How long the condition must hold before the alert fires."),
    impact: use("text", "What users notice, in one sentence."),
    promql: plain("The expression; fires while it has a sample.", 'up{job="checkout"} == 0'),
    unit: {
      enum: UNITS,
      title: "a unit",
      examples: ["seconds"],
      description: "Unit of the expression's value, for the annotation.",
    },
    summary: use("text", "One line; may name labels that the expression keeps."),
    means: use("text", "What the expression means, in words, with its numbers."),
    scenarios: list("Series that show when it fires and when not.", scenario),
    catalogue: plain("Entry of the catalogue.", "pod-crash-looping"),
    with: { type: "object", description: "Parameters of the catalogue's entry." },
  },
  ["alert", "severity"],
  oneOfKeys(...PROMQL_KEYS),
);
