import { NAMESPACE } from "./metrics.ts";

/** What the cluster calls the parts of ALECS; every command of the pages takes its names from here. */
export const DEPLOYMENT = "alecs-server";
export const CONTAINER = "alecs";
export const APP = "alecs-server";
export const SERVICE = "alecs-service";
export const PORT = 8080;
export const PORT_NAME = "http";
export const HPA = "alecs-hpa";
/** KEDA's object, which makes the HPA of the same name and takes back what is changed on it. */
export const SCALED_OBJECT = HPA;
export const NETWORK_POLICY = "alecs-network-policy";
export const INGRESS_CONTROLLER = "ingress-nginx-controller";
export const CONFIGMAP = "alecs-config";
export const SECRET = "alecs-credentials";
export const CERTIFICATE = "alecs-tls";
export const IMAGE = "ghcr.io/acedergren/alecs-mcp-server-akamai";
export const BASE_URL = "https://alecs.your-domain.com";
export const AKAMAI = "test-host.luna.akamaiapis.net";
export const AKAMAI_CHECK = `https://${AKAMAI}/papi/v1/contracts`;
export const BUCKET = "s3://alecs-backups";
export const CHANNEL = "#alecs-incidents";

/** Pods that the document scales to, and the bounds of the HPA between which a number holds. */
export const REPLICAS = { usual: 3, outage: 5, busyCpu: 6, highLoad: 10, most: 20 } as const;

/** What the document raises the limits of the container to. */
export const RAISED = { memory: "8Gi", cpu: "4000m" } as const;

/** `-n alecs`, on every command: the current namespace of a terminal is anybody's guess. */
export const N = `-n ${NAMESPACE}`;

/** Label that takes the connections of a pod away, all but those from forensic pods. */
export const QUARANTINE = "burnline.dev/quarantine";

/** Pods from which somebody looks at a pod in quarantine. */
export const FORENSICS = { namespace: "forensics", labels: { app: "forensics" } } as const;
