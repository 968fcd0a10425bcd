const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const DOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/**
 * Whether a text can be the key of a label: a name, and perhaps a domain and `/` before it
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set).
 */
export function isLabelKey(text: string): boolean {
  const [name = "", domain, ...more] = text.split("/").reverse();
  return more.length === 0 && isShort(name) && NAME.test(name) && (domain === undefined || isDnsSubdomain(domain));
}

/** Whether a text can be the value of a label; an empty one can. */
export function isLabelValue(text: string): boolean {
  return text === "" || (isShort(text) && NAME.test(text));
}

/** Whether most objects of Kubernetes can have this name: DNS labels with dots between them, 253 characters at most. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && DOMAIN.test(text);
}

function isShort(text: string): boolean {
  return text.length <= 63;
}
