import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import type { RouteCode } from "../codes.ts";
import type { AlertmanagerConfiguration } from "../configuration.ts";
import { LabelClasses } from "../label-classes.ts";
import type { Labels } from "../matcher.ts";
import { nodesFor, type RoutingTree, routingTree } from "../tree.ts";
import type { ClassExample, RouteContext, RoutedAlert } from "./context.ts";
import { checkInhibitions } from "./inhibitions.ts";
import { checkReceivers } from "./receivers.ts";
import { checkTree } from "./tree.ts";

/**
 * Finds what is wrong with a configuration of Alertmanager, whoever made it, and with the way that alerts take through it. The
 * costly questions are asked once for each class of alerts, so that a thousand objectives cost little more than one.
 */
export class RouteChecks {
  readonly #report = new Report<RouteCode>();
  readonly #context: RouteContext;
  readonly #classes: LabelClasses;
  readonly #tree: RoutingTree;
  readonly #seen = new Map<string, ClassExample & { readonly routed: boolean }>();

  /** Errors: throws SyntaxError for matchers that Alertmanager refuses. */
  constructor(configuration: AlertmanagerConfiguration, context: RouteContext) {
    this.#context = context;
    this.#tree = routingTree(configuration);
    this.#classes = new LabelClasses(configuration);
    checkTree(this.#tree, context.file, this.#report);
    checkReceivers(configuration, context.file, this.#report);
  }

  /** Looks at one alert; `path` is where it comes from. */
  visit({ alert, labels }: RoutedAlert, path: string): void {
    const all: Labels = { ...labels, alertname: alert };
    const key = this.#classes.keyOf(all);
    let seen = this.#seen.get(key);
    if (seen === undefined) {
      const routed = nodesFor(this.#tree, all).every((node) => node.parent !== undefined);
      seen = { alert, labels, all, routed };
      this.#seen.set(key, seen);
    }
    if (seen.routed) return;
    this.#report.error("alert-unrouted", path, `no route takes ${alert}, so that it falls to the catch-all`, {
      found: ["system", "severity"].map((label) => `${label}="${all[label] ?? ""}"`).join(", "),
      expected: "a route that matches its labels",
      mend: "give its severity receivers, and keep no label `system` or `severity` of the series",
    });
  }

  /** What is wrong, once every alert was shown. */
  issues(): readonly Issue[] {
    checkInhibitions(this.#tree, [...this.#seen.values()], this.#context, this.#report);
    return this.#report.issues;
  }
}
