// What an artifact is attached to: its manifest is read for what it is, and that it cannot be read is no fault.
import { asExplorerError } from "#lib/errors";
import type { Descriptor } from "#lib/oci";
import type { Registry } from "#lib/registry";
import type { About } from "#lib/verify";
import type { Outline } from "./workers/job.ts";

/** `note` is a sentence where it could not be read. */
export type SubjectFound = { about: About; isIndex?: boolean; note?: string };

/** @throws ExplorerError "cancelled" when the caller leaves */
export async function readSubject(
  registry: Registry,
  repository: string,
  digest: string,
  signal: AbortSignal,
  outlineOf: (bytes: Uint8Array, descriptor: Descriptor) => Promise<Outline | string>,
): Promise<SubjectFound> {
  const about: About = { repository: `${registry.host}/${repository}`, digest, platforms: [] };
  const unknown = (why: string) => ({ about, note: `What it is attached to could not be read: ${why}.` });
  try {
    const answer = await registry.manifestBytes(repository, digest, { purpose: "subject" });
    if (!answer.found) return unknown(`the registry answered ${answer.status}`);
    const bytes = answer.value;
    const claimed = answer.exchanges.at(-1)?.contentType ?? "";
    const outline = await outlineOf(bytes, { mediaType: claimed, digest, size: bytes.length });
    if (typeof outline === "string") return unknown(outline);
    const { mediaType, platforms, isIndex } = outline;
    // Whatever it is, its digest was checked: some signatures cover just these bytes.
    if (mediaType === undefined) return { ...unknown("it is no manifest"), about: { ...about, bytes } };
    return { about: { ...about, mediaType, size: bytes.length, bytes, platforms }, isIndex };
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    if (signal.aborted || fault.code === "internal") throw fault;
    return unknown(fault.message.replace(/\.$/, ""));
  }
}
