// Servers on every address of the namespace: one public address plays the registry, all others are canaries
// that nobody may reach.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { PUBLIC_ADDRESS } from "./bypass-hosts.ts";

const PORTS = [80, 443, 5000, 6379, 8080];

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** `reached` counts TCP connections to canaries; `answer` is what the public address says. */
export type Canary = { reached: number; answer: Answer; close(): void };

export async function startCanary(): Promise<Canary> {
  const canary: Canary = { reached: 0, answer: (_, response) => response.end("{}"), close: () => {} };
  const servers = await Promise.all(PORTS.map((port) => listen(port, canary)));
  canary.close = () => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  };
  return canary;
}

async function listen(port: number, canary: Canary): Promise<Server> {
  const isPublic = (address: string | undefined) => address?.replace("::ffff:", "") === PUBLIC_ADDRESS;
  const server = createServer((request, response) => {
    response.setHeader("connection", "close");
    if (isPublic(request.socket.localAddress)) return canary.answer(request, response);
    response.end("CANARY");
  });
  server.on("connection", (socket) => {
    if (!isPublic(socket.localAddress)) canary.reached++;
  });
  server.on("clientError", (_, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen({ port, host: "::", ipv6Only: false }, resolve));
  return server;
}
