// What the tests of this room share: a registry on loopback, small images to put in it, and explorations of it.
import { createHash } from "node:crypto";
import { afterAll } from "vitest";
import type { Exchange, Finding, StrategyId } from "#lib/evidence";
import type { Edge, Node } from "#lib/graph";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { createRegistryClient, createTransport, type Registry } from "#lib/registry";
import { createRegistry, type RegistryOptions, type SandboxRegistry } from "#lib/sandbox";
import { type DiscoverInput, type Discovery, type DiscoveryEvent, discover } from "./discover.ts";
import { type ProbeResult, probe } from "./probe.ts";

export const REPOSITORY = "library/app";
/** What `artifact` gives unless told otherwise. */
export const SBOM = "application/spdx+json";

type TransportOptions = Parameters<typeof createTransport>[1];

/** Impatient and quick to try again: what takes seconds in life takes milliseconds here. */
const IMPATIENT: TransportOptions = {
  retryBaseMs: 2,
  retryCapMs: 10,
  headersTimeoutMs: 800,
  idleTimeoutMs: 800,
  maxPauseMs: 200,
  breakAfter: 200,
};

export type Entry = { mediaType: string; digest: string; size: number };
type ArtifactOptions = {
  repository?: string;
  tag?: string;
  /** What it is about; the digest alone is enough. */
  subject?: string;
  /** Proposal E's field instead of `subject`. */
  refers?: string;
  artifactType?: string;
  annotations?: Record<string, string>;
  mediaType?: string;
  algorithm?: "sha256" | "sha512";
  /** Whether the registry's own listing has it. */
  index?: boolean;
  /** Fields put over the manifest's. */
  json?: Record<string, unknown>;
};

export type Walked = Discovery & {
  exchanges: Exchange[];
  events: DiscoveryEvent[];
  node(digest: string): Node;
  edge(source: string, target: string, relation?: Edge["relation"]): Edge;
  finding(strategy: StrategyId, subject?: string): Finding;
};

export type Standing = {
  sandbox: SandboxRegistry;
  host: string;
  /** A runnable image. Every call makes another one. */
  image(options?: ArtifactOptions): Entry;
  artifact(options: ArtifactOptions): Entry;
  indexOf(children: (Entry & Record<string, unknown>)[], options?: ArtifactOptions): Entry;
  /** Writes the referrers tag of a subject, as clients do. */
  tagList(subject: string, entries: (Entry & Record<string, unknown>)[], options?: ArtifactOptions): Entry;
  explore(digest: string, options?: Partial<DiscoverInput>): Promise<Walked>;
  probe(reference?: string, repository?: string | null): Promise<ProbeResult & { exchanges: Exchange[] }>;
  /** "GET /v2/… 200" of what was asked since the last call. */
  asked(): string[];
};

type Open = (signal: AbortSignal) => Registry;

let made = 0;

/** A sandbox registry with the given switches, closed after the file's last test. */
export async function standing(
  options: RegistryOptions = {},
  { via, transport }: { via?: (port: number) => Promise<number>; transport?: TransportOptions } = {},
): Promise<Standing> {
  const sandbox = createRegistry(options);
  const listening = await sandbox.listen();
  const port = via ? await via(listening.port) : listening.port;
  const policy = { privateRegistries: [{ host: "127.0.0.1", port, http: true }] };
  afterAll(() => listening.close());
  const host = `127.0.0.1:${port}`;
  /** Each exploration has a client of its own: no host is paused for what another test did to it. */
  const asking = async <T>(ask: (open: Open) => Promise<T>): Promise<T & { exchanges: Exchange[] }> => {
    const client = createRegistryClient({
      policy,
      transport: createTransport(policy, { ...IMPATIENT, ...transport }),
    });
    const exchanges: Exchange[] = [];
    try {
      const found = await ask((signal) =>
        client.open(host, { signal, onExchange: (exchange) => exchanges.push(exchange) }),
      );
      return { ...found, exchanges };
    } finally {
      await client.close();
    }
  };
  return {
    ...makers(sandbox),
    ...{ sandbox, host },
    async explore(digest, input = {}) {
      const events: DiscoveryEvent[] = [];
      const leave = new AbortController();
      const signal = input.signal ? AbortSignal.any([input.signal, leave.signal]) : leave.signal;
      const found = await asking((open) =>
        discover({
          registry: open(signal),
          repository: REPOSITORY,
          root: { digest, mediaType: "" },
          depth: 8,
          maxNodes: 2000,
          emit: (event) => events.push(event),
          ...input,
          signal,
        }),
      );
      leave.abort();
      return { ...found, events, ...lookups(found, digest) };
    },
    probe(reference, repository = REPOSITORY) {
      const { signal } = new AbortController();
      return asking((open) =>
        probe({ registry: open(signal), repository: repository ?? undefined, reference, signal }),
      );
    },
    asked() {
      const lines = sandbox.requests.lines();
      sandbox.requests.clear();
      return lines;
    },
  };
}

/** The descriptor that a list or an index holds. */
export function entryOf(digest: string, bytes: string, mediaType: string): Entry {
  return { mediaType, digest, size: Buffer.byteLength(bytes) };
}

export function digestOf(text: string, algorithm: "sha256" | "sha512" = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(text).digest("hex")}`;
}

function makers(sandbox: SandboxRegistry): Pick<Standing, "image" | "artifact" | "indexOf" | "tagList"> {
  const put = (json: Record<string, unknown>, mediaType: string, options: ArtifactOptions): Entry => {
    const { repository = REPOSITORY, tag, algorithm, index, subject, refers, annotations } = options;
    const bytes = JSON.stringify({
      schemaVersion: 2,
      mediaType,
      ...json,
      ...(subject ? { subject: { mediaType: MEDIA_TYPES.ociManifest, digest: subject, size: 1 } } : {}),
      ...(refers ? { refers: { mediaType: MEDIA_TYPES.ociManifest, digest: refers, size: 1 } } : {}),
      annotations: { made: String(made++), ...annotations },
      ...options.json,
    });
    return entryOf(sandbox.put(repository, { tag, mediaType, bytes, algorithm, index }), bytes, mediaType);
  };
  const blob = (mediaType: string) => ({ mediaType, digest: digestOf("{}"), size: 2 });
  const makeIndex: Standing["indexOf"] = (manifests, options = {}) =>
    put({ manifests }, options.mediaType ?? MEDIA_TYPES.ociIndex, options);
  return {
    image(options = {}) {
      const layers = [{ ...blob("application/vnd.oci.image.layer.v1.tar+gzip"), size: 100 }];
      const json = { config: blob(MEDIA_TYPES.ociConfig), layers };
      return put(json, options.mediaType ?? MEDIA_TYPES.ociManifest, options);
    },
    artifact(options) {
      const { artifactType = SBOM, mediaType = MEDIA_TYPES.ociManifest } = options;
      const isBare = mediaType === MEDIA_TYPES.ociArtifact || mediaType === MEDIA_TYPES.orasArtifact;
      const layers = [blob(artifactType)];
      const json = isBare ? { blobs: layers } : { config: blob(MEDIA_TYPES.ociEmpty), layers };
      return put({ artifactType, ...json }, mediaType, options);
    },
    indexOf: makeIndex,
    tagList: (subject, entries, options = {}) =>
      makeIndex(entries, { tag: referrersTag(subject), index: false, ...options }),
  };
}

function lookups(found: Discovery, root: string): Pick<Walked, "node" | "edge" | "finding"> {
  const { nodes, edges } = found.graph;
  const shown = () => nodes.map((node) => `${node.id} ${node.state}`).join("\n");
  return {
    node(digest) {
      const node = nodes.find(({ id }) => id === digest);
      if (!node) throw new Error(`no node ${digest} in\n${shown()}`);
      return node;
    },
    edge(source, target, relation) {
      const edge = edges.find(
        (one) => one.source === source && one.target === target && (!relation || one.relation === relation),
      );
      if (!edge) throw new Error(`no edge ${source} → ${target}`);
      return edge;
    },
    finding(strategy, subject = root) {
      const finding = found.findings.find((one) => one.strategy === strategy && one.subject === subject);
      if (!finding) throw new Error(`no finding of ${strategy} about ${subject}`);
      return finding;
    },
  };
}
