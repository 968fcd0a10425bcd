import type { Receiver } from "../model/receiver.ts";
import type { AlertmanagerConfiguration } from "./configuration.ts";

/** How the alerts of one system reach people: Alertmanager's configuration, and who stands behind each of its receivers. */
export interface Routing {
  readonly system: string;
  readonly configuration: AlertmanagerConfiguration;
  /** The same receivers by what the model calls them, for targets that refer to secrets in another way. */
  readonly receivers: readonly RoutedReceiver[];
}

/** A receiver of Alertmanager with those of the model that it tells. */
export interface RoutedReceiver {
  readonly name: string;
  readonly tells: readonly Receiver[];
  readonly message: MessageContext;
}

/** What a message says besides what stands in its alerts. */
export interface MessageContext {
  /** First word of the title: `CRITICAL`, `UNROUTED`. */
  readonly title: string;
  /** Place among the severities, 0 for the most urgent. */
  readonly urgency: number;
  /** What is asked of whoever reads it: `Acknowledge within 5m.` */
  readonly ask?: string;
}
