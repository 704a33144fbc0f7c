// The door's implementation: opens registries, and hands each question to its operation.

import { ExplorerError } from "#lib/errors";
import type { Home } from "./auth/authorised-sender.ts";
import { AuthorisedSender } from "./auth/authorised-sender.ts";
import { type CredentialSource, NO_CREDENTIALS } from "./auth/credential-store.ts";
import { homeOf } from "./home.ts";
import { askBare, ping } from "./operations/ask-bare.ts";
import { Call } from "./operations/call.ts";
import { deleteContent } from "./operations/delete-content.ts";
import { endpoint } from "./operations/endpoint.ts";
import { listExtensions } from "./operations/list-extensions.ts";
import { listRepositories, listTags } from "./operations/list-names.ts";
import { pushBlob } from "./operations/push-blob.ts";
import { pushManifest } from "./operations/push-manifest.ts";
import { readBlob } from "./operations/read-blob.ts";
import { readOrasReferrers, readWorkingGroupReferrers } from "./operations/read-legacy-referrers.ts";
import { readManifest, readManifestBytes } from "./operations/read-manifest.ts";
import { readReferrers } from "./operations/read-referrers.ts";
import { resolveReference } from "./operations/resolve-reference.ts";
import { RecentMap } from "./recent-map.ts";
import type { AskOptions, Registry, RegistryClient, Session } from "./registry.ts";
import { createTransport, type EgressPolicy, type Transport } from "./transport.ts";
import type { WritableRepository } from "./writable.ts";

export type RegistryClientOptions = {
  policy: EgressPolicy;
  /** Absent: every registry is read without credentials. */
  credentials?: CredentialSource;
  /** Token services besides a registry's own that may see its credentials: origins, by the registry's host. */
  trustedRealms?: ReadonlyMap<string, readonly string[]>;
  /** Absent: made from the policy. `close` closes it either way. */
  transport?: Transport;
  /** Whether `openForWriting` opens anything. Default: false. */
  writes?: boolean;
  /** Milliseconds since the epoch; for the life of tokens. */
  now?: () => number;
};

/**
 * One for the process; see the contract in registry.ts. `open` throws bad-reference for what is no host. Reading and
 * writing go as different askers where their credentials differ, and never share a token.
 */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const { policy, credentials = NO_CREDENTIALS, trustedRealms, now, writes = false } = options;
  const transport = options.transport ?? createTransport(policy);
  const senders = new WeakMap<CredentialSource, AuthorisedSender>();
  const servesHead = new RecentMap<true>(1000);

  const senderFor = (source: CredentialSource): AuthorisedSender => {
    const known = senders.get(source);
    const sender = known ?? new AuthorisedSender({ transport, credentials: source, trustedRealms, now });
    senders.set(source, sender);
    return sender;
  };
  const runOn = (home: Home, session: Session, source: CredentialSource, loginFirst = false): Run => {
    const sender = senderFor(source);
    return (purpose, asked, operation) =>
      new Call(sender, home, session, { purpose: asked?.purpose ?? purpose, loginFirst }).run(operation);
  };
  return {
    close: () => transport.close(),
    open(host, session) {
      const home = homeOf(host, policy);
      return questions(home, runOn(home, session, credentials), servesHead);
    },
    openForWriting(host, repository, session, { credentials: own = credentials } = {}) {
      if (!writes) {
        throw new ExplorerError("writes-off", { detail: "This Refscope was started without writes." });
      }
      const home = homeOf(host, policy);
      // Throws for a name that would lead out of its place.
      endpoint(home, ["v2", repository, "tags/list"]);
      const run = runOn(home, session, own, true);
      return { ...home, repository, reading: questions(home, run, servesHead), ...deeds(run, repository) };
    },
  };
}

type Run = <T>(
  purpose: string,
  asked: AskOptions | undefined,
  operation: (call: Call) => Promise<T>,
) => Promise<T>;

function questions(home: Home, run: Run, servesHead: RecentMap<true>): Registry {
  return {
    ...home,
    ping: (asked) => run("ping", asked, ping),
    resolve: (repository, reference, asked) =>
      run("resolve", asked, (call) =>
        resolveReference(call, repository, reference, { servesHead, withCode: asked?.withCode }),
      ),
    manifest: (repository, reference, asked = {}) =>
      run("manifest", asked, (call) => readManifest(call, repository, reference, asked)),
    manifestBytes: (repository, digest, asked) =>
      run("manifest", asked, (call) => readManifestBytes(call, repository, digest)),
    blob: (repository, digest, asked = {}) =>
      run("blob", asked, (call) => readBlob(call, repository, digest, asked)),
    tags: (repository, asked) => run("tags", asked, (call) => listTags(call, repository, asked)),
    catalog: (asked) => run("catalog", asked, (call) => listRepositories(call, asked?.maxRepositories)),
    referrers: (repository, digest, asked = {}) =>
      run("referrers API", asked, (call) => readReferrers(call, repository, digest, asked)),
    extensions: (repository, asked) => run("extensions", asked, (call) => listExtensions(call, repository)),
    orasReferrers: (repository, digest, form, asked) =>
      run("ORAS referrers", asked, (call) => readOrasReferrers(call, repository, digest, form)),
    wgReferrers: (repository, digest, asked) =>
      run("working group's referrers", asked, (call) => readWorkingGroupReferrers(call, repository, digest)),
    bare: (path, asked = {}) => run("control", asked, (call) => askBare(call, path, asked.accept)),
  };
}

type Deeds = Pick<WritableRepository, "pushBlob" | "pushManifest" | "deleteManifest" | "deleteBlob">;

function deeds(run: Run, repository: string): Deeds {
  return {
    pushBlob: (bytes, asked) =>
      run("push blob", asked, (call) => pushBlob(call, repository, bytes, asked?.algorithm)),
    pushManifest: (reference, manifest, asked = {}) =>
      run("push manifest", asked, (call) => pushManifest(call, repository, reference, manifest, asked)),
    deleteManifest: (reference, asked) =>
      run("delete manifest", asked, (call) => deleteContent(call, repository, "manifests", reference)),
    deleteBlob: (digest, asked) =>
      run("delete blob", asked, (call) => deleteContent(call, repository, "blobs", digest)),
  };
}
