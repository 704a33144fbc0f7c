// Small HTTP servers on 127.0.0.1 for tests: each answers as a function says, and writes down what it was asked.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Exchange } from "#lib/evidence";
import type { CredentialSource } from "./auth/credential-store.ts";
import { createRegistryClient, type RegistryClientOptions } from "./client.ts";
import type { Registry } from "./registry.ts";

export type Asked = { method: string; path: string; headers: IncomingHttpHeaders; body: string };
/** A whole answer; `body` of any other type than text or bytes is sent as JSON. */
export type Told = { status?: number; headers?: Record<string, string | string[]>; body?: unknown };
export type Script = (asked: Asked) => Told | Promise<Told>;

export type ScriptedServer = {
  host: string;
  origin: string;
  port: number;
  asked: Asked[];
  /** Replaces what answers, and forgets what was asked. */
  use(script: Script): void;
  close(): Promise<void>;
};

/** `name` is the host that its address is written with: another name is another origin. */
export async function serve(
  script: Script = () => ({ status: 404 }),
  name = "127.0.0.1",
): Promise<ScriptedServer> {
  const asked: Asked[] = [];
  let current = script;
  const server = createServer((request, response) => {
    void read(request).then(async (body) => {
      const entry = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      asked.push(entry);
      send(request, response, await current(entry));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const host = `${name}:${port}`;
  return {
    host,
    origin: `http://${host}`,
    port,
    asked,
    use(next) {
      current = next;
      asked.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

function send(request: IncomingMessage, response: ServerResponse, told: Told): void {
  const { status = 200, headers = {}, body = "" } = told;
  const isPlain = typeof body === "string" || body instanceof Uint8Array;
  const bytes = Buffer.from(isPlain ? body : JSON.stringify(body));
  response.writeHead(status, { "content-length": bytes.length, ...headers });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

export type Opened = {
  registry: Registry;
  exchanges: Exchange[];
  /** The same registry for another exploration. */
  again(signal: AbortSignal): Registry;
  close(): Promise<void>;
};

/** A client that may reach the servers, and a registry opened on the first of them. */
export function openOn(servers: ScriptedServer[], options: Partial<RegistryClientOptions> = {}): Opened {
  const privateRegistries = servers.map(({ host, port }) => ({
    host: host.split(":")[0] ?? "",
    port,
    http: true,
  }));
  const client = createRegistryClient({ policy: { privateRegistries }, ...options });
  const host = servers[0]?.host ?? "";
  const exchanges: Exchange[] = [];
  const onExchange = (exchange: Exchange) => void exchanges.push(exchange);
  return {
    registry: client.open(host, { signal: new AbortController().signal, onExchange }),
    exchanges,
    again: (signal) => client.open(host, { signal, onExchange }),
    close: () => client.close(),
  };
}

/** One credential for every repository of one host. */
export function onlyFor(
  host: string,
  credential: Awaited<ReturnType<CredentialSource["find"]>>,
): CredentialSource {
  return { find: async (asked) => (asked === host ? credential : undefined) };
}

export const base64 = (text: string): string => Buffer.from(text).toString("base64");
