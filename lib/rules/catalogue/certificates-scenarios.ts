import { type Samples, type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Stage } from "../../model/stage.ts";
import type { CertificateState as Kind } from "./certificates-meaning.ts";
import { valueOutside } from "./sample.ts";
import { type Draft, STEP, timeline, up, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { stageOf } from "./stages.ts";

/** What the scenarios of certificates depend on. Units: `within` and `pending` in seconds. */
export interface Validity {
  readonly scope: Scope;
  readonly namespaceLabel: string;
  readonly namespace: string | RegExp;
  readonly within: number;
  readonly pending: number;
}

/** When the state that fires begins; the clock of the scenarios starts at 0 in 1970. Units: seconds. */
const ONSET = 600;

const YEAR = 365 * 86_400;

const FIRES: Readonly<Record<Kind, string>> = {
  expiring: "the time left is less than",
  expired: "its end",
  never: "a certificate is declared",
};

/**
 * Stage of a condition of certificates: half a second before the evaluation at which a phase begins, the certificate comes
 * into the state, or it is renewed for as long as it takes to stay out of it.
 */
export function certificateStage(kind: Kind, given: Validity): Stage {
  const { within } = given;
  const about: Readonly<Record<Kind, string>> = {
    expiring: `a certificate is valid for half a second less than ${words(within)}`,
    expired: "a certificate ended half a second ago",
    never: "a certificate loses its end",
  };
  return stageOf(about[kind], (until, phases) => {
    const on = (at: number): number => (kind === "never" ? 0 : at + within - 0.5);
    const off = kind === "expired" ? until + 0.5 : until + within;
    const values = phases.map(([at, is]) => [at, is === "on" ? on(at) : is === "off" ? off : is] as const);
    return [certificate(given, timeline(until, ...values))];
  });
}

/** Scenarios of the three conditions of certificates. */
export function certificateDrafts(kind: Kind, given: Validity): readonly Draft[] {
  const { within, pending } = given;
  const end = ONSET + up(pending) + 600;
  const until = end + 600;
  // Just above: the state begins at ONSET. Renewed later, or lost.
  const near = kind === "never" ? 0 : ONSET + within;
  const above = kind === "never" ? timeline(until, [0, "missing"], [ONSET, 0]) : timeline(until, [0, near]);
  const before = kind === "never" ? [[ONSET, 0] as const] : [[0, near] as const];
  const renewed = timeline(until, ...gap(kind), ...before, [end, YEAR]);
  const lost = timeline(until, ...gap(kind), ...before, [end, "stale"]);
  const below = timeline(until, [0, kind === "never" ? YEAR : until + within + 60]);
  const one = (samples: readonly Samples[]) => ({
    series: [certificate(given, samples)],
  });
  const after = kind === "expiring" ? `${FIRES.expiring} ${words(within)}` : FIRES[kind];
  return [
    { name: `fires ${words(pending)} after ${after}`, obligation: "fires-just-above", ...one(above), until: end },
    {
      name: kind === "never" ? "silent for an issued certificate" : `silent a minute before ${after}`,
      obligation: "silent-just-below",
      ...one(below),
      until,
    },
    { name: "resolves when the certificate is issued anew", obligation: "resolves", ...one(renewed), until },
    {
      name: "silent once cert-manager is lost: metricAbsent and its own down alert tell",
      obligation: "target-lost",
      ...one(lost),
      until,
    },
    { name: "silent without certificates", obligation: "no-traffic", series: [], until },
    ...threeStates(given, until),
    lifeOf(given),
    ...elsewhere(given, above, end),
  ];
}

function gap(kind: Kind): readonly (readonly [number, "missing"])[] {
  return kind === "never" ? [[0, "missing"]] : [];
}

function certificate(
  { scope, namespaceLabel }: Validity,
  samples: readonly Samples[],
  own: Readonly<Record<string, string>> = {},
): SyntheticSeries {
  const base = scope.labels();
  return series(
    "certmanager_certificate_expiration_timestamp_seconds",
    { name: "api-tls", issuer_name: "letsencrypt", ...base, [namespaceLabel]: base[namespaceLabel] ?? "", ...own },
    ...samples,
  );
}

/** A certificate in each of the states that one alert once mixed up; each condition must see only its own. */
function threeStates(given: Validity, until: number): readonly Draft[] {
  // Where one certificate is watched there are no three.
  if (given.scope.labels().name !== undefined) return [];
  const states = { "never-issued": 0, ended: 1, ending: until + STEP };
  const all = Object.entries(states).map(([name, value]) => ({ name, samples: timeline(until, [0, value]) }));
  return [
    {
      name: "one of three certificates fires: never issued, ended, about to end",
      obligation: "one-replica-bad",
      defect: "OCTO-D12",
      series: all.map(({ name, samples }) => certificate(given, samples, { name })),
      until,
    },
  ];
}

/** Every state one after the other, and ends that fall on an evaluation and half a second after one. */
function lifeOf(given: Validity): Draft {
  const ends = up(given.pending) + 1_200;
  const again = ends + 900;
  const until = again + 300;
  const samples = timeline(until, [0, 0], [300, 1], [600, ends], [ends + 300, again + 0.5]);
  return {
    name: "a certificate that is issued late, is found to have ended in 1970, and ends twice more",
    obligation: "flapping",
    series: [certificate(given, samples)],
    until,
  };
}

function elsewhere(given: Validity, samples: readonly Samples[], until: number): readonly Draft[] {
  const other = valueOutside(given.namespace);
  if (other === undefined) return [];
  return [
    {
      name: `silent for a certificate of namespace ${other}`,
      obligation: "isolation",
      series: [certificate(given, samples, { [given.namespaceLabel]: other })],
      until,
    },
  ];
}
