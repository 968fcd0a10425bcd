import { load } from "js-yaml";
import type { Issue } from "../core/issue.ts";
import type { Json } from "../core/json.ts";
import { nearest } from "../core/names.ts";
import { yamlIssue } from "../core/yaml-read.ts";
import { fieldsOf, mapsOf, textOf } from "../kubernetes/fields.ts";
import { type Facts, Report } from "../model/check/report.ts";
import type { ManifestCode } from "./codes.ts";
import { type Manifest, placeOf } from "./manifest.ts";

/** Annotation of an object with `check=reason`, several of them on lines of their own or after a semicolon. */
export const WAIVE = "burnline.dev/waive";

/** A finding that somebody has looked at and lets stand. */
export interface Waiver {
  readonly check: string;
  /** Objects that it is for: `CronJob shop/*`; a star stands for any text. */
  readonly objects: string;
  readonly reason: string;
  /** Where it stands, for messages. */
  readonly place: string;
}

/** What was read, and what is wrong with the rest. */
export interface ReadWaivers {
  readonly waivers: readonly Waiver[];
  readonly issues: readonly Issue[];
}

/** Something that was found of an object, by us or by another tool. */
export interface Found {
  /** `Deployment shop/api`. */
  readonly title: string;
  readonly issue: Issue;
}

/** Findings that stand, and those that are waived, each with its reason. */
export interface Judged {
  readonly findings: readonly Issue[];
  readonly waived: readonly { readonly issue: Issue; readonly reason: string }[];
}

/** Reads a file of waivers: `waivers:`, a list of `check`, `objects` (default: all) and `reason`. */
export function readWaivers(text: string, file: string): ReadWaivers {
  let document: Json;
  try {
    document = load(text, { filename: file }) as Json;
  } catch (error) {
    return { waivers: [], issues: [yamlIssue(error, file)] };
  }
  const report = new Report<ManifestCode>();
  const list = fieldsOf(document).waivers;
  if (!Array.isArray(list)) {
    const expected = "waivers: a list of check, objects and reason";
    report.error("waiver-malformed", file, "this is no list of waivers", { expected });
  }
  const waivers = mapsOf(list).flatMap(([index, { check, objects = "*", reason }]) => {
    const place = `${file}: waivers[${index}]`;
    if (typeof check !== "string" || typeof objects !== "string") {
      report.error("waiver-malformed", place, "a waiver names a check and its objects", { expected: "text" });
      return [];
    }
    return waiver(check, objects, textOf(reason) ?? "", place, report);
  });
  return { waivers, issues: report.issues };
}

/** The waivers that objects carry themselves. */
export function annotatedWaivers(manifests: readonly Manifest[]): ReadWaivers {
  const report = new Report<ManifestCode>();
  const waivers = manifests.flatMap((manifest) => {
    const text = manifest.annotations[WAIVE];
    const parts = (text ?? "").split(/[;\n]/).map((part) => part.trim());
    return parts
      .filter((part) => part !== "")
      .flatMap((part) => {
        const equals = part.indexOf("=");
        const check = (equals === -1 ? part : part.slice(0, equals)).trim();
        const reason = equals === -1 ? "" : part.slice(equals + 1).trim();
        return waiver(check, manifest.title, reason, placeOf(manifest, `metadata.annotations["${WAIVE}"]`), report);
      });
  });
  return { waivers, issues: report.issues };
}

/** Takes out what is waived; a waiver of an unknown check, and one that nothing needs, are findings themselves. */
export function judge(found: readonly Found[], waivers: readonly Waiver[], known: readonly string[]): Judged {
  const report = new Report<ManifestCode>();
  const used = new Set<Waiver>();
  const findings: Issue[] = [];
  const waived: { issue: Issue; reason: string }[] = [];
  const byCheck = new Map<string, { waiver: Waiver; matches: (title: string) => boolean }[]>();
  for (const one of waivers) {
    const matcher = { waiver: one, matches: pattern(one.objects) };
    const others = byCheck.get(one.check);
    if (others === undefined) byCheck.set(one.check, [matcher]);
    else others.push(matcher);
  }
  for (const { title, issue } of found) {
    const matching = (byCheck.get(issue.code) ?? []).filter(({ matches }) => matches(title)).map((one) => one.waiver);
    for (const one of matching) used.add(one);
    const [first] = matching;
    if (first === undefined) findings.push(issue);
    else waived.push({ issue, reason: first.reason });
  }
  for (const one of waivers.filter((waiver) => !used.has(waiver))) {
    if (known.includes(one.check)) {
      const found = `${one.check} of ${one.objects}`;
      report.warning("waiver-unused", one.place, "nothing needs this waiver", { found, mend: "remove it" });
    } else {
      report.warning("waiver-unknown-check", one.place, "there is no such check", unknown(one.check, known));
    }
  }
  return { findings: [...findings, ...report.issues], waived };
}

function waiver(
  check: string,
  objects: string,
  reason: string,
  place: string,
  report: Report<ManifestCode>,
): readonly Waiver[] {
  if (reason.trim() !== "") return [{ check, objects, reason: reason.trim(), place }];
  const mend = "say why it may stand";
  report.error("waiver-without-reason", place, "a waiver needs its reason", { found: check, mend });
  return [];
}

function unknown(check: string, known: readonly string[]): Facts {
  const near = nearest(check, known);
  return { found: check, mend: near === undefined ? "docs/manifests.md lists the checks" : `did you mean ${near}?` };
}

function pattern(text: string): (title: string) => boolean {
  const parts = text.split("*").map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
  const expression = new RegExp(`^${parts.join(".*")}$`, "s");
  return (title) => expression.test(title);
}
