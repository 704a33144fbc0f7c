// A list whose entries could not all be read is never told as a whole one.
import { describe, expect, it } from "vitest";
import { MEDIA_TYPES } from "#lib/oci";
import { type Entry, REPOSITORY, type Standing, standing } from "../discovery.test-support.ts";

/** The size as text, which no descriptor may have; JSON.parse hides its type. */
const badly = (entry: Entry) => ({ ...entry, size: JSON.parse(`"${entry.size}"`) });

function attached(place: Standing) {
  const subject = place.image({ tag: "1.0" }).digest;
  return { subject, good: place.artifact({ subject }), bad: badly(place.artifact({ subject })) };
}

describe("a list with entries that cannot be read", () => {
  it("at the referrers tag is failed when it has no others, and cut when it has", async () => {
    const place = await standing({ referrersApi: "off" });
    const { subject, good, bad } = attached(place);
    place.tagList(subject, [bad]);
    const reason = "1 entry of the tag's index could not be read";
    const empty = await place.explore(subject);
    expect(empty.finding("referrers-tag")).toMatchObject({ outcome: "failed", truncated: true, reason });
    expect(empty.node(subject).completeness).toBe("truncated");
    place.tagList(subject, [bad, good]);
    const rest = await place.explore(subject);
    expect(rest.finding("referrers-tag")).toMatchObject({ outcome: "found", truncated: true, count: 1 });
    expect(rest.node(subject).completeness).toBe("truncated");
  });

  it("at the referrers tag is not judged by its other entries", async () => {
    const place = await standing({ referrersApi: "off" });
    const { subject, bad } = attached(place);
    place.tagList(subject, [bad, place.image()]);
    const walked = await place.explore(subject);
    expect(walked.finding("referrers-tag")).toMatchObject({ outcome: "found", truncated: true });
  });

  it("from the referrers API is failed, not none", async () => {
    const place = await standing();
    const { subject, bad } = attached(place);
    place.sandbox.onRequest = ({ url }) =>
      url?.startsWith(`/v2/${REPOSITORY}/referrers/${subject}`)
        ? {
            status: 200,
            headers: { "Content-Type": MEDIA_TYPES.ociIndex },
            body: JSON.stringify({ schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [bad] }),
          }
        : undefined;
    const walked = await place.explore(subject);
    const finding = walked.finding("referrers-api");
    expect(finding).toMatchObject({ outcome: "failed", truncated: true });
    expect(finding.reason).toContain("1 entry could not be read");
    expect(walked.node(subject).completeness).toBe("truncated");
  });
});
