import type { SimulatedIncident, Simulation, SpentBudget } from "./simulation.ts";

/**
 * Share of a budget that nobody may lose without being told: at a tenth the tickets of the SRE workbook are written
 * (table 5-8, https://sre.google/workbook/alerting-on-slos/).
 */
const WORTH_TELLING = 0.1;

/** The budgets of which an incident takes a tenth or more although no alert of their objective or its targets fires. */
export function untoldBudgets({ alerts, budgets }: SimulatedIncident): readonly SpentBudget[] {
  return budgets.filter(
    ({ owner, objective, spent }) =>
      spent >= WORTH_TELLING &&
      !alerts.some((told) => told.owner === owner && (told.part === objective || told.part === "targets")),
  );
}

/** True when some incident takes a tenth of a budget and nobody is told. */
export function hasUntold({ incidents }: Simulation): boolean {
  return incidents.some((incident) => untoldBudgets(incident).length > 0);
}
