/** A secret by reference: the Kubernetes Secret and the key in it. A literal secret has no place in a model. */
export interface SecretReference {
  readonly secret: string;
  readonly key: string;
}

/** Somebody who is told about an alert. */
export type Receiver =
  | { readonly kind: "pagerduty"; readonly routingKey: SecretReference }
  | { readonly kind: "opsgenie"; readonly apiKey: SecretReference }
  | { readonly kind: "slack"; readonly channel: string; readonly webhook: SecretReference }
  | { readonly kind: "msteams"; readonly webhook: SecretReference }
  | { readonly kind: "email"; readonly to: string; readonly server?: MailServer }
  | { readonly kind: "webhook"; readonly url: SecretReference };

/**
 * The mail server that Alertmanager hands messages to. Without one the configuration leaves it to Alertmanager's global
 * section, which is its owner's, and cannot stand alone.
 */
export interface MailServer {
  /** Host and port: `smtp.example.com:587`. */
  readonly smarthost: string;
  /** Address of the sender. */
  readonly from: string;
  readonly login?: { readonly username: string; readonly password: SecretReference };
}

/** A key of a Kubernetes Secret. */
export function secret(name: string, key: string): SecretReference {
  return { secret: name, key };
}

export function pagerduty(routingKey: SecretReference): Receiver {
  return { kind: "pagerduty", routingKey };
}

export function opsgenie(apiKey: SecretReference): Receiver {
  return { kind: "opsgenie", apiKey };
}

export function slack(channel: string, webhook: SecretReference): Receiver {
  return { kind: "slack", channel, webhook };
}

export function msteams(webhook: SecretReference): Receiver {
  return { kind: "msteams", webhook };
}

export function email(to: string, server?: MailServer): Receiver {
  return { kind: "email", to, ...(server === undefined ? {} : { server }) };
}

export function webhook(url: SecretReference): Receiver {
  return { kind: "webhook", url };
}
