import { BurnlineError, type Issue } from "../core/issue.ts";
import { CHECKS, checkManifests } from "../manifests/check-manifests.ts";
import { MANIFEST_CODES } from "../manifests/codes.ts";
import { readManifests } from "../manifests/read.ts";
import { annotatedWaivers, judge, readWaivers, type Waiver } from "../manifests/waivers.ts";
import { POLICY_CODES } from "../network/reach/codes.ts";
import type { Arguments, ExitCode } from "./command.ts";
import { issuesText } from "./issues-text.ts";
import { textFiles } from "./manifest-files.ts";
import { checkPolicies } from "./manifest-policies.ts";
import { type Looked, manifestFindings, manifestSummary } from "./manifest-text.ts";
import { issue } from "./refuse.ts";
import { paintFor, type Terminal } from "./terminal.ts";

/** Names that a waiver may have. */
const WAIVABLE = [...CHECKS, ...POLICY_CODES, ...MANIFEST_CODES];

/**
 * `burnline check --manifests DIR|FILE...`: what is wrong with manifests of anybody, all of them taken together. What cannot be
 * read is told on stderr, and the rest is checked all the same.
 *
 * @throws BurnlineError when there is nothing to check, or the waivers or schemas cannot be used
 */
export async function checkManifestFiles(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  if (args.positionals.length === 0) {
    throw new BurnlineError([issue("model-missing", "", "no manifest was given", { expected: "DIR or FILE..." })]);
  }
  const { files, issues: unread } = textFiles(args.positionals, terminal.folder);
  const read = files.map(({ file, text }) => readManifests(text, file));
  const manifests = read.flatMap((one) => one.manifests);
  const unreadable = [...unread, ...read.flatMap((one) => one.issues)];
  const own = annotatedWaivers(manifests);
  const waivers = [...waiversOf(args, terminal.folder), ...own.waivers];
  const schemas = await schemasOf(args, terminal.folder);
  const verdict = schemas === undefined ? undefined : (await checkerOf())(manifests, schemas);
  const found = [...checkManifests(manifests), ...checkPolicies(manifests), ...(verdict?.found ?? [])];
  const judged = judge(found, waivers, WAIVABLE);
  const all = { findings: [...judged.findings, ...own.issues], waived: judged.waived };
  const looked: Looked = {
    objects: manifests.length,
    files: files.length,
    ...(verdict === undefined ? {} : { schemas: verdict }),
  };
  if (unreadable.length > 0) terminal.error(issuesText(unreadable, args.has("json")));
  if (args.has("json")) {
    terminal.out(`${JSON.stringify(jsonOf(looked, all, unreadable), null, 2)}\n`);
  } else {
    terminal.out(manifestSummary(looked, all));
    terminal.out(manifestFindings(all.findings, found, paintFor(terminal)));
  }
  if (unreadable.length > 0) return 2;
  return all.findings.length > 0 ? 1 : 0;
}

function waiversOf(args: Arguments, folder: string): readonly Waiver[] {
  const { files, issues: unread } = textFiles(args.texts("waivers"), folder);
  const read = files.map(({ file, text }) => readWaivers(text, file));
  const issues = [...unread, ...read.flatMap((one) => one.issues)];
  if (issues.length > 0) throw new BurnlineError(issues);
  return read.flatMap((one) => one.waivers);
}

async function schemasOf(args: Arguments, folder: string) {
  const path = args.value("schemas");
  if (path === undefined) return undefined;
  const { readSchemas } = await import("./manifest-schemas.ts");
  const { schemas, issues } = readSchemas(path, folder);
  if (issues.length > 0) throw new BurnlineError(issues);
  return schemas;
}

/** Compiling schemas takes a library that nobody else needs. */
async function checkerOf() {
  return (await import("../manifests/schemas/schema-checker.ts")).checkSchemas;
}

function jsonOf(
  { objects, files, schemas }: Looked,
  { findings, waived }: ReturnType<typeof judge>,
  unreadable: readonly Issue[],
) {
  return {
    objects,
    files,
    schemas: schemas === undefined ? null : { checked: schemas.checked, without: Object.fromEntries(schemas.without) },
    findings,
    waived: waived.map((one) => ({ ...one.issue, reason: one.reason })),
    unreadable,
  };
}
