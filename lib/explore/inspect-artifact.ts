// The use case behind the inspector: one artifact fetched, read and verified, whatever part of it fails.
import type { z } from "zod";
import type { Inspection, inspectRequestSchema } from "#lib/api";
import { ExplorerError } from "#lib/errors";
import { namingOf } from "#lib/inspect";
import { type Descriptor, parseDigest } from "#lib/oci";
import type { Found, Registry } from "#lib/registry";
import { type Context, context } from "./context.ts";
import { fetchBlobs } from "./inspect-blobs.ts";
import { outlineOf, type ReadDocument, readDocuments } from "./inspect-reading.ts";
import { readSubject, type SubjectFound } from "./inspect-subject.ts";
import type { AskOptions } from "./probe-registry.ts";
import { Receipts } from "./receipts.ts";
import { faultOf } from "./refusal.ts";
import type { FetchedBlob, Outline } from "./workers/job.ts";

type Request = z.output<typeof inspectRequestSchema>;

/** What has not come by then is told as that, and the rest is shown. */
const CONTENT_WITHIN_MS = 60_000;

/**
 * Opens one artifact. Only its manifest must be had: what else fails is told in its report, and as the state "error" or
 * "skipped", never as "unsigned".
 * @throws ExplorerError bad-reference for what is no digest; not-found, credentials-refused, rate-limited, registry-error
 * and every fault of the connection, of the manifest; limit-exceeded for a manifest that takes too long to read; too-busy
 */
export async function inspectArtifactOf(request: Request, session: AskOptions): Promise<Inspection> {
  parseDigest(request.digest);
  if (request.subject !== undefined) parseDigest(request.subject);
  const shared = await context();
  return shared.inspecting.run(session.signal, () => inspect(shared, request, session));
}

async function inspect(
  { client, reading: pool, trust }: Context,
  { registry: host, repository, digest, subject }: Request,
  { signal, onExchange }: AskOptions,
): Promise<Inspection> {
  const began = performance.now();
  const receipts = new Receipts();
  const open = (until: AbortSignal) =>
    client.open(host, {
      signal: until,
      onExchange: (exchange) => {
        if (receipts.add(exchange)) onExchange(exchange);
      },
    });
  const registry = open(signal);
  const { value: manifest, mediaType } = await readManifest(registry, repository, digest);
  const descriptor = { mediaType, digest, size: manifest.length };
  const asked = { pool, signal };
  const outline = await outlineOf(asked, manifest, descriptor);
  if (typeof outline === "string")
    throw new ExplorerError("limit-exceeded", { detail: `The manifest could not be read: ${outline}.` });
  const inTime = open(AbortSignal.any([signal, AbortSignal.timeout(CONTENT_WITHIN_MS)]));
  const attachedTo = subject ?? outline.subject;
  const [blobs, found] = await Promise.all([
    fetchBlobs(inTime, repository, outline.wanted, signal),
    attachedTo === undefined
      ? undefined
      : readSubject(inTime, repository, attachedTo, signal, (bytes, what) => outlineOf(asked, bytes, what)),
  ]);
  const { plain, fault } = await trust.current();
  const isGiven = subject !== undefined && subject !== outline.subject;
  const about = found
    ? { ...found.about, isGiven }
    : { repository: `${registry.host}/${repository}`, platforms: [] };
  const opened = { ...asked, manifest, descriptor, blobs, about, trust: plain };
  const documents = await readDocuments(opened, outline.documents);
  return {
    ...{ registry: registry.host, repository, digest, ...shown(documents, found) },
    exchanges: receipts.all(),
    notes: [...notesOf(outline, blobs, found), ...(fault === undefined ? [] : [fault])],
    durationMs: Math.round(performance.now() - began),
  };
}

/** Its bytes, unread: what is no manifest is shown as what it is. */
async function readManifest(
  registry: Registry,
  repository: string,
  digest: string,
): Promise<Found<Uint8Array> & Pick<Descriptor, "mediaType">> {
  const answer = await registry.manifestBytes(repository, digest, { purpose: "manifest" });
  if (!answer.found) throw faultOf(answer, `${registry.host}/${repository}@${digest}`);
  return { ...answer, mediaType: answer.exchanges.at(-1)?.contentType ?? "" };
}

type Shown = Omit<Inspection, "registry" | "repository" | "digest" | "exchanges" | "notes" | "durationMs">;

function shown(documents: readonly ReadDocument[], found: SubjectFound | undefined): Shown {
  const reports = documents.map(({ report, verification }) => ({
    ...report,
    verification,
    naming: found && namingOf(report, verification, found.about.digest),
  }));
  const [first] = reports;
  if (!first) throw new ExplorerError("internal", { detail: "An artifact was read as nothing at all." });
  const { kind, headline, verification } = first;
  const subject = found
    ? {
        digest: found.about.digest,
        mediaType: found.about.mediaType,
        isIndex: found.isIndex,
        isNamedByContent: isNamed(reports),
      }
    : {};
  return { kind, headline, verification, subject, reports };
}

/** Undefined where no document names any, and where one that may name this was not read or could not be compared. */
function isNamed(reports: Shown["reports"]): boolean | undefined {
  const namings = reports.map(({ naming }) => naming);
  if (namings.includes("this")) return true;
  return namings.includes("another") && !namings.includes("open") ? false : undefined;
}

function notesOf(outline: Outline, blobs: FetchedBlob[], found: SubjectFound | undefined): string[] {
  const unread = blobs.flatMap((blob) => ("unread" in blob ? [`${blob.digest}: ${blob.unread}.`] : []));
  return [...outline.notes, ...unread, ...(found?.note === undefined ? [] : [found.note])];
}
