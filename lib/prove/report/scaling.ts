import { readAutoscaler } from "../../scaling/controller/read-autoscaler.ts";
import type { Simulated } from "../scaling/compare.ts";
import type { ScalingRun } from "../scaling/simulate.ts";
import { type AutoscaledService, autoscaledServices, standardLoads, underLoad } from "../scaling/under-load.ts";
import { type Html, html } from "./html.ts";
import type { ReportedSystem } from "./reported.ts";
import { timeTicks, valueScale } from "./scale.ts";
import { moment } from "./value.ts";

/** Heights of the plot: its own units, and those of the page. */
const HEIGHT = 100;
const SHOWN = 150;

/** What happens to each service that scales when its load changes, with a picture of twice the load at once. */
export function scalingHtml({ system, compilation }: ReportedSystem): Html {
  const objects = compilation.bundle.parts.flatMap((part) => (part.name === "scaling" ? part.objects : []));
  const services = autoscaledServices(system, objects);
  if (services.length === 0) return html`<p>No service has an autoscaler.</p>`;
  return html`${services.map((service) => serviceHtml(system.name, service))}`;
}

function serviceHtml(system: string, service: AutoscaledService): Html {
  const { scaled, modelled, autoscaler } = service;
  const name = scaled.service.name;
  const simulated = underLoad(service, standardLoads());
  const { min, max } = readAutoscaler(autoscaler);
  const [step] = simulated;
  return html`
<section><h4>${name}</h4><p class="note">${autoscaler.kind} ${autoscaler.metadata.name}: ${min} to ${max} replicas.</p>${
    step === undefined
      ? html`<p>Nothing that its autoscaler follows is simulated.</p>`
      : html`<ul>${simulated.map(({ says }) => html`<li>${says}`)}</ul>${figure(step, name, `${system}-${name}-load`)}`
  }${[...modelled.notes, ...modelled.unfollowed].map((note) => html`<p class="note">Note: ${note}.</p>`)}</section>`;
}

/** Ready replicas, those that start behind them, and how many the load needs at full use. */
function figure({ run, says }: Simulated, service: string, id: string): Html {
  const { timeline, world, load } = run;
  const needed = timeline.offered.map((offered) => offered / world.pod.carries);
  const most = timeline.replicas.reduce((a, b) => Math.max(a, b), 0);
  const scale = valueScale([0, most, needed.reduce((a, b) => Math.max(a, b), 0)]);
  const y = (value: number): number => round(HEIGHT * (1 - (value - scale.from) / (scale.to - scale.from)));
  const top = (value: number): number => 8 + round((y(value) / HEIGHT) * (SHOWN - 8));
  const percent = (seconds: number): number => round((100 * seconds) / load.length);
  const limit = needed.at(-1) ?? 0;
  return html`<figure><svg class="chart" role="img" aria-labelledby="${id}t ${id}d"><title id="${id}t">Replicas of ${service}</title><desc id="${id}d">${says}</desc>
<svg y="8" height="${SHOWN - 8}" viewBox="0 0 ${load.length} ${HEIGHT}" preserveAspectRatio="none">${starting(run, y)}${scale.ticks.map((tick) => html`<path class="grid" d="M0 ${y(tick)}H${load.length}"/>`)}<path class="limit" d="${steps(needed, y)}"/><path class="value" d="${steps(timeline.ready, y)}"/></svg>
${scale.ticks.map((tick) => html`<text x="2" y="${top(tick) - 3}">${tick}</text>`)}<text class="limit" x="100%" dx="-2" y="${top(limit) - 4}" text-anchor="end">needed at full use</text>${timeTicks(0, load.length).map((tick) => html`<text x="${percent(tick)}%" y="${SHOWN + 17}" text-anchor="${percent(tick) < 4 ? "start" : percent(tick) > 94 ? "end" : "middle"}">${moment(tick)}</text>`)}</svg>
<figcaption>${load.title}: ready replicas, and shaded those that start.</figcaption></figure>`;
}

/** Replicas that start stand on top of the ready ones. */
function starting({ timeline: { replicas, ready } }: ScalingRun, y: (value: number) => number): readonly Html[] {
  const areas: Html[] = [];
  let from = 0;
  for (let at = 1; at <= replicas.length; at++) {
    if (replicas[at] === replicas[from] && ready[at] === ready[from]) continue;
    const [all, some] = [replicas[from] ?? 0, ready[from] ?? 0];
    if (all > some) {
      areas.push(
        html`<rect class="pending" x="${from}" width="${at - from}" y="${y(all)}" height="${round(y(some) - y(all))}"/>`,
      );
    }
    from = at;
  }
  return areas;
}

/** A line that changes only at once. */
function steps(values: Float64Array, y: (value: number) => number): string {
  let path = `M0 ${y(values[0] ?? 0)}`;
  for (let at = 1; at < values.length; at++) {
    if (values[at] !== values[at - 1]) path += `H${at}V${y(values[at] ?? 0)}`;
  }
  return `${path}H${values.length}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
