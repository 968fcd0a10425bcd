import { assumed, type Given } from "../../core/assumed.ts";
import {
  email,
  type MailServer,
  msteams,
  opsgenie,
  pagerduty,
  type Receiver,
  secret,
  slack,
  webhook,
} from "../receiver.ts";
import { type Data, listOf, mapOf, optional, textOf } from "./data.ts";

/** Receivers of the model. */
export function receiversOf(value: unknown): readonly Given<Receiver>[] {
  return listOf(value).map((item) => receiverOf(mapOf(item)));
}

/** A receiver of the model. */
export function receiverOf(data: Data): Given<Receiver> {
  if (data.assumed === undefined) return plainReceiverOf(data);
  return assumed(plainReceiverOf(mapOf(data.assumed)), textOf(data.why));
}

function plainReceiverOf(data: Data): Receiver {
  if (data.pagerduty !== undefined) return pagerduty(secretOf(data.pagerduty));
  if (data.opsgenie !== undefined) return opsgenie(secretOf(data.opsgenie));
  if (data.msteams !== undefined) return msteams(secretOf(data.msteams));
  if (data.webhook !== undefined) return webhook(secretOf(data.webhook));
  if (typeof data.email === "string") return email(data.email);
  if (data.email !== undefined) return email(textOf(mapOf(data.email).to), serverOf(mapOf(mapOf(data.email).server)));
  const { channel, webhook: url } = mapOf(data.slack);
  return slack(textOf(channel), secretOf(url));
}

function serverOf(data: Data): MailServer {
  return {
    smarthost: textOf(data.smarthost),
    from: textOf(data.from),
    ...optional(data, "login", (value) => ({
      username: textOf(mapOf(value).username),
      password: secretOf(mapOf(value).password),
    })),
  };
}

function secretOf(value: unknown) {
  return secret(textOf(mapOf(value).secret), textOf(mapOf(value).key));
}
