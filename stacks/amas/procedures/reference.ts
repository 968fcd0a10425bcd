import { procedure, shell } from "../../../lib/index.ts";
import { clearCache, flush } from "./cache-commands.ts";
import {
  activeAlerts,
  databaseSize,
  health,
  metrics,
  newestLines,
  onHost,
  openDatabase,
  RESTART,
  UPDATE_ENV,
} from "./commands.ts";

/** AMAS-CONFIG-05. */
export const quickReference = procedure("Quick reference", {
  about: "The commands that everybody needs, without the why.",
  first: [
    onHost,
    health,
    metrics("View metrics", "amas_"),
    activeAlerts,
    openDatabase,
    databaseSize,
    clearCache,
    flush,
    shell("Restart services", RESTART, {
      destructive: "Requests in flight fail, decisions that wait in the queue are lost.",
      mended: UPDATE_ENV,
    }),
    newestLines,
    "Load tests have pages of their own: Load test before production, Load test in production",
  ],
});

/** AMAS-CONFIG-06. */
export const sources = procedure("Where these pages come from", {
  about:
    "Week 3 AMAS Monitoring System - Operations Runbook of the Platform Engineering Team, version 1.0, last updated 2024-12-03. " +
    "Numbers, queries and commands that differ from it are mended: each says why.",
  first: [
    "Owner: Platform Engineering Team. Whoever changes a threshold changes it in the model; rules, pages and dashboards follow.",
    "Links that the document leaves open are contacts without a number on the page of severities: on-call rotation, Platform Team Lead, Database Admin, Infrastructure, both providers.",
  ],
});
