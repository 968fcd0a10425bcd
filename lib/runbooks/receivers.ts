import type { Receiver } from "../model/receiver.ts";
import { code, prose } from "./markdown.ts";

/** A receiver as people call it: `Slack #ops`. Names of secrets stay out of pages. */
export function receiverInWords(receiver: Receiver): string {
  switch (receiver.kind) {
    case "pagerduty":
      return "PagerDuty";
    case "opsgenie":
      return "Opsgenie";
    case "slack":
      return `Slack ${code(receiver.channel)}`;
    case "msteams":
      return "Microsoft Teams";
    case "email":
      return `e-mail to ${prose(receiver.to)}`;
    case "webhook":
      return "a webhook";
  }
}

/** Receivers, each named once. */
export function receiversInWords(receivers: readonly Receiver[]): readonly string[] {
  return [...new Set(receivers.map(receiverInWords))];
}
