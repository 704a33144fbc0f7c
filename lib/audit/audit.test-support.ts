// What the tests of this room share: a registry on loopback, small images to put in it, and audits of it.
import { createHash } from "node:crypto";
import { afterAll } from "vitest";
import type { AuditFinding, AuditKind, Exchange } from "#lib/evidence";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { createRegistryClient, createTransport } from "#lib/registry";
import { createRegistry, type RegistryOptions, type SandboxRegistry } from "#lib/sandbox";
import { type Audited, type AuditInput, type AuditProgressEvent, audit } from "./audit.ts";

export const REPOSITORY = "shop/app";

export type Entry = { mediaType: string; digest: string; size: number };
type Options = {
  tag?: string;
  /** What it is about, and the same in Proposal E's field. */
  subject?: string;
  refers?: string;
  mediaType?: string;
  algorithm?: "sha256" | "sha512";
  /** Whether the registry's own listing has it; by its switches when absent. */
  index?: boolean;
  /** Fields put over the manifest's. */
  json?: Record<string, unknown>;
};

export type Run = Audited & {
  events: AuditProgressEvent[];
  exchanges: Exchange[];
  of(kind: AuditKind): AuditFinding[];
};

let made = 0;

export function digestOf(text: string, algorithm: "sha256" | "sha512" = "sha256"): string {
  return `${algorithm}:${createHash(algorithm).update(text).digest("hex")}`;
}

/** Puts manifests into a repository of a sandbox registry, each one another. */
export class Shelf {
  readonly registry: SandboxRegistry;
  readonly repository: string;

  constructor(registry: SandboxRegistry, repository = REPOSITORY) {
    this.registry = registry;
    this.repository = repository;
  }

  /** An image whose config says when it was made, where `created` is given. */
  image({ created, ...options }: Options & { created?: string } = {}): Entry {
    const content = JSON.stringify(created ? { created } : { os: "linux" });
    const digest = this.registry.putBlob(this.repository, content);
    const config = { mediaType: MEDIA_TYPES.ociConfig, digest, size: content.length };
    const layers = [
      { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", digest: digestOf("l"), size: 1 },
    ];
    return this.put({ config, layers }, { mediaType: MEDIA_TYPES.ociManifest, ...options });
  }

  artifact(options: Options): Entry {
    const blob = { mediaType: MEDIA_TYPES.ociEmpty, digest: digestOf("{}"), size: 2 };
    const isBare = options.mediaType === MEDIA_TYPES.ociArtifact;
    const json = {
      artifactType: "application/spdx+json",
      ...(isBare ? { blobs: [] } : { config: blob, layers: [blob] }),
    };
    return this.put(json, { mediaType: MEDIA_TYPES.ociManifest, ...options });
  }

  index(manifests: (Entry & Record<string, unknown>)[], options: Options = {}): Entry {
    return this.put({ manifests }, { mediaType: MEDIA_TYPES.ociIndex, ...options });
  }

  /** The referrers tag of a subject, as clients keep it. */
  list(subject: string, entries: (Entry & Record<string, unknown>)[], options: Options = {}): Entry {
    return this.index(entries, { tag: referrersTag(subject), index: false, ...options });
  }

  put(json: Record<string, unknown>, { tag, algorithm, index, ...options }: Options): Entry {
    const { mediaType = MEDIA_TYPES.ociManifest, subject, refers } = options;
    const about = (digest: string) => ({ mediaType: MEDIA_TYPES.ociManifest, digest, size: 1 });
    const bytes = JSON.stringify({
      ...{ schemaVersion: 2, mediaType, ...json },
      ...(subject ? { subject: about(subject) } : {}),
      ...(refers ? { refers: about(refers) } : {}),
      ...{ annotations: { made: String(made++) }, ...options.json },
    });
    const digest = this.registry.put(this.repository, { tag, mediaType, bytes, algorithm, index });
    return { mediaType, digest, size: Buffer.byteLength(bytes) };
  }
}

export type Standing = {
  registry: SandboxRegistry;
  shelf: Shelf;
  run(input?: Partial<AuditInput>): Promise<Run>;
};

/** A sandbox registry that is closed after the file's last test. */
export async function standing(options: RegistryOptions = {}): Promise<Standing> {
  const registry = createRegistry(options);
  const listening = await registry.listen();
  afterAll(() => listening.close());
  return {
    registry,
    shelf: new Shelf(registry),
    run: (input) => auditOf(`127.0.0.1:${listening.port}`, REPOSITORY, input),
  };
}

/** Each audit has a client of its own, impatient: what takes seconds in life takes milliseconds here. */
export async function auditOf(
  host: string,
  repository: string,
  input: Partial<AuditInput> = {},
): Promise<Run> {
  const { hostname, port } = new URL(`http://${host}`);
  const policy = { privateRegistries: [{ host: hostname, port: Number(port), http: true }] };
  const quick = { retryBaseMs: 2, retryCapMs: 10, headersTimeoutMs: 800, idleTimeoutMs: 800 };
  const transport = createTransport(policy, { ...quick, maxPauseMs: 200, breakAfter: 200 });
  const client = createRegistryClient({ policy, transport });
  const exchanges: Exchange[] = [];
  const events: AuditProgressEvent[] = [];
  const ended = new AbortController();
  const signal = AbortSignal.any([ended.signal, input.signal ?? ended.signal]);
  try {
    const registry = client.open(host, { signal, onExchange: (exchange) => exchanges.push(exchange) });
    const tags = await registry.tags(repository, { maxTags: 20_000 });
    if (!tags.found) throw new Error(`the tag list was answered with ${tags.status}`);
    const tagExchanges = tags.exchanges.map(({ id }) => id);
    const found = await audit({
      ...{ registry, repository, tags: tags.value, tagExchanges },
      emit: (event) => events.push(event),
      ...input,
      signal: input.signal ?? ended.signal,
    });
    return {
      ...found,
      events,
      exchanges,
      of: (kind) => found.findings.filter((finding) => finding.kind === kind),
    };
  } finally {
    ended.abort();
    await client.close();
  }
}
