import type { ContainerPort } from "../../model/workload.ts";
import type { Context } from "./context.ts";

/** That numbers are ports. */
export function checkPorts({ report }: Pick<Context, "report">, ports: readonly number[], path: string): void {
  for (const port of ports.filter((one) => !Number.isInteger(one) || one < 1 || one > 65_535))
    report.error("port-invalid", path, "no such port", { found: `${port}`, expected: "1 to 65535" });
}

/** That ports of containers have names that Kubernetes takes, each once, and that no two are the same. */
export function checkContainerPorts(
  { report }: Pick<Context, "report">,
  ports: readonly ContainerPort[],
  path: string,
): void {
  checkPorts(
    { report },
    ports.map(({ port }) => port),
    path,
  );
  for (const { name } of ports.filter((port) => !isPortName(port.name)))
    report.error("port-invalid", path, "no name that a port of a container can have", {
      found: name,
      expected: "up to 15 lower-case letters, digits and single hyphens, a letter among them",
    });
  const names = ports.map(({ name }) => name);
  const sockets = ports.map(({ port, protocol = "TCP" }) => `${protocol} ${port}`);
  for (const twice of [...repeated(names), ...repeated(sockets)])
    report.error("port-invalid", path, "two ports of one pod are the same", { found: twice, expected: "each once" });
}

/** IANA_SVC_NAME (RFC 6335, section 5.1), as Kubernetes asks for. */
function isPortName(name: string): boolean {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && name.length <= 15 && /[a-z]/.test(name);
}

function repeated(list: readonly string[]): readonly string[] {
  return [...new Set(list.filter((one, index) => list.indexOf(one) !== index))];
}
