// The payload: which artifact was signed, held against the one that the signature is attached to.
import { isJsonObject, parseJson } from "#lib/oci";
import type { About } from "../signed.ts";
import { shown } from "../words.ts";
import { LIMITS, malformed } from "./limits.ts";

export const PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";

type Target = { mediaType: string; digest: string; size: number };

/** Throws an ExplorerError when the payload names no artifact, or could be read in two ways. */
export function targetOf(payload: Uint8Array): Target {
  const { value, repeated } = parseJson(payload, { maxDepth: LIMITS.depth, maxTokens: LIMITS.tokens });
  if (repeated[0]) throw malformed(`The payload has the key ${shown(repeated[0].key)} twice.`);
  const target = isJsonObject(value) ? value.targetArtifact : undefined;
  if (!isJsonObject(target)) throw malformed("The payload names no target artifact.");
  const { mediaType, digest, size } = target;
  if (typeof mediaType !== "string" || typeof digest !== "string" || !isSize(size))
    throw malformed("The payload's target artifact has no media type, digest or size.");
  return { mediaType, digest, size };
}

function isSize(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Whether all three are the subject's own; `detail` says what was compared. */
export function compareSubject(target: Target, about: About): { equal: boolean; detail: string } {
  if (target.digest !== about.digest) return { equal: false, detail: otherDigest(target, about) };
  if (about.mediaType !== undefined && target.mediaType !== about.mediaType)
    return {
      equal: false,
      detail: `The payload signs the media type ${shown(target.mediaType)}, and the subject's is ${shown(about.mediaType)}.`,
    };
  if (about.size !== undefined && target.size !== about.size)
    return {
      equal: false,
      detail: `The payload signs ${target.size} bytes, and the subject has ${about.size}.`,
    };
  const unknown = [
    ...(about.mediaType === undefined ? ["media type"] : []),
    ...(about.size === undefined ? ["size"] : []),
  ];
  const rest =
    unknown.length === 0
      ? `, with its media type ${shown(target.mediaType)} and its ${target.size} bytes`
      : `; its ${unknown.join(" and ")} ${unknown.length === 1 ? "was" : "were"} not known here and not compared`;
  return { equal: true, detail: `The payload names ${about.digest}${rest}.` };
}

function otherDigest({ digest }: Target, about: About): string {
  const platform = about.platforms.find((each) => each.digest === digest);
  const which = platform ? `${digest} (${shown(platform.name)}, not the index)` : shown(digest);
  return `The payload names ${which}, and this signature is attached to ${about.digest}.`;
}
