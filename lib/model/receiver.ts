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
  | { readonly kind: "email"; readonly to: string }
  | { readonly kind: "webhook"; readonly url: SecretReference };

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

export function email(to: string): Receiver {
  return { kind: "email", to };
}

export function webhook(url: SecretReference): Receiver {
  return { kind: "webhook", url };
}
