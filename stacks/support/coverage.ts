/**
 * `stacks/<system>/coverage.yaml` says where each fact of the system went, so that none gets lost. One entry per id of
 * `facts.yaml`; it has pointers into what `npm run generate` wrote, or a reason why it is carried elsewhere.
 *
 * ```yaml
 * ALECS-ALERT-02:
 *   equals:                                        # the artefact carries the document's value
 *     - file: rules/alecs/alecs-server.rules.yml
 *       find: { alert: ALECSHighErrorRate, severity: critical }
 *       values:
 *         - { fact: /name, path: /alert }          # fact: JSON pointer into the fact's `data`; path: into the object
 *         - { fact: /expr, path: /expr, compare: threshold }
 *   mended:                                        # ours differs, and a test named after the defect shows why
 *     - defect: ALECS-D03
 *       file: rules/alecs/alecs-server.rules.yml
 *       find: { record: "objective:bad_events:rate5m", objective: errors }
 *       values:
 *         - { fact: /expr, old: 'rate(...) > 0.01', path: /expr, new: 'sum(rate(...))' }
 *   aside: { /image: "the image belongs to the Deployment, which Burnline does not emit" }
 * ALECS-ROUTE-01:
 *   elsewhere: routes
 * thresholds:                                      # stated in text anywhere (X-D04): same groups, `id` names the fact
 *   - id: OCTO-SLO-02
 *     file: ...
 *     find: { alert: ..., severity: ... }
 *     values: [{ fact: /note, excerpt: "<30%", path: /expr, compare: threshold }]
 * ```
 *
 * **Which object**: `find` names exactly one, in any YAML or JSON file:
 * `{ alert: N, <label>: V, ... }` or `{ record: N, <label>: V, ... }` a rule, in rule files and PrometheusRules;
 * `{ kind: K, name: N }` a Kubernetes object; `{ panel: T }` a dashboard panel; `{ heading: H }` a section of a page.
 * Without `find` the object is the whole document. A segment `key=value` of a `path` picks the list item with that
 * field: `/services/name=alecs-server/scrape/job`.
 *
 * **How it is compared** (`compare`, default `equals`):
 * - `equals`: text, number or list as it is.
 * - `contains`: the artefact's text contains the document's.
 * - `threshold`: the number that the expression compares with (left of `and`/`unless`/`or`; or in `vector(N)`), or a
 *   plain number, equals the document's with its unit converted: `< 500ms` is 0.5, `> 1%` is 0.01; `<` and `>` agree.
 *   The document's may be PromQL too. `unit: ms` where the expression counts milliseconds; `stated: "%"` where the
 *   document leaves out the unit of its number.
 * - `complement`: the artefact's number is 1 minus the document's: `< 0.1%` errors is a target of 0.999.
 * - `metric`: the artefact's expression or metric name reads every metric that the document's text or PromQL names.
 * - `duration`: the same length of time: `2 minutes` and `2m`.
 * - `window`: the expression measures over the document's time: `[5m]`, or a recording `...rate5m`.
 *
 * `excerpt` narrows a long text of the document to a part of it, which has to occur in it. In `mended`, `old` is the
 * document's value (the fact's, or a part of it) and `new` ours; with `compare: threshold` both are numbers, else text,
 * compared without regard to white space. `new` may leave out parts: `sum(rate(x[5m])) ... > 0.01`.
 *
 * **When an entry is carried**: every pointer holds; each main value of its kind has one (alert: name, expr, for,
 * severity; slo: target and thresholds; metric: name, expr or names), and every other value has one or stands
 * in `aside` with a reason (a pointer or reason for `/workload` covers what is under it). Values that are null, and
 * descriptive ones (notes, annotations; see coverage-kinds.ts), need none.
 */

