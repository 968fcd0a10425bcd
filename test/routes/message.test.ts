import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import {
  commonLabel,
  firstAnnotation,
  headline,
  markdownText,
  plainText,
  slackText,
} from "../../lib/routes/message.ts";
import { describeWithAmtool, findAmtool } from "../support/find-amtool.ts";
import { isFullRun } from "../support/promtool.ts";

const CONTEXT = { title: "CRITICAL", urgency: 0, ask: "Acknowledge within 5m." };

const DOWN = {
  status: "firing",
  labels: { alertname: "ApiDown", service: "api" },
  annotations: {
    summary: "API is down",
    description: "For 2m no target has answered.",
    impact: "Nobody can buy.",
    runbook_url: "https://runbooks.example.com/api-down",
    dashboard_url: "https://grafana.example.com/d/api",
  },
};
/** An alert of somebody else, without any annotation. */
const BARE = { status: "firing", labels: { alertname: "Other", service: "api" }, annotations: {} };

const data = (alerts: readonly object[], status = "firing"): object => ({
  status,
  receiver: "shop-page",
  alerts: alerts.map((alert) => ({ ...alert, status })),
  commonLabels: { service: "api" },
  groupLabels: {},
  commonAnnotations: {},
  externalURL: "http://alertmanager",
});

describe.skipIf(!isFullRun)("messages as Alertmanager writes them (in full runs)", () => {
  describeWithAmtool("amtool template render", () => {
    const folder = mkdtempSync(join(tmpdir(), "burnline-messages-"));
    const templates = join(folder, "none.tmpl");
    writeFileSync(templates, '{{ define "none" }}{{ end }}');
    afterAll(() => rmSync(folder, { recursive: true }));
    let files = 0;
    const rendered = async (text: string, given: object): Promise<string> => {
      const file = join(folder, `${files++}.json`);
      writeFileSync(file, JSON.stringify(given));
      const options = [`--template.glob=${templates}`, `--template.text=${text}`, `--template.data=${file}`];
      return (await promisify(execFile)(findAmtool() ?? "", ["template", "render", ...options])).stdout.replace(
        /\n$/,
        "",
      );
    };

    it("have one line for a lock screen: the severity, what it is, and whether there is more", async () => {
      expect(await rendered(headline(CONTEXT), data([DOWN]))).toBe("CRITICAL: API is down");
      expect(await rendered(headline(CONTEXT), data([DOWN, BARE]))).toBe("CRITICAL: API is down (first of 2)");
      expect(await rendered(headline(CONTEXT), data([BARE]))).toBe("CRITICAL: Other");
      expect(await rendered(headline(CONTEXT), data([DOWN], "resolved"))).toBe("RESOLVED: API is down");
    });

    it("say in Slack what is asked, what it is, what users notice, and link the page and the dashboard", async () => {
      expect(await rendered(slackText(CONTEXT), data([DOWN, BARE]))).toBe(`Acknowledge within 5m.
*API is down*
For 2m no target has answered.
Impact: Nobody can buy.
<https://runbooks.example.com/api-down|Runbook>
<https://grafana.example.com/d/api|Dashboard>

*Other*`);
    });

    it("ask for nothing any more when it is over", async () => {
      expect(await rendered(plainText(CONTEXT), data([BARE], "resolved"))).toBe("Other (resolved)");
    });

    it("leave an empty line between lines in Teams, which joins them otherwise", async () => {
      expect(await rendered(markdownText(CONTEXT), data([DOWN]))).toBe(
        [
          "Acknowledge within 5m.",
          "**API is down**",
          "For 2m no target has answered.",
          "Impact: Nobody can buy.",
          "[Runbook](https://runbooks.example.com/api-down)",
          "[Dashboard](https://grafana.example.com/d/api)",
        ].join("\n\n"),
      );
    });

    it("spell out 10 alerts of 12 and say so", async () => {
      const text = await rendered(plainText(CONTEXT), data(Array.from({ length: 12 }, () => BARE)));
      expect(text.match(/^Other$/gm)).toHaveLength(10);
      expect(text).toMatch(/\n10 of 12 alerts are shown\.$/);
    });

    it("fill the fields of PagerDuty: the service that all share, the name of the first, no link where there is none", async () => {
      expect(await rendered(commonLabel("service"), data([DOWN, BARE]))).toBe("api");
      expect(await rendered(commonLabel("alertname"), data([DOWN, BARE]))).toBe("ApiDown");
      expect(await rendered(firstAnnotation("runbook_url"), data([DOWN]))).toBe(
        "https://runbooks.example.com/api-down",
      );
      expect(await rendered(firstAnnotation("runbook_url"), data([BARE]))).toBe("");
    });
  });
});
