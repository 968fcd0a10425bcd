import { procedure } from "../../../lib/index.ts";
import {
  databaseAnswers,
  databaseFromBackend,
  health,
  listPods,
  metricsAnswer,
  monitoringHealth,
  usage,
} from "./commands.ts";

/** FREE-HEALTH-01 to -04. */
export const healthChecks = procedure("Health checks", {
  kind: "health-check",
  frequency: "before and after each deployment, and whenever in doubt",
  about: "Application, monitoring, database, metrics: from outside to inside.",
  first: [health, monitoringHealth, databaseFromBackend, databaseAnswers, metricsAnswer, listPods, usage],
  escalate: ["One of them fails: the page of BackendDown, or of DatabaseConnectionIssues"],
});
