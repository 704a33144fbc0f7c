// How a tag that names an artifact by its own name becomes a sighting.
import type { Reading } from "../reader.ts";
import type { Sighting, Subject } from "../strategy.ts";

/**
 * The sighting of a tag that is known to exist; when it could not be read, it is still one, without a digest.
 * Undefined when the tag names the subject itself: some registries read digest tags as digests.
 */
export function sightingOfTag(reading: Reading, tag: string, subject: Subject): Sighting | undefined {
  const common = { repository: subject.repository, relation: "tag" as const, tag };
  if (reading.state !== "present") {
    const { state, reason, exchanges } = reading;
    return {
      ...common,
      descriptor: { mediaType: "", digest: "", size: 0 },
      unread: { state, reason, exchanges },
    };
  }
  if (reading.digest === subject.digest) return undefined;
  const { mediaType, digest, size } = reading;
  return { ...common, descriptor: { mediaType, digest, size } };
}
