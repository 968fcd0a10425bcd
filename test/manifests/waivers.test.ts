import { describe, expect, it } from "vitest";
import { CHECKS, checkManifests } from "../../lib/manifests/check-manifests.ts";
import { readManifests } from "../../lib/manifests/read.ts";
import { annotatedWaivers, judge, readWaivers, WAIVE } from "../../lib/manifests/waivers.ts";
import { shop } from "./shop.ts";

const SHARP = ["CronJob backup", "spec.schedule", "0 2 * * *"] as const;

/** The shop with a job on the hour, and what stands of that. */
function standing(file: string, annotation?: string) {
  const note =
    annotation === undefined ? [] : [["CronJob backup", "metadata.annotations", { [WAIVE]: annotation }] as const];
  const { manifests } = readManifests(shop([SHARP, ...note]), "a.yaml");
  const read = readWaivers(file, "w.yaml");
  const own = annotatedWaivers(manifests);
  const { findings, waived } = judge(checkManifests(manifests), [...read.waivers, ...own.waivers], CHECKS);
  const codes = [...read.issues, ...own.issues, ...findings].map(({ code }) => code);
  return { codes, reasons: waived.map(({ reason }) => reason) };
}

const waiver = (check: string, objects: string, reason: string) =>
  `waivers:\n- {check: ${check}, objects: "${objects}", reason: "${reason}"}`;

describe("waivers", () => {
  it("let a finding stand, by a file with a pattern or by an annotation of the object", () => {
    expect(standing("waivers: []")).toEqual({ codes: ["cronjob-on-the-hour"], reasons: [] });
    const reason = "the supplier opens then";
    expect(standing(waiver("cronjob-on-the-hour", "CronJob shop/*", reason))).toEqual({ codes: [], reasons: [reason] });
    expect(standing("waivers: []", `cronjob-on-the-hour=${reason}`)).toEqual({ codes: [], reasons: [reason] });
  });

  it("let only those of their objects stand", () => {
    const { codes } = standing(waiver("cronjob-on-the-hour", "CronJob other/*", "why"));
    expect(codes).toEqual(["cronjob-on-the-hour", "waiver-unused"]);
  });

  it("are findings themselves without a reason, of no such check, or when nothing needs them", () => {
    expect(standing(waiver("cronjob-on-the-hour", "*", " ")).codes).toEqual([
      "waiver-without-reason",
      "cronjob-on-the-hour",
    ]);
    expect(standing("waivers: []", "cronjob-on-the-hour").codes).toEqual([
      "waiver-without-reason",
      "cronjob-on-the-hour",
    ]);
    expect(standing(waiver("cronjob-on-the-huor", "*", "why")).codes).toContain("waiver-unknown-check");
    expect(standing(waiver("latest-tag", "*", "why")).codes).toContain("waiver-unused");
  });

  it("may stand several in one annotation, on lines or after semicolons", () => {
    const { codes } = standing("waivers: []", "cronjob-on-the-hour=a; latest-tag=b\nhost-pid=c");
    expect(codes).toEqual(["waiver-unused", "waiver-unused"]);
  });

  it("are refused in another form, with the line of wrong YAML", () => {
    expect(readWaivers("waivers: 5", "w.yaml").issues).toMatchObject([{ code: "waiver-malformed", path: "w.yaml" }]);
    expect(readWaivers("waivers:\n- {objects: x}", "w.yaml").issues).toMatchObject([
      { code: "waiver-malformed", path: "w.yaml: waivers[0]" },
    ]);
    expect(readWaivers("a: b\nwaivers: [", "w.yaml").issues).toMatchObject([
      { code: "yaml-syntax", path: "w.yaml:2:11" },
    ]);
  });
});
