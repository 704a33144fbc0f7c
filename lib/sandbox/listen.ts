// A server on loopback that ends at once when asked to.
import { createServer, type RequestListener } from "node:http";

export type Listening = {
  port: number;
  /** "http://127.0.0.1:5001" */
  origin: string;
  /** Stops listening and cuts every connection. */
  close(): Promise<void>;
};

/** Listens on 127.0.0.1; port 0 (the default) lets the system choose. Throws node's error when the port is taken. */
export async function listenOn(
  handler: RequestListener,
  { port = 0, host = "127.0.0.1" }: { port?: number; host?: "127.0.0.1" } = {},
): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const chosen = typeof address === "object" && address !== null ? address.port : port;
  return {
    port: chosen,
    origin: `http://${host}:${chosen}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
