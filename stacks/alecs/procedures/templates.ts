import { procedure } from "../../../lib/index.ts";

/** ALECS-ROUTE-01: what is posted; the document has no text. */
export const message = procedure("Incident message", {
  kind: "template",
  about: "The first message about an incident, to the incident channel and to stakeholders.",
  first: [
    {
      do: "Fill in what stands in angle brackets",
      command: {
        kind: "yaml",
        text: `Subject: "[INCIDENT] ALECS - <what users see> - <P0 to P3>"
What: <what does not work>
Since: <time>
Who notices: <all clients, one customer, one tool>
Status: <investigating, identified, fixing, resolved>
Next message: <time>`,
      },
    },
  ],
});

export const statusTexts = procedure("Status page texts", {
  kind: "template",
  about: "What users read: short, without names of machines, and without promises.",
  first: [
    "Investigating: Since <time> some requests to ALECS fail or are slow. We are looking into it and will say more by <time>.",
    "Identified: We know the cause and are working on it. We will say more by <time>.",
    "Fixing: A remedy is in place and we are watching it. If you still see failures, tell us.",
    "Resolved: ALECS works as usual since <time>. It was disturbed for <duration>. We will publish what happened.",
  ],
});

export const report = procedure("Incident report", {
  kind: "template",
  about: "Written within a week after every P0 and P1, without blame.",
  first: [
    "Summary: what happened, in two sentences",
    "Timeline: first sign, alert, first answer, cause found, remedy, over; each with its time",
    "Cause: what led to it, and why it was not noticed before",
    "Impact: how long, who, how much of the error budget",
    "What went well, and what did not: alert, page, command",
    "Actions: each with a name and a date; the pages among them (Runbook updates)",
  ],
});
