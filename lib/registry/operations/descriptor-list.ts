// A reply that should be a list of descriptors: an index, or ORAS's list.
import { ExplorerError } from "#lib/errors";
import { MEDIA_TYPES, mediaTypeEssence, parseReferrersIndex, type ReferrersIndex } from "#lib/oci";
import type { Reply } from "../auth/authorised-sender.ts";

/**
 * The list of a 200, or what it is instead: web servers answer 200 with their login page. What calls itself an
 * image index must be one. Throws malformed-answer when it is not, limit-exceeded past the bounds of JSON.
 */
export function readDescriptorList(
  reply: Reply,
  form?: ReferrersIndex["form"],
): ReferrersIndex | { notAList: string } {
  try {
    const index = parseReferrersIndex(reply.body);
    if (form === undefined || index.form === form) return index;
    return { notAList: "The body is a list of another API." };
  } catch (error) {
    const isOther = error instanceof ExplorerError && error.code === "malformed-answer";
    const claimed = mediaTypeEssence(reply.headers["content-type"] ?? "");
    if (!isOther || claimed === MEDIA_TYPES.ociIndex) throw error;
    return { notAList: error.message };
  }
}
