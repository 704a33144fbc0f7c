// Registries on loopback for the tests of this room: one to push to, a client that may, and what it held before.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { probe } from "#lib/discovery";
import type { Exchange } from "#lib/evidence";
import {
  createRegistryClient,
  digestBytes,
  type RegistryClient,
  readCredentials,
  type WritableRepository,
} from "#lib/registry";
import { createRegistry, type OnRequest, type RegistryOptions, type SandboxRegistry } from "#lib/sandbox";
import { type Cleaning, inScratch, type Ledger, newRun, openLedger } from "./index.ts";
import { type ActiveProbeResult, activeProbe } from "./probe/active-probe.ts";

export const SCRATCH = "scratch/probe";

export type Place = {
  registry: SandboxRegistry;
  host: string;
  client: RegistryClient;
  exchanges: Exchange[];
  /** The scratch repository, bound to a signal that nobody aborts unless one is given. */
  open: (signal?: AbortSignal, repository?: string) => WritableRepository;
};

/** A registry and a client, closed after the test. Where it asks for a user, it is told one. */
export async function placeWith(
  switches: RegistryOptions = {},
  kind: "password" | "identity-token" = "password",
): Promise<Place> {
  const registry = createRegistry(switches);
  const { port, close } = await registry.listen();
  const host = `127.0.0.1:${port}`;
  const policy = { privateRegistries: [{ host: "127.0.0.1", port, http: true }] };
  const client = createRegistryClient({ policy, writes: true, credentials: credentialsFor(host, kind) });
  onTestFinished(async () => {
    await client.close();
    await close();
  });
  const exchanges: Exchange[] = [];
  const onExchange = (exchange: Exchange) => void exchanges.push(exchange);
  const open: Place["open"] = (signal = new AbortController().signal, repository = SCRATCH) =>
    client.openForWriting(host, repository, { signal, onExchange });
  return { registry, host, client, exchanges, open };
}

/**
 * A registry that shows its tags to its user alone, answers 404 to nobody's reading, and asks who it is only of who
 * writes. Its user is known by a password, or by a token that no registry may be sent.
 */
export async function hidingPlace(tags: string[], kind: "password" | "identity-token" = "password") {
  const writes: string[] = [];
  const onRequest: OnRequest = ({ method = "", url = "", headers }) => {
    const isRead = method === "GET" || method === "HEAD";
    if (!isRead) writes.push(`${method} ${url}`);
    if (headers.authorization?.startsWith("Basic ")) {
      return isRead ? { status: 200, headers: shown(tags), body: JSON.stringify({ tags }) } : { status: 201 };
    }
    const body = JSON.stringify({ errors: [{ code: "NAME_UNKNOWN" }] });
    return isRead
      ? { status: 404, body }
      : { status: 401, headers: { "WWW-Authenticate": 'Basic realm="r"' } };
  };
  const place = await placeWith({ onRequest }, kind);
  return { ...place, puts: () => writes.filter((line) => line.startsWith("PUT")) };
}

function shown(tags: string[]): Record<string, string> {
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  return { "Content-Type": mediaType, "Docker-Content-Digest": digestBytes(Buffer.from(tags.join())) };
}

/** The demo registries' user. */
function credentialsFor(host: string, kind: "password" | "identity-token") {
  const folder = temporaryFolder();
  const auth = Buffer.from("demo:demo").toString("base64");
  const env = { HOME: folder, REGISTRY_AUTH_FILE: join(folder, "auth.json") };
  const entry = kind === "password" ? { auth } : { identitytoken: "demo" };
  writeFileSync(env.REGISTRY_AUTH_FILE, JSON.stringify({ auths: { [host]: entry } }));
  return readCredentials(env);
}

/** Removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "refscope-scratch-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Probed = ActiveProbeResult & { run: string; cleaning: Cleaning };

/** Reads, then pushes, then cleans up, as the product does; with short pauses. */
export async function probePlace(
  place: Place,
  options: {
    ledger?: Ledger;
    workMs?: number;
    run?: string;
    signal?: AbortSignal;
    afterReading?: () => void;
  } = {},
): Promise<Probed> {
  const { ledger = openLedger(temporaryFolder()), workMs = 60_000, run = newRun() } = options;
  const { signal: never = new AbortController().signal } = options;
  const passive = await probe({ registry: place.open().reading, repository: SCRATCH, signal: never });
  options.afterReading?.();
  const { value, cleaning } = await inScratch(
    {
      record: await ledger.begin(run),
      open: place.open,
      signal: never,
      workMs,
      pausesMs: [20, 50, 300],
      arrivesWithinMs: 250,
    },
    (repository, signal) =>
      activeProbe({
        ...{ run, repository, signal, pollAtMs: [0, 20, 50] },
        passive: { capabilities: passive.upgrade.capabilities, reindexGap: passive.upgrade.reindexGap },
      }),
  );
  return { ...value, run, cleaning };
}

/** Every blob, manifest and tag of a repository, sorted. */
export function contentsOf({ store }: SandboxRegistry, repository = SCRATCH): string[] {
  const held = store.repositories.get(repository);
  if (!held) return [];
  const names = [...held.blobs].map((digest) => `blob ${digest}`);
  const manifests = [...held.manifests.keys()].map((digest) => `manifest ${digest}`);
  return [...names, ...manifests, ...[...held.tags.keys()].map((tag) => `tag ${tag}`)].sort();
}
