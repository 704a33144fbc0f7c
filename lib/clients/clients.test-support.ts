// What the tests of this room share: a registry on loopback, asked and written to by the real client.
import { afterAll } from "vitest";
import type { Exchange } from "#lib/evidence";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { createRegistryClient, createTransport, type Registry, type WritableRepository } from "#lib/registry";
import { createRegistry, type RegistryOptions, type SandboxRegistry } from "#lib/sandbox";
import type { Consumer, Reading } from "#lib/upgrade";
import { pullAs } from "./pull-as.ts";
import type { Lookup, Pull, Step } from "./shapes.ts";

export const READINGS = ["proposal-e", "oci-1.1"] as const;
export const REPOSITORY = "library/app";
export const SBOM = "application/vnd.example.sbom.v1+json";
const EMPTY = {
  mediaType: MEDIA_TYPES.ociEmpty,
  digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  size: 2,
};

export type Entry = { mediaType: string; digest: string; size: number; [field: string]: unknown };

export type Standing = {
  sandbox: SandboxRegistry;
  host: string;
  exchanges: Exchange[];
  reading: Registry;
  /** The same, for a caller who may leave. */
  reader(signal: AbortSignal): Registry;
  writable(repository?: string): WritableRepository;
  /** Places a manifest past all switches. Each call makes another one, unless told the same. */
  place(
    json: Record<string, unknown>,
    options?: { tag?: string; index?: boolean; mediaType?: string },
  ): Entry;
  image(): Entry;
  /** An image manifest with `subject`, which only `index: true` makes known to the API. */
  referrer(
    subject: string,
    json?: Record<string, unknown>,
    options?: { index?: boolean; tag?: string },
  ): Entry;
  list(subject: string, entries: Entry[], json?: Record<string, unknown>): Entry;
  pull(consumer: Consumer, reading: Reading, digest: string, artifactType?: string): Promise<Pull>;
  look(consumer: Consumer, reading: Reading, digest: string, artifactType?: string): Promise<Lookup>;
  steps: Step[];
  /** "GET /v2/… 200" of what was asked since the last call, without the repository. */
  asked(): string[];
};

let made = 0;

/** A sandbox registry with the given switches, closed after the file's last test. */
export async function standing(options: RegistryOptions = {}): Promise<Standing> {
  const sandbox = createRegistry(options);
  const listening = await sandbox.listen();
  const policy = { privateRegistries: [{ host: "127.0.0.1", port: listening.port, http: true }] };
  // Impatient: what takes seconds in life takes milliseconds here.
  const transport = createTransport(policy, {
    retryBaseMs: 2,
    retryCapMs: 10,
    headersTimeoutMs: 800,
    idleTimeoutMs: 800,
    maxPauseMs: 200,
    breakAfter: 200,
  });
  const client = createRegistryClient({ policy, transport, writes: true });
  afterAll(async () => {
    await client.close();
    await listening.close();
  });
  const host = `127.0.0.1:${listening.port}`;
  const exchanges: Exchange[] = [];
  const session = {
    signal: new AbortController().signal,
    onExchange: (exchange: Exchange) => void exchanges.push(exchange),
  };
  const reading = client.open(host, session);
  const steps: Step[] = [];
  const place: Standing["place"] = (json, { tag, index, mediaType = String(json.mediaType) } = {}) => {
    const bytes = JSON.stringify({ schemaVersion: 2, ...json });
    const digest = sandbox.put(REPOSITORY, { bytes, mediaType, index, tag });
    return { mediaType, digest, size: Buffer.byteLength(bytes) };
  };
  const pull: Standing["pull"] = (consumer, way, digest, artifactType) =>
    pullAs(consumer, way, {
      registry: reading,
      repository: REPOSITORY,
      digest,
      artifactType,
      tell: (step) => steps.push(step),
    });
  const unique = () => ({ n: String(++made) });
  return {
    sandbox,
    host,
    exchanges,
    reading,
    reader: (signal) => client.open(host, { ...session, signal }),
    steps,
    place,
    pull,
    writable: (repository = REPOSITORY) => client.openForWriting(host, repository, session),
    image: () =>
      place({ mediaType: MEDIA_TYPES.ociManifest, config: EMPTY, layers: [], annotations: unique() }),
    referrer: (subject, json = {}, put = {}) =>
      place(
        {
          mediaType: MEDIA_TYPES.ociManifest,
          artifactType: SBOM,
          config: EMPTY,
          layers: [EMPTY],
          subject: { mediaType: MEDIA_TYPES.ociManifest, digest: subject, size: 1 },
          annotations: unique(),
          ...json,
        },
        put,
      ),
    list: (subject, entries, json = {}) =>
      place(
        { mediaType: MEDIA_TYPES.ociIndex, manifests: entries, ...json },
        { tag: referrersTag(subject), index: false },
      ),
    async look(...args) {
      const { lookup } = await pull(...args);
      if (!lookup) throw new Error("this consumer looks for nothing");
      return lookup;
    },
    asked() {
      const lines = sandbox.requests.lines().map((line) => line.replace(`/v2/${REPOSITORY}/`, ""));
      sandbox.requests.clear();
      return lines;
    },
  };
}
