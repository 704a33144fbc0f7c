// Repositories opened for writing, on demo registries and on whatever stands there; closed after each test.
import { createHash } from "node:crypto";
import { afterEach } from "vitest";
import type { Exchange } from "#lib/evidence";
import { createRegistry, type RegistryOptions } from "#lib/sandbox";
import { createRegistryClient } from "./index.ts";

export const IMAGE = "application/vnd.oci.image.manifest.v1+json";
export const sha256 = (bytes: string | Uint8Array, algorithm = "sha256") =>
  `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
export const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));
export const EMPTY = { mediaType: "application/vnd.oci.empty.v1+json", digest: sha256("{}"), size: 2 };
export const manifest = (fields: object = {}) => ({
  mediaType: IMAGE,
  bytes: bytesOf({ schemaVersion: 2, mediaType: IMAGE, config: EMPTY, layers: [EMPTY], ...fields }),
});

export const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Options = Partial<Parameters<typeof createRegistryClient>[0]>;

export function clientOf(host: string, options: Options = {}) {
  const [name = "", port = ""] = host.split(":");
  const policy = { privateRegistries: [{ host: name, port: Number(port), http: true }] };
  const client = createRegistryClient({ policy, writes: true, ...options });
  closing.push(() => client.close());
  return client;
}

export function openOn(host: string, options: Options = {}, repository = "scratch") {
  const exchanges: Exchange[] = [];
  const session = {
    signal: new AbortController().signal,
    onExchange: (exchange: Exchange) => void exchanges.push(exchange),
  };
  const client = clientOf(host, options);
  return { target: client.openForWriting(host, repository, session), exchanges, client, session };
}

export async function sandbox(switches: RegistryOptions = {}) {
  const registry = createRegistry(switches);
  const { port, close } = await registry.listen();
  closing.push(close);
  return { registry, host: `127.0.0.1:${port}` };
}
