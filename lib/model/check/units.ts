import type { Quantity, Unit } from "../../core/quantity.ts";
import { quantityInWords } from "../conventions.ts";
import { unitOfIndicator } from "../indicator.ts";
import type { System } from "../system.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { objectivesOf } from "./walk.ts";

const WORDS: Readonly<Record<Unit, string>> = {
  seconds: "seconds",
  milliseconds: "milliseconds",
  bytes: "bytes",
  ratio: "percent",
  count: "numbers without a unit",
  "per-second": "events per second",
  cores: "cores",
  timestamp: "Unix time",
};

/** That a target or threshold is compared with a value in its own unit, and is a number. */
export function checkUnits(system: System, report: Report<ModelCode>): void {
  for (const { objective, path } of objectivesOf(system)) {
    const { indicator } = objective;
    const unit = unitOfIndicator(indicator);
    const compare = (at: string, given: Quantity, wanted: Unit, what: string): void => {
      if (!Number.isFinite(given.value)) {
        report.error("number-invalid", at, "not a number that can be compared", { found: `${given.value}` });
      } else if (given.unit !== wanted) {
        report.error("unit-mismatch", at, `${what} is measured in ${WORDS[wanted]}`, {
          found: given.unit === "count" ? `${given.value}, without a unit` : quantityInWords(given),
          expected: `a value in ${WORDS[wanted]}`,
          mend: conversion(given, wanted),
        });
      }
    };
    if (objective.target !== undefined) compare(`${path}.target`, objective.target, unit, "the indicator");
    for (const [index, { comparison, threshold }] of objective.tiers.entries()) {
      compare(`${path}.tiers.${index}.${comparison}`, threshold, unit, "the indicator");
    }
    if (indicator.kind === "latency") {
      compare(`${path}.indicator.below`, indicator.below, indicator.histogram.unit, indicator.histogram.name);
    }
    if (indicator.kind === "freshness" && indicator.timestamp.unit !== "timestamp") {
      report.error("unit-mismatch", `${path}.indicator.timestamp`, "freshness is the age of a Unix time in seconds", {
        found: `${indicator.timestamp.name} in ${indicator.timestamp.unit}`,
        expected: "a gauge in timestamp",
      });
    }
    if (indicator.kind === "saturation") {
      const { used, capacity } = indicator;
      const wanted = used.type === "counter" && used.unit === "seconds" ? "cores" : used.unit;
      if (capacity.unit !== wanted) {
        report.error(
          "unit-mismatch",
          `${path}.indicator.capacity`,
          `what is used (${used.name}) is measured in ${wanted}`,
          {
            found: capacity.unit,
            expected: wanted,
          },
        );
      }
    }
  }
}

function conversion(given: Quantity, wanted: Unit): string | undefined {
  if (given.unit === "seconds" && wanted === "milliseconds") return `write ${given.value * 1_000} ms`;
  if (given.unit === "milliseconds" && wanted === "seconds") return `write ${given.value / 1_000} s`;
  if (given.unit === "count") return withUnit(given.value, wanted);
  return undefined;
}

function withUnit(value: number, wanted: Unit): string | undefined {
  if (wanted === "ratio")
    return `with its unit: ${quantityInWords({ unit: wanted, value: value > 1 ? value / 100 : value })}`;
  return wanted === "count" || wanted === "timestamp"
    ? undefined
    : `with its unit: ${quantityInWords({ unit: wanted, value })}`;
}
