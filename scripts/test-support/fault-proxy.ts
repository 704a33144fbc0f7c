// A TCP proxy that breaks connections on purpose: between a real client and a real server, one fault a connection.
import { connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * What happens to what the server sends. `bytes` and `byte` count from the connection's first byte on, the HTTP
 * header included; times in ms.
 */
export type Fault =
  | { kind: "latency"; ms: number }
  | { kind: "reset"; bytes: number }
  | { kind: "end"; bytes: number }
  | { kind: "blackhole" }
  | { kind: "drip"; bytes: number; ms: number }
  | { kind: "flip-bit"; byte: number };

export type FaultProxy = {
  /** On 127.0.0.1. */
  port: number;
  /** Connections of clients, now and at most. */
  readonly open: number;
  readonly peak: number;
  /** Connections so far, by fault; "none" for those left alone. */
  tally: Record<string, number>;
  close(): Promise<void>;
};

/** Starts a proxy before `127.0.0.1:port`; `choose` is asked for each connection, counted from 0. */
export async function startFaultProxy(
  port: number,
  choose: (nth: number) => Fault | undefined = () => undefined,
): Promise<FaultProxy> {
  const clients = new Set<Socket>();
  const tally: Record<string, number> = {};
  let count = 0;
  let peak = 0;
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const fault = choose(count++);
    const name = fault?.kind ?? "none";
    tally[name] = (tally[name] ?? 0) + 1;
    clients.add(client);
    peak = Math.max(peak, clients.size);
    client.on("close", () => clients.delete(client));
    client.on("error", () => client.destroy());
    if (fault?.kind === "blackhole") client.on("end", () => client.destroy()).resume();
    else join(client, connect({ port, host: "127.0.0.1", allowHalfOpen: true }), fault);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    port: address.port,
    get open() {
      return clients.size;
    },
    get peak() {
      return peak;
    },
    tally,
    close: () => {
      for (const client of clients) client.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function join(client: Socket, upstream: Socket, fault: Fault | undefined): void {
  upstream.on("error", () => client.destroy());
  client.on("close", () => upstream.destroy());
  client.pipe(upstream);
  void forward(upstream, client, fault).catch(() => client.destroy());
}

/** Passes on what the server sends, piece by piece and in order, with the fault in it. */
async function forward(upstream: Socket, client: Socket, fault: Fault | undefined): Promise<void> {
  let passed = 0;
  for await (const chunk of upstream) {
    const piece: Buffer = chunk;
    if (client.destroyed) return;
    const from = passed;
    passed += piece.length;
    if ((fault?.kind === "reset" || fault?.kind === "end") && passed >= fault.bytes) {
      await write(client, piece.subarray(0, Math.max(0, fault.bytes - from)));
      if (fault.kind === "reset") client.resetAndDestroy();
      else client.destroy();
      return;
    }
    await pass(client, piece, from, fault);
  }
  client.end();
}

async function pass(client: Socket, piece: Buffer, from: number, fault: Fault | undefined): Promise<void> {
  if (fault?.kind === "latency") await sleep(fault.ms);
  if (fault?.kind === "flip-bit" && fault.byte >= from && fault.byte < from + piece.length) {
    piece[fault.byte - from] = (piece[fault.byte - from] ?? 0) ^ 1;
  }
  if (fault?.kind !== "drip") return write(client, piece);
  for (let at = 0; at < piece.length && !client.destroyed; at += fault.bytes) {
    await write(client, piece.subarray(at, at + fault.bytes));
    await sleep(fault.ms);
  }
}

function write(client: Socket, piece: Buffer): Promise<void> {
  return new Promise((resolve) => client.write(piece, () => resolve()));
}
