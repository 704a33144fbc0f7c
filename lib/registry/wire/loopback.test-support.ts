// Real servers on 127.0.0.1 for the transport's tests, and a transport that may reach them.
import { createServer, type RequestListener } from "node:http";
import { createServer as createRawServer, type Server, type Socket } from "node:net";
import type { Exchange } from "#lib/evidence";
import { createTransport, type Transport, type TransportOptions } from "../transport.ts";
import type { HttpReply, HttpRequest } from "./http-message.ts";

/** A listening server. `origin` is "http://127.0.0.1:port". `sockets` are those open now. */
export type Loopback = { origin: string; port: number; sockets: Set<Socket>; close(): Promise<void> };

/** An HTTP server on a free port; it answers as `listener` does. */
export function serveHttp(listener: RequestListener): Promise<Loopback> {
  return listen(createServer(listener));
}

/** A TCP server on a free port, for answers that no HTTP server would give. */
export function serveRaw(onConnection: (socket: Socket) => void): Promise<Loopback> {
  return listen(createRawServer(onConnection));
}

/** Starts any TCP server on a free port of 127.0.0.1. */
export async function listen(server: Server): Promise<Loopback> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const { port } = address;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { origin: `http://127.0.0.1:${port}`, port, sockets, close };
}

/** A transport that may reach these ports of 127.0.0.1 by plain HTTP, and nothing else. */
export function transportTo(ports: number[], options: TransportOptions = {}): Transport {
  const privateRegistries = ports.map((port) => ({ host: "127.0.0.1", port, http: true }));
  return createTransport({ privateRegistries }, { retryBaseMs: 5, ...options });
}

/** GETs a URL, with everything that a request must have filled in. */
export function get(transport: Transport, url: string, extra: Partial<HttpRequest> = {}): Promise<HttpReply> {
  const signal = new AbortController().signal;
  const onExchange = (_: Exchange) => {};
  return transport.send({ method: "GET", url: new URL(url), purpose: "test", signal, onExchange, ...extra });
}

/** Waits until `done` holds; rejects after `withinMs`. Gives the ms it took. */
export async function until(done: () => boolean, withinMs = 5000): Promise<number> {
  const start = performance.now();
  while (!done()) {
    if (performance.now() - start > withinMs) throw new Error(`not within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.now() - start;
}
