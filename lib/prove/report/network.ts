import type { KubernetesObject } from "../../kubernetes/object.ts";
import { portsText } from "../../network/reach/ports.ts";
import { type MatrixCell, matrixOf } from "../network/matrix.ts";
import { type Html, html } from "./html.ts";
import type { ReportedSystem } from "./reported.ts";

/** Who reaches whom on which ports, as computed from the policies; nothing for a system that declares no network. */
export function networkHtml({ system, compilation }: ReportedSystem): Html | undefined {
  if (system.network === undefined) return undefined;
  const objects: readonly KubernetesObject[] =
    compilation.bundle.parts.find(({ name }) => name === "network")?.objects ?? [];
  if (objects.length === 0) return html`<p>No policy is emitted for it: it does not run on Kubernetes.</p>`;
  const { rows, columns, cells } = matrixOf(system, objects);
  const byPair = new Map(cells.map((cell) => [JSON.stringify([cell.from, cell.to]), cell]));
  const caption = `Who opens connections to whom in ${system.name}`;
  const lines = rows.map(
    (from) => html`
<tr><th scope="row">${from}${columns.map((to) => cellHtml(byPair.get(JSON.stringify([from, to]))))}`,
  );
  const whys = cells.map(
    ({ from, to, ports, whys: reasons }) => html`
<tr><td>${from} → ${to}<td>${portsText(ports)}<td>${reasons.join("; ")}`,
  );
  return html`<p class="note">Computed from the policies as they are emitted. Rows open connections, columns take them; an empty field is denied. Ports are those of the containers.</p>
<div class="scroll" tabindex="0" role="group" aria-label="${caption}"><table class="matrix"><caption>${caption}</caption><thead><tr><th scope="col">From${columns.map((to) => html`<th scope="col">${to}`)}</thead><tbody>${lines}</tbody></table></div>
<details><summary>What each of ${cells.length} connections is for</summary><table class="wide"><caption class="unseen">What each connection is for</caption><thead><tr><th scope="col">Connection<th scope="col">Ports<th scope="col">What for</thead><tbody>${whys}</tbody></table></details>`;
}

function cellHtml(cell: MatrixCell | undefined): Html {
  if (cell === undefined) return html`<td>`;
  const { from, to, ports, whys } = cell;
  const why = whys.length === 0 ? "" : `: ${whys.join("; ")}`;
  return html`<td title="${from} → ${to}${why}">${portsText(ports)}`;
}
