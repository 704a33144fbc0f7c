// A repository that writes down what is pushed to it before it is pushed, and lets nobody touch what was there before.
import { ExplorerError } from "#lib/errors";
import { type Answer, digestBytes, type PushedManifest, type WritableRepository } from "#lib/registry";
import type { Kind } from "./entry.ts";
import { lookFor } from "./presence.ts";
import type { RunRecord } from "./run-record.ts";

/**
 * The same repository. A tag that is taken is not written to (scratch-in-use); what has been there without this run
 * is pushed again if asked for, but neither listed nor ever deleted. Where it cannot be told, nothing is pushed
 * (registry-error). Things are described by the `purpose` of their push. With `isUsed` others may use the repository:
 * what does not name the run is then noted as `shared`.
 */
export function recordingRepository(
  target: WritableRepository,
  record: RunRecord,
  { isUsed = false }: { isUsed?: boolean } = {},
): WritableRepository {
  const { host, origin, repository, reading } = target;
  const thing = (kind: Kind, name: string) => ({ registry: host, repository, kind, name });
  const own = async (bytes: Uint8Array, things: Named[]) => {
    if (Buffer.from(bytes).includes(record.run)) return things;
    const found = await absent(target, record, things);
    return isUsed ? found.map((one) => ({ ...one, shared: true as const })) : found;
  };

  return {
    ...{ host, origin, repository, reading },
    async pushBlob(bytes, options) {
      const name = digestBytes(bytes, options?.algorithm);
      const things = [{ ...thing("blob", name), what: wordsFor(options?.purpose ?? "a blob") }];
      await record.note(await own(bytes, things));
      const answer = await target.pushBlob(bytes, options);
      if (isOver(answer)) record.answered(things);
      return answer;
    },
    async pushManifest(reference, manifest, options) {
      const what = wordsFor(options?.purpose ?? "a manifest");
      const isDigest = reference.includes(":");
      // A registry may know what is pushed under sha512 by its sha256 as well.
      const digests = new Set([digestBytes(manifest.bytes), ...(isDigest ? [reference] : [])]);
      const manifests = [...digests].map((name) => ({ ...thing("manifest", name), what }));
      const tag = isDigest ? [] : [{ ...thing("tag", reference), what: `the tag of ${what}` }];
      if (!isDigest) await requireFreeTag(target, record, reference);
      await record.note([...(await own(manifest.bytes, manifests)), ...tag]);
      const answer = await target.pushManifest(reference, manifest, options);
      const other = keptAs(answer);
      if (other !== undefined && !digests.has(other)) {
        const claimed = { ...thing("manifest", other), what: `${what}, as the registry keeps it` };
        await noteClaim(record, claimed, answer);
      }
      // Last: whoever is killed before this looks at the tag for what the registry keeps.
      if (isOver(answer)) record.answered([...manifests, ...tag]);
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

/** A gateway that gave up waiting does not know what the registry behind it still does. */
const GIVEN_UP = new Set([408, 502, 504]);

function isOver({ status }: Answer<unknown>): boolean {
  return !GIVEN_UP.has(status);
}

/** "push the image" is about "the image". */
function wordsFor(purpose: string): string {
  return purpose.replace(/^push /, "").slice(0, 200);
}

function keptAs(answer: Answer<PushedManifest>): string | undefined {
  return answer.found ? answer.value.registryDigest : undefined;
}

/** Throws ledger-failed: unlike all else it is there already. */
async function noteClaim(record: RunRecord, thing: Named, { exchanges }: Answer<unknown>): Promise<void> {
  try {
    await record.note([{ ...thing, claimed: true }]);
    record.answered([thing]);
  } catch (cause) {
    throw new ExplorerError("ledger-failed", {
      detail: `${thing.what}, was pushed; that it is called ${thing.name} could not be written down.`,
      cause,
      exchanges: exchanges.map(({ id }) => id),
    });
  }
}

/** Those of the things that come from this run, whose bytes do not name it: they are not there before it. */
async function absent(target: WritableRepository, record: RunRecord, things: Named[]): Promise<Named[]> {
  const known = things.filter((thing) => record.has(thing));
  const unknown = things.filter((thing) => !record.has(thing));
  const seen = await Promise.all(
    unknown.map(({ kind, name }) => lookFor(target, kind, name, "is it there?")),
  );
  const fresh = unknown.filter((thing, at) => {
    const presence = seen[at];
    if (presence?.there !== "unknown") return presence?.there === "no";
    throw new ExplorerError("registry-error", {
      detail: `Whether ${thing.what} is there already cannot be told (${presence.reason}), so it was not pushed.`,
      exchanges: presence.exchanges,
    });
  });
  return [...known, ...fresh];
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
