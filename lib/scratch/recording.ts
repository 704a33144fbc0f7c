// A repository that writes down what is pushed to it before it is pushed, and lets nobody touch what was there before.
import { ExplorerError } from "#lib/errors";
import { digestBytes, type WritableRepository } from "#lib/registry";
import type { Kind } from "./entry.ts";
import { lookFor } from "./presence.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * The same repository. A tag that is taken is not written to (scratch-in-use); what has been there without this run
 * is pushed again if asked for, but neither listed nor ever deleted. Where it cannot be told, nothing is pushed
 * (registry-error). Things are described by the `purpose` of their push.
 */
export function recordingRepository(target: WritableRepository, record: RunRecord): WritableRepository {
  const { host, origin, repository, reading } = target;
  const thing = (kind: Kind, name: string) => ({ registry: host, repository, kind, name });

  return {
    ...{ host, origin, repository, reading },
    async pushBlob(bytes, options) {
      const name = digestBytes(bytes, options?.algorithm);
      const things = [{ ...thing("blob", name), what: options?.purpose ?? "a blob" }];
      await record.note(await own(target, record, bytes, things));
      return target.pushBlob(bytes, options);
    },
    async pushManifest(reference, manifest, options) {
      const what = options?.purpose ?? "a manifest";
      const isDigest = reference.includes(":");
      // A registry may know what is pushed under sha512 by its sha256 as well.
      const digests = new Set([digestBytes(manifest.bytes), ...(isDigest ? [reference] : [])]);
      const manifests = [...digests].map((name) => ({ ...thing("manifest", name), what }));
      const tag = isDigest ? [] : [{ ...thing("tag", reference), what: `the tag of ${what}` }];
      if (!isDigest) await requireFreeTag(target, record, reference);
      await record.note([...(await own(target, record, manifest.bytes, manifests)), ...tag]);
      const answer = await target.pushManifest(reference, manifest, options);
      const other = answer.found ? answer.value.registryDigest : undefined;
      if (other !== undefined && !digests.has(other)) {
        const claimed = { ...thing("manifest", other), what: `${what}, as the registry keeps it` };
        await record.note([{ ...claimed, claimed: true }]);
      }
      return answer;
    },
    async deleteManifest(reference, options) {
      const known = thing(reference.includes(":") ? "manifest" : "tag", reference);
      requireOwn(record.has(known));
      const answer = await target.deleteManifest(reference, options);
      if (answer.found) record.deleted(known);
      return answer;
    },
    async deleteBlob(digest, options) {
      const known = thing("blob", digest);
      requireOwn(record.has(known));
      const answer = await target.deleteBlob(digest, options);
      if (answer.found) record.deleted(known);
      return answer;
    },
  };
}

type Named = { registry: string; repository: string; kind: Kind; name: string; what: string };

/** Those of the things that come from this run: bytes that name it are its own, others are looked for first. */
async function own(
  target: WritableRepository,
  record: RunRecord,
  bytes: Uint8Array,
  things: Named[],
): Promise<Named[]> {
  if (Buffer.from(bytes).includes(record.run)) return things;
  const unknown = things.filter((thing) => !record.has(thing));
  const seen = await Promise.all(
    unknown.map(({ kind, name }) => lookFor(target, kind, name, "is it there?")),
  );
  return unknown.filter((thing, at) => {
    const presence = seen[at];
    if (presence?.there !== "unknown") return presence?.there === "no";
    throw new ExplorerError("registry-error", {
      detail: `Whether ${thing.what} is there already cannot be told (${presence.reason}), so it was not pushed.`,
      exchanges: presence.exchanges,
    });
  });
}

async function requireFreeTag(target: WritableRepository, record: RunRecord, tag: string): Promise<void> {
  const { host, repository } = target;
  if (record.has({ registry: host, repository, kind: "tag", name: tag })) return;
  const presence = await lookFor(target, "tag", tag, "is the tag free?");
  if (presence.there === "no") return;
  const { exchanges } = presence;
  if (presence.there === "yes") {
    throw new ExplorerError("scratch-in-use", { detail: `The tag ${tag} is there already.`, exchanges });
  }
  throw new ExplorerError("registry-error", {
    detail: `Whether the tag ${tag} is free cannot be told (${presence.reason}), so it was not written.`,
    exchanges,
  });
}

function requireOwn(isOwn: boolean): void {
  if (isOwn) return;
  throw new ExplorerError("bad-request", { detail: "A run deletes only what it pushed." });
}
