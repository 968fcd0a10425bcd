import { NAMESPACE } from "./metrics.ts";

/** What the cluster calls the parts of FreeAgentics; every command of the pages takes its names from here. */
export const BACKEND = "backend";
export const FRONTEND = "frontend";
export const POSTGRES = "postgres";
export const REDIS = "redis";
export const HPA = "backend";
export const CERTIFICATE = "freeagentics-tls";
export const VIRTUAL_SERVICE = "freeagentics-vs";
export const DATABASE = "freeagentics";
export const DATABASE_USER = "freeagentics";
export const HOST = "freeagentics.com";
export const BASE_URL = `https://${HOST}`;
export const BACKUP_BUCKET = "s3://freeagentics-backups/database/";
export const STATUS_PAGE = "https://status.freeagentics.com";
export const CHANNEL = "#freeagentics-alerts";
export const TEAMS_CHANNEL = "FreeAgentics Operations";
export const MAIL = "ops@freeagentics.com";

/** `-n freeagentics-prod`, on every command: the current namespace of a terminal is anybody's guess. */
export const N = `-n ${NAMESPACE}`;

/** Pods that the autoscaler may choose, and what the document scales to while requests are slow, and in an emergency. */
export const REPLICAS = { least: 3, most: 20, slow: 6, emergency: 10 } as const;

/** What the document raises the backend's resources to. */
export const RESOURCES = {
  requests: { memory: "1Gi", cpu: "500m" },
  limits: { memory: "2Gi", cpu: "1000m" },
} as const;
