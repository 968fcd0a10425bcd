import { describe, expect, it } from "vitest";
import { labelsOf } from "../../lib/promql/analysis/labels.ts";
import { ANY, exactly } from "../../lib/promql/analysis/labels-set.ts";
import { parse } from "../../lib/promql/parse.ts";
import { checkTemplate } from "../../lib/template/check/check.ts";

/** Kind and marked text of each finding. */
function findings(text: string, labels = ANY): readonly string[] {
  return checkTemplate(text, { labels, alert: "X" }).map(
    ({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`,
  );
}

describe("checkTemplate", () => {
  it("finds nothing in a template that works", () => {
    const text = "{{ $labels.job }} at {{ $value | humanizePercentage }}{{ if gt $value 1.0 }}!{{ end }}";
    expect(findings(text, exactly(["job"]))).toEqual([]);
  });

  it("tells what Prometheus refuses, in its words", () => {
    const [finding] = checkTemplate("a {{ foo }}", { labels: ANY, alert: "X" });
    expect(finding?.kind).toBe("parse");
    expect(finding?.message).toBe('template: __alert_X:1: function "foo" not defined');
  });

  it.each([
    ["{{ humanize }}", "wrong number of args for humanize: want 1 got 0"],
    ["{{ $value | humanize 1 }}", "wrong number of args for humanize: want 1 got 2"],
    ["{{ printf }}", "wrong number of args for printf: want at least 1 got 0"],
    ["{{ toUpper $value }}", "wrong type for value; expected string; got float64"],
    ["{{ $value | title }}", "wrong type for value; expected string; got float64"],
    ["{{ toUpper 1 }}", "expected string; found 1"],
    ["{{ if gt $value 1 }}{{ end }}", "error calling gt: incompatible types for comparison: float64 and int"],
    ["{{ humanize $labels }}", "error calling humanize: can't convert map[string]string to float"],
    ["{{ print (first $value) }}", "wrong type for value; expected template.queryResult; got float64"],
  ])("tells of %s that it always fails: %s", (text, message) => {
    expect(checkTemplate(text, { labels: ANY })).toMatchObject([{ kind: "call", message }]);
  });

  it("tells labels that no series has from those that some may lack", () => {
    const labels = labelsOf(parse('sum by (job, pod) (up{job="api"})'));
    const text = '{{ $labels.job }}{{ $labels.pod }}{{ .Labels.zone }}{{ index $labels "node" }}';
    expect(findings(text, labels)).toEqual([
      "possible-label: $labels.pod",
      "missing-label: .Labels.zone",
      'missing-label: "node"',
    ]);
  });

  it("says nothing of a label whose presence is tested", () => {
    expect(findings("{{ if $labels.pod }}{{ $labels.pod }}{{ end }}{{ with .Labels.pod }}{{ . }}{{ end }}")).toEqual(
      [],
    );
  });

  it("says nothing of names that the template gives a meaning of its own", () => {
    const text = '{{ range query "up" }}{{ .Labels.zone }}{{ end }}{{ $labels := args }}{{ $labels.zone }}';
    expect(findings(text, exactly([]))).toEqual([]);
  });
});
