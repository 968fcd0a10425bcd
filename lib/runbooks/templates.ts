import { kebabCase } from "../core/names.ts";
import { RECORDED, windowName } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import { eq, metric } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import { block, code, link, prose, section, table } from "./markdown.ts";
import { navigation } from "./navigation.ts";
import { type PageContext, rankOf, severityHeading } from "./page-context.ts";

/** A page that people copy and fill in. */
export interface TemplatePage {
  readonly title: string;
  readonly file: string;
  readonly lines: (context: PageContext) => readonly string[];
}

const INCIDENT = "incident.md";
const POST_MORTEM_FILE = "post-mortem.md";
const STATUS_PAGE = "status-page.md";

const TEMPLATES: readonly (TemplatePage & { readonly alike: RegExp })[] = [
  {
    title: "Incident",
    file: INCIDENT,
    alike: /^(?:running-an-)?incident(?:-response|-record|-checklist)?$/,
    lines: incidentPage,
  },
  {
    title: "Post-mortem",
    file: POST_MORTEM_FILE,
    alike: /post-?mortem|post-incident|incident-(?:review|report)|retrospective/,
    lines: postMortemPage,
  },
  {
    title: "Status page texts",
    file: STATUS_PAGE,
    alike: /status-page|status-update|user-communication/,
    lines: statusPage,
  },
];

/** Templates that the model has none of its own for: a procedure of kind `template` that is titled alike replaces ours. */
export function templatesFor(system: System): readonly TemplatePage[] {
  return TEMPLATES.filter((template) => ownTemplate(template.alike, system) === undefined);
}

function ownTemplate(alike: RegExp, { procedures = [] }: System): string | undefined {
  const own = procedures.find(({ kind, title }) => kind === "template" && alike.test(kebabCase(title)));
  return own === undefined ? undefined : `procedures/${kebabCase(own.title)}.md`;
}

/** Where the page of one of our templates lies, which may be one of the model's. */
function fileOf(file: string, system: System): string {
  const template = TEMPLATES.find((one) => one.file === file);
  return (template === undefined ? undefined : ownTemplate(template.alike, system)) ?? file;
}

function incidentPage(context: PageContext): readonly string[] {
  const { system } = context;
  const { channel, statusPage: page } = system.escalation ?? {};
  const names = Object.keys(system.severities).sort((a, b) => rankOf(a, system) - rankOf(b, system));
  const answers = names.map((name) => {
    const { acknowledgeWithin, resolveWithin } = system.severities[name] ?? { acknowledgeWithin: undefined };
    return [
      severityHeading(name),
      acknowledgeWithin === undefined ? "" : windowName(acknowledgeWithin.value),
      resolveWithin === undefined ? "" : windowName(resolveWithin.value),
    ];
  });
  return [
    ...head("Running an incident", context),
    "Copy this page when users are affected, or when more than one person is needed. One person decides, another one writes.",
    "",
    ...section(2, "In the first minutes", [
      `1. Acknowledge the page, so that nobody else is called. ${link("How quickly, and who is next", "severities.md")}.`,
      `2. Say that it is an incident${channel === undefined ? ", in the team's channel" : ` in ${code(channel)}`}: what users notice, since when, which alert.`,
      "3. Name who leads (decides, does not type), who works on it, and who writes: the timeline and the messages.",
      "4. Open the alert's page and its dashboard. Undo the last change first, if it began with one; understand it afterwards.",
      `5. Tell users${page === undefined ? "" : ` at ${prose(page)}`}. ${link("Texts", fileOf(STATUS_PAGE, system))}.`,
    ]),
    ...section(2, "How quickly", table(["severity", "acknowledge", "resolve"], answers)),
    ...section(2, "Record", block("markdown", RECORD)),
    ...section(2, "When it is over", [
      "1. The alert has resolved by itself, and stays so for as long as its longest window that pages.",
      "2. What was switched off or raised for the incident is back as it was, or has an entry with an owner.",
      "3. Users have been told that it is over.",
      `4. A ${link("post-mortem", fileOf(POST_MORTEM_FILE, system))} has an owner and a date, if users were affected.`,
    ]),
  ];
}

const RECORD = `# <what users notice>, <date>

- Severity:
- Began (UTC):
- Noticed (UTC), by which alert or person:
- Leads:
- Works on it:
- Writes:

| time (UTC) | what happened, what was done, by whom |
|---|---|
|  |  |

## What users could not do
## What has been changed and has to be changed back
## Open questions`;

function postMortemPage(context: PageContext): readonly string[] {
  const { system } = context;
  const budget = print(metric(RECORDED.budgetRemaining, [eq("system", system.name)]));
  return [
    ...head("Post-mortem", context),
    "Written within a week by those who were there. It asks how it came about, not who did it: whoever acted did what seemed right then.",
    "",
    "What the incident cost of each budget is the fall of this over its time:",
    "",
    ...block("promql", budget),
    "",
    ...section(2, "Template", block("markdown", POST_MORTEM)),
  ];
}

const POST_MORTEM = `# <what users noticed>, <date>

- Authors:
- Severity and duration:
- Users affected, and how many requests failed:
- Share of each error budget that it spent:

## Summary
<three sentences: what broke, why, what ended it>

## Timeline (UTC)
| time | what happened |
|---|---|
|  | it began |
|  | the first alert fired; or: nobody was told until ... |
|  | somebody looked |
|  | the cause was found |
|  | users could work again |

## Detection
<did the right alert fire, as soon as its page says? did it reach the right person, once?>

## Causes
<what had to come together; ask why of each answer until it is something that can be changed>

## What helped, what hindered
<the page, the dashboard, access, who was reached>

## What will be done
| what | prevents, detects sooner or mends sooner | owner | until |
|---|---|---|---|
|  |  |  |  |`;

function statusPage(context: PageContext): readonly string[] {
  const { system, title } = context;
  const where = system.escalation?.statusPage;
  const name = title.replaceAll("`", "");
  const text = (heading: string, when: string, body: string): readonly string[] => [
    `## ${heading}`,
    "",
    when,
    "",
    ...block("text", body),
    "",
  ];
  return [
    ...head("Status page texts", context),
    `${where === undefined ? "The model names no status page; say it where users look." : `Published at ${prose(where)}.`} ` +
      "Say what users notice, not which part of ours is broken. Say when the next message comes, and keep that.",
    "",
    ...text(
      "Investigating",
      "As soon as users are affected, before the cause is known.",
      `${name}: <what does not work>\nSince <time> (UTC) <what users notice>. We are looking into it.\n<what works as usual, or a way around it>\nNext message at <time> (UTC).`,
    ),
    ...text(
      "Identified",
      "When the cause is known and somebody works on it.",
      `${name}: <what does not work>\nWe have found the cause and are working on it. <what users still notice>\nNext message at <time> (UTC).`,
    ),
    ...text(
      "Monitoring",
      "When users can work again, until the alerts have resolved.",
      `${name}: works again\nSince <time> (UTC) <what was broken> works again. We are watching it.\nNext message at <time> (UTC).`,
    ),
    ...text(
      "Resolved",
      "When the alerts have resolved.",
      `${name}: over\nFrom <time> to <time> (UTC) <what users noticed>. It is over.\n<what was lost or has to be done again by users, or: no data was lost>`,
    ),
    ...text(
      "Maintenance",
      "At least a day before announced work.",
      `${name}: maintenance on <date>\nFrom <time> to <time> (UTC) <what will not work>. <what users should do before>`,
    ),
  ];
}

function head(heading: string, context: PageContext): readonly string[] {
  return [`# ${heading}`, "", navigation(context, ""), ""];
}
