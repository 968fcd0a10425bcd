export type {
  AlertingRule,
  Bundle,
  Document,
  Json,
  KubernetesObject,
  Part,
  RecordingRule,
  Rule,
  RuleFile,
  RuleGroup,
} from "./compile/bundle.ts";
export { type Compilation, compile } from "./compile/compile.ts";
export { type Assumed, type Assumption, assumed, type Given } from "./core/assumed.ts";
export { BurnlineError, type Issue } from "./core/issue.ts";
export {
  bytes,
  cores,
  count,
  type Duration,
  days,
  gibibytes,
  hours,
  mebibytes,
  milliseconds,
  minutes,
  percent,
  perHour,
  perMinute,
  perSecond,
  type Quantity,
  seconds,
  type Unit,
  weeks,
} from "./core/quantity.ts";
export {
  type Alerting,
  type AlertSelector,
  alerting,
  type Inhibition,
  type MaintenanceWindow,
  type RelatedAlerts,
  type Watchdog,
} from "./model/alerting.ts";
export { type BurnRate, type BurnRatePolicy, burnRates, noBurnRate, workbook } from "./model/burn-rate.ts";
export { type Condition, condition, type Understanding } from "./model/condition.ts";
export { type Dashboard, dashboard, type Grafana, type Panel } from "./model/dashboard.ts";
export { type Dependency, type DependencyType, dependency } from "./model/dependency.ts";
export {
  type Contact,
  type DecisionBranch,
  type DecisionTree,
  type Escalation,
  type EscalationLevel,
  escalation,
} from "./model/escalation.ts";
export {
  type AlertExpectation,
  type Expectation,
  expectAlert,
  expectRecording,
  type RecordedQuantity,
  type RecordingExpectation,
} from "./model/expectation.ts";
export {
  type EventIndicator,
  freshness,
  hitRatio,
  type Indicator,
  latency,
  quantile,
  queueDepth,
  ratio,
  saturation,
  throughput,
  up,
  type ValueIndicator,
} from "./model/indicator.ts";
export {
  type Counter,
  counter,
  type Gauge,
  gauge,
  type Histogram,
  histogram,
  type Metric,
  nativeHistogram,
  not,
} from "./model/metric.ts";
export {
  type AcmeSolver,
  type Connection,
  type Exposure,
  type External,
  type Mesh,
  type NameServer,
  type Network,
  network,
  type PodsAt,
  type Quarantine,
} from "./model/network.ts";
export { calendarMonth, type Objective, objective, type Window } from "./model/objective.ts";
export type { Instance, Meaning, Observed, ObservedSeries } from "./model/observed.ts";
export {
  type AbsencePolicy,
  absenceIgnored,
  absentFor,
  type LowTrafficPolicy,
  type MomentPolicy,
  minimumEvents,
  minimumFailures,
  unguarded,
  widenedWindows,
} from "./model/policy.ts";
export {
  type Command,
  type DoneStep,
  logql,
  type Procedure,
  procedure,
  promql,
  type Remedy,
  type Step,
  shell,
  sql,
} from "./model/procedure.ts";
export {
  email,
  type MailServer,
  msteams,
  opsgenie,
  pagerduty,
  type Receiver,
  type SecretReference,
  secret,
  slack,
  webhook,
} from "./model/receiver.ts";
export {
  type LoadTrigger,
  onCpu,
  onLoad,
  onMemory,
  type ResourceTrigger,
  type Scaling,
  type ScalingPace,
  type ScalingStep,
  scaling,
  type Trigger,
} from "./model/scaling.ts";
export {
  constant,
  missing,
  type Obligation,
  ramp,
  type Samples,
  type Scenario,
  type SyntheticSeries,
  series,
  stale,
} from "./model/scenario.ts";
export { type DownPolicy, type Scrape, scrape } from "./model/scrape.ts";
export { type Service, service } from "./model/service.ts";
export { type Setting, setting } from "./model/setting.ts";
export type { EscalationStep, Severity } from "./model/severity.ts";
export type { Phase, Stage } from "./model/stage.ts";
export { assumptionsIn, type Platform, type System, system } from "./model/system.ts";
export { above, atLeast, atMost, below, type Comparison, type Tier } from "./model/tier.ts";
export { businessHours, during, type TimeInterval, type Weekday } from "./model/time-interval.ts";
export type { ContainerPort, Protocol, Resources, Workload, WorkloadKind } from "./model/workload.ts";
export { promtoolTests } from "./prove/exported-tests.ts";
export { proveRules, type RulesToProve } from "./prove/others/prove-rules.ts";
export { type ProofOptions, proveSystem } from "./prove/prove-system.ts";
export type {
  AlertProof,
  Chart,
  Counterexample,
  Moment,
  ObjectiveProof,
  ObligationResult,
  SystemProof,
  Verdict,
} from "./prove/verdict.ts";
export type { RouteContext, RoutedAlert } from "./routes/check/context.ts";
export { RouteChecks } from "./routes/check/route-checks.ts";
export type { AlertmanagerConfiguration } from "./routes/configuration.ts";
export { deriveRouting } from "./routes/derive-routing.ts";
export { type MergedRouting, mergeRoutings } from "./routes/merge.ts";
export type { RoutedReceiver, Routing } from "./routes/routing.ts";
export { certificateExpired, certificateExpiring, certificateNeverIssued } from "./rules/catalogue/certificates.ts";
export { configMapChanged, deploymentChanged, hpaScaledDown, hpaScaledUp } from "./rules/catalogue/changes.ts";
export { persistentVolumeClaimPending } from "./rules/catalogue/claims.ts";
export { connectionPoolSaturation } from "./rules/catalogue/connection-pool.ts";
export { postgresConnections, postgresDown, redisDown } from "./rules/catalogue/databases.ts";
export { filesystemUsage } from "./rules/catalogue/filesystem.ts";
export { metricAbsent } from "./rules/catalogue/metric-absent.ts";
export { networkErrors, networkUsage } from "./rules/catalogue/network.ts";
export { nodeCpuUsage, nodeMemoryUsage } from "./rules/catalogue/node-exporter.ts";
export { nodeNotReady, nodePressure, nodesNotReadyShare } from "./rules/catalogue/nodes.ts";
export { oomKilledRepeatedly, podCrashLooping, podOOMKilled } from "./rules/catalogue/pods.ts";
export { deploymentReplicasMismatch } from "./rules/catalogue/workloads.ts";
