import { describe, expect, it } from "vitest";
import { expandForAlert, expandTemplate, parseTemplate } from "../../lib/template/expand.ts";
import type { TemplateEnvironment } from "../../lib/template/function.ts";

const data = {
  labels: { instance: "db-1:5432", job: "db" },
  externalLabels: { cluster: "eu" },
  externalURL: "https://prometheus.example.com",
  value: 0.1234,
};
const environment: TemplateEnvironment = {
  query: () => [{ labels: { instance: "a" }, value: 3 }],
  timeMs: 0,
  externalURL: "https://prometheus.example.com/prefix",
};

describe("expandForAlert", () => {
  it("knows the variables of the alert", () => {
    const text = "{{ $labels.instance }} in {{ $externalLabels.cluster }}: {{ $value | humanizePercentage }}";
    expect(expandForAlert("Down", text, data, environment)).toBe("db-1:5432 in eu: 12.34%");
  });

  it("asks queries at the time of the evaluation", () => {
    const text = '{{ with query "up" }}{{ . | first | value }}{{ end }}';
    const asked: unknown[] = [];
    const query: TemplateEnvironment["query"] = (...question) => {
      asked.push(question);
      return environment.query(...question);
    };
    expect(expandForAlert("Down", text, data, { ...environment, query, timeMs: 60_000 })).toBe("3");
    expect(asked).toEqual([["up", 60_000]]);
  });

  // The definitions that Prometheus puts in front count as columns.
  it("gives the error in place of the text, with Prometheus' words", () => {
    expect(expandForAlert("Down", "{{ .Foo }}", data, environment)).toMatch(
      /^<error expanding template: error executing template __alert_Down: template: __alert_Down:1:11\d: executing "__alert_Down" at <\.Foo>: can't evaluate field Foo in type struct \{ Labels /,
    );
    expect(expandForAlert("Down", "{{ foo }}", data, environment)).toBe(
      '<error expanding template: error parsing template __alert_Down: template: __alert_Down:1: function "foo" not defined>',
    );
  });

  it("stops templates that invoke themselves", () => {
    const text = '{{ define "a" }}{{ template "a" }}{{ end }}{{ template "a" }}';
    expect(expandForAlert("Down", text, data, environment)).toContain("exceeded maximum template depth (100000)");
  });
});

describe("expandTemplate", () => {
  it("expands a template that was read before, several times", () => {
    const template = parseTemplate("greeting", "{{ .Labels.job }}={{ .Value }}");
    expect(expandTemplate(template, data, environment)).toBe("db=0.1234");
    expect(expandTemplate(template, { ...data, value: 1e6 }, environment)).toBe("db=1e+06");
  });
});
