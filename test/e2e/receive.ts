import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** One message as it came in. */
export interface Received {
  /** Path that it was sent to, without the slash: the receiver. */
  readonly to: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly body: string;
}

/** A server that keeps whatever is posted to it. */
export interface Mailbox {
  readonly url: string;
  readonly received: readonly Received[];
  /** The first message that `matches`, now or as soon as it comes. @throws Error after `seconds`, with what came instead */
  wait(what: string, seconds: number, matches: (message: Received) => boolean): Promise<Received>;
  close(): Promise<void>;
}

/** Starts a server on loopback that stands for everybody who is told. */
export async function mailbox(): Promise<Mailbox> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      received.push({ to: (request.url ?? "/").slice(1), at: Date.now(), body });
      // What PagerDuty and Slack answer; Alertmanager reads it.
      const pagerduty = request.url?.includes("pagerduty") === true;
      response.writeHead(pagerduty ? 202 : 200).end(pagerduty ? '{"status":"success"}' : "ok");
    });
  });
  const url = await listening(server);
  return {
    url,
    received,
    wait: async (what, seconds, matches) => {
      const end = Date.now() + seconds * 1_000;
      for (;;) {
        const found = received.find(matches);
        if (found !== undefined) return found;
        if (Date.now() > end) {
          const came = received.map(({ to, body }) => `${to}: ${body.slice(0, 300)}`);
          throw new Error(`${what} did not come within ${seconds} s; came: ${came.join("\n") || "nothing"}`);
        }
        await pause(100);
      }
    },
    close: () => closed(server),
  };
}

/** A server that Prometheus scrapes; its metrics are whatever `values` says at that moment. */
export async function exporter(values: () => string): Promise<{ readonly address: string; close(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4" }).end(values());
  });
  const url = await listening(server);
  return { address: url.replace("http://", ""), close: () => closed(server) };
}

/** Waits. Units: milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const url = await listening(server);
  await closed(server);
  return Number(url.slice(url.lastIndexOf(":") + 1));
}

function listening(server: Server): Promise<string> {
  return new Promise((done, failed) => {
    server.on("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      done(`http://127.0.0.1:${port}`);
    });
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
