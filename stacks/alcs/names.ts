import { NAMESPACE } from "./metrics.ts";

/** What the cluster calls the parts of ALCS; every command of the pages takes its names from here. */
export const DEPLOYMENT = "alcs";
export const CONTAINER = "alcs";
export const APP = "alcs";
export const POD_LABEL = `app=${APP}`;
export const PORT = 3000;
export const PORT_NAME = "http";
export const HPA = "alcs";
export const INGRESS = "alcs";
export const INGRESS_CONTROLLER = "ingress-nginx-controller";
export const CONFIGMAP = "alcs-config";
export const SECRET = "alcs-secrets";
export const CERTIFICATE = "alcs-tls";
export const STAGING = "alcs-staging";
export const DATABASE_POD = "postgres-0";
export const DATABASE_APP = "postgres";
export const DATABASE_LABEL = `app=${DATABASE_APP}`;
export const DATABASE_USER = "alcs";
export const DATABASE = "alcs";
export const IMAGE = "your-registry/alcs";
export const HOST = "alcs.example.com";
export const BASE_URL = `https://${HOST}`;
export const LLM_HOST = "api.anthropic.com";
export const BACKUPS = "/backups/alcs";
export const STATUS_PAGE = "https://status.example.com";
export const CHANNEL = "#alcs-incidents";

/** Pods that the document starts with, scales to under load, leaves when it scales down, and lets the HPA go up to. */
export const REPLICAS = { usual: 3, busy: 6, few: 2, most: 15 } as const;

/** Memory limit of the container, and what the document raises it to. */
export const MEMORY_LIMIT = { from: "2Gi", to: "4Gi" } as const;

/** `-n alcs`, on every command: the current namespace of a terminal is anybody's guess. */
export const N = `-n ${NAMESPACE}`;

/** Label that takes the connections of a pod away, all but those from forensic pods. */
export const QUARANTINE = "burnline.dev/quarantine";

/** Pods from which somebody looks at a pod in quarantine. */
export const FORENSICS = { namespace: "forensics", labels: { app: "forensics" } } as const;
