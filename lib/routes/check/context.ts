import type { Labels } from "../matcher.ts";

/** An alert that routes have to take: its name and the labels that its rule sets. */
export interface RoutedAlert {
  readonly alert: string;
  readonly labels: Labels;
}

/** One alert of a class: all of the class are treated alike. */
export interface ClassExample extends RoutedAlert {
  /** With `alertname`. */
  readonly all: Labels;
}

/** What a configuration is checked against besides itself. */
export interface RouteContext {
  /** Rank of each severity, 0 for the most urgent; severities that are not there are not compared. */
  readonly ranks: Readonly<Record<string, number>>;
  /** Precedes the places in the configuration: `rules/alecs/alertmanager.yml`. */
  readonly file: string;
  /** Whether an inhibition has to have a cause among the alerts; those that are derived stand for alerts that may come. */
  readonly causes?: boolean;
}
