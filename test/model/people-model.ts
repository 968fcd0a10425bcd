import * as b from "../../lib/index.ts";

const requests = b.counter("http_requests_total", { labels: ["status"] });

/** The twin of `test/fixtures/good/people.yaml`. */
export const people = b.system("checkout", {
  owner: "payments",
  runs: ["kubernetes"],
  namespace: "checkout",
  prometheus: { evaluationInterval: b.seconds(30), retention: b.days(31) },
  runbooks: "https://runbooks.example.com",
  severities: {
    critical: {
      priority: "P1",
      rank: 0,
      acknowledgeWithin: b.minutes(5),
      notify: [
        b.pagerduty(b.secret("pagerduty", "routing-key")),
        b.assumed(b.slack("#checkout", b.secret("slack", "url")), "the channel is stated, the secret is not"),
      ],
      repeatEvery: b.assumed(b.minutes(30), "the document names no cooldown"),
      escalation: [
        {
          level: "L2",
          after: b.minutes(30),
          who: "Senior Engineer",
          when: "customers are impacted",
          notify: [b.opsgenie(b.secret("opsgenie", "api-key"))],
        },
        { level: "L3", after: b.hours(1), who: "Engineering Lead" },
      ],
    },
    warning: {
      priority: "P3",
      rank: 1,
      during: [
        b.during({ from: "09:00", to: "17:00", weekdays: ["monday", "tuesday"], zone: "Asia/Tokyo" }),
        b.during({
          daysOfMonth: [1, -1],
          months: b.assumed([1, 4], "quarterly"),
          zone: b.assumed("UTC", "not stated"),
        }),
      ],
      notify: [
        b.msteams(b.secret("teams", "url")),
        b.webhook(b.secret("hook", "url")),
        b.email("lead@example.com", {
          smarthost: "smtp.example.com:587",
          from: "alerts@example.com",
          login: { username: "alerts", password: b.secret("mail", "password") },
        }),
      ],
    },
  },
  services: [
    b.service("api", {
      scrape: b.scrape({ job: "api", every: b.seconds(30), down: { after: b.minutes(5), severity: "critical" } }),
      objectives: [
        b.objective("availability", {
          indicator: b.ratio({ bad: requests.where({ status: /5../ }), total: requests }),
          target: b.percent(99.9),
          over: b.days(30),
          burnRate: b.workbook({ page: "critical", ticket: "warning" }),
          lowTraffic: b.minimumFailures(10),
          absence: b.absentFor(b.minutes(15), "warning"),
        }),
      ],
    }),
  ],
  alerting: b.alerting({
    watchdog: { receiver: b.webhook(b.secret("watchdog", "url")), every: b.minutes(1) },
    inhibitions: [
      {
        cause: { alerts: ["ApiDown"], severity: "critical" },
        effect: { alerts: ["ApiAvailabilityBudgetBurn", "ApiAvailabilityAbsent"] },
        equal: ["system", "service"],
        why: "without a target nothing is measured",
      },
    ],
    related: [{ alerts: ["ApiDown", "ApiAvailabilityBudgetBurn"], why: "an outage burns the budget too" }],
    maintenance: [
      {
        name: "monthly updates",
        during: [{ weekdays: ["sunday"], from: "02:00", to: "04:00", zone: "Asia/Tokyo" }],
        mutes: ["warning"],
        why: "nodes restart one after the other",
      },
      {
        name: "backups",
        during: [{ to: "01:00", zone: "UTC" }],
        why: b.assumed("restores are tried", "not stated"),
      },
    ],
    daylightSaving: "month-bounded",
    namespaces: ["checkout-monitoring"],
    matcherStrategy: "None",
  }),
  escalation: b.escalation({
    levels: [
      {
        name: "P1",
        title: b.assumed("Critical", "the word of the table"),
        criteria: ["all users are affected", "payments fail"],
        responds: "< 15 minutes",
        told: "on-call",
      },
      { name: "L2" },
      { name: "L3" },
      { name: "P3" },
      { name: "P4", withoutAlert: "typing errors are found by people" },
    ],
    trees: [
      {
        name: "Errors",
        branches: [
          {
            when: { alert: "ApiAvailabilityBudgetBurn", severity: "critical" },
            // biome-ignore lint/suspicious/noThenProperty: the word of decision trees
            then: "page the Senior Engineer",
          },
          // biome-ignore lint/suspicious/noThenProperty: the word of decision trees
          { when: "a customer complains", then: "ask for the order's number" },
        ],
      },
    ],
    contacts: [
      { role: "Senior Engineer", reach: "+49 30 123456" },
      { role: "Payment provider", outside: true },
    ],
    channel: "#checkout-incidents",
    statusPage: "https://status.example.com",
  }),
  procedures: [
    b.procedure("Error budget burns", {
      alerts: ["ApiAvailabilityBudgetBurn"],
      about: "Customers cannot pay.",
      symptoms: ["orders fail"],
      first: [
        "Say in the channel that you look at it.",
        b.shell("Look at the pods.", "kubectl get pods --namespace checkout", { expect: "all are Running" }),
      ],
      investigate: [
        b.promql("Which status?", "sum by (status) (rate(http_requests_total[5m]))"),
        b.logql("What do they say?", '{app="checkout"} |= "error"', { mended: "the pipe was missing" }),
      ],
      remedies: [
        {
          cause: "Locks",
          steps: [
            b.sql("End the blocking statement.", "select pg_terminate_backend(42)", {
              destructive: "rolls its transaction back",
            }),
          ],
        },
      ],
      verify: ["The burn rate is below 1."],
      escalate: ["more than 30 m: Engineering Lead"],
      prevent: [{ do: "Raise the limit.", command: { kind: "yaml", text: "replicas: 4" } }],
    }),
    b.procedure("Weekly check", {
      kind: "health-check",
      frequency: "weekly (Monday)",
      investigate: [{ do: "In the console", command: { kind: "javascript", text: "performance.memory" } }],
    }),
  ],
  settings: [
    b.setting("DATABASE_POOL_MAX", {
      in: "ConfigMap checkout-config",
      value: "50",
      changedTo: b.assumed("80", "the document says raise it"),
      about: "Connections of each pod.",
      alerts: ["ApiAvailabilityBudgetBurn"],
      change: {
        kind: "shell",
        text: "kubectl edit configmap checkout-config --namespace checkout",
        destructive: "pods restart",
      },
    }),
    b.setting("DATABASE_POOL_MAX", { in: "docker-compose.yml" }),
  ],
  grafana: { url: "https://grafana.example.com" },
  dashboards: [
    b.dashboard("Payments", {
      about: "Whether customers can pay.",
      shows: b.hours(6),
      refresh: b.seconds(30),
      panels: [
        {
          title: "Requests",
          about: "Requests by status.",
          unit: "per-second",
          queries: [{ promql: "sum by (status) (rate(http_requests_total[$__rate_interval]))", legend: "{{status}}" }],
          objective: "api/availability",
        },
      ],
    }),
  ],
});
