// Edge cases 25 to 30: the referrers tag, and what else bears its name. docs/edge-cases.md is the table.

import { describe, expect, it } from "vitest";
import { cosignTags, MEDIA_TYPES, referrersTag } from "#lib/oci";
import { REPOSITORY, type Standing, standing } from "./discovery.test-support.ts";

const tagsOnly = () => standing({ referrersApi: "off" });
const tagged = (place: Standing, subject: string, digest: string) =>
  place.sandbox.store.repository(REPOSITORY).tags.set(referrersTag(subject), digest);

describe("digest tag", () => {
  it("edge 25: a tag that resolves to the subject itself is no list", async () => {
    const place = await standing({ referrersApi: "off", tagIsDigest: true });
    const index = place.indexOf([place.image(), place.image()]);
    const walked = await place.explore(index.digest);
    expect(walked.finding("referrers-tag")).toMatchObject({ outcome: "none", count: 0 });
    expect(walked.finding("referrers-tag").reason).toContain("resolves to the subject itself");
    expect(walked.graph.edges.every(({ relation }) => relation === "contains")).toBe(true);
  });

  it("edge 25: a mirrored index under a digest tag, none of whose children names the subject, is no list", async () => {
    const place = await tagsOnly();
    const subject = place.image().digest;
    place.tagList(subject, [place.image(), place.image()]);
    const walked = await place.explore(subject);
    expect(walked.finding("referrers-tag")).toMatchObject({ outcome: "none", count: 0 });
    expect(walked.finding("referrers-tag").reason).toContain("no entry of the tag's index names this digest");
    expect(walked.graph.nodes).toHaveLength(1);
  });

  it("edge 26: an image, a Docker list, and an index with a subject of its own are ignored, and said so", async () => {
    const place = await tagsOnly();
    const reasonFor = async (make: (subject: string) => string) => {
      const subject = place.image().digest;
      tagged(place, subject, make(subject));
      const walked = await place.explore(subject);
      expect(walked.finding("referrers-tag")).toMatchObject({ outcome: "none", count: 0 });
      return walked.finding("referrers-tag").reason;
    };
    const entry = (subject: string) => place.artifact({ subject });
    expect(await reasonFor(() => place.image().digest)).toContain("not an OCI index");
    const list = (subject: string) => place.indexOf([entry(subject)], { mediaType: MEDIA_TYPES.dockerList });
    expect(await reasonFor((subject) => list(subject).digest)).toContain("not an OCI index");
    const own = (subject: string) => place.indexOf([entry(subject)], { subject: place.image().digest });
    expect(await reasonFor((subject) => own(subject).digest)).toContain("has a subject of its own");
  });

  it("edge 26: a signature on the tag's list is not one on the subject", async () => {
    const place = await tagsOnly();
    const subject = place.image().digest;
    const list = place.tagList(subject, [place.artifact({ subject })]);
    const [signature = ""] = cosignTags(list.digest);
    const signed = place.artifact({ tag: signature });
    const walked = await place.explore(subject);
    expect(walked.finding("referrers-tag").count).toBe(1);
    expect(walked.graph.nodes.some(({ id }) => id === signed.digest)).toBe(false);
  });

  it("edge 27: type and annotations come from the manifest, not from an old entry", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const annotations = { "org.opencontainers.image.created": "2026-01-01T00:00:00Z" };
    const sbom = place.artifact({ subject, annotations, index: false });
    place.tagList(subject, [{ ...sbom, size: 1, artifactType: MEDIA_TYPES.ociEmpty }]);
    const walked = await place.explore(subject);
    const node = walked.node(sbom.digest);
    expect(node).toMatchObject({ artifactType: "application/spdx+json", kind: "sbom", size: sbom.size });
    expect(node.annotations).toContainEqual(Object.entries(annotations)[0]);
    expect(node.warnings.join()).toContain(`a list gives its artifactType as "${MEDIA_TYPES.ociEmpty}"`);
    expect(node.warnings.join()).toContain("a list gives its size as 1 bytes");
  });

  it("edge 27: a tag left beside a working API is a re-index gap", async () => {
    const place = await standing();
    const subject = place.image({ tag: "1.0" }).digest;
    const both = place.artifact({ subject });
    const old = place.artifact({ subject, index: false });
    const wrong = place.artifact({ subject: place.image().digest, index: false });
    place.tagList(subject, [both, old, wrong]);
    const walked = await place.explore(subject);
    expect(walked.upgrade.reindexGap).toEqual([old.digest]);
    expect(walked.edge(wrong.digest, subject).proof).toBe("contradicted");
    expect((await place.probe("1.0")).upgrade.reindexGap).toEqual([old.digest]);
  });

  it("edge 28: an artifact that a lost update took off the list is found when it has a tag", async () => {
    const place = await tagsOnly();
    const subject = place.image().digest;
    const kept = place.artifact({ subject });
    const lost = place.artifact({ subject, tag: `${referrersTag(subject)}.lost` });
    place.tagList(subject, [kept]);
    const walked = await place.explore(subject);
    expect(walked.node(lost.digest).foundBy).toEqual(["tag-listing"]);
    // Whether If-Match is honoured only a push can tell.
    expect(walked.upgrade.capabilities.conditionalWrites).toMatchObject({
      support: "unknown",
      because: "not-asked",
    });
  });

  it("edge 29: sha512 is asked for by the truncated tag, and no cosign tag is made up", async () => {
    const place = await tagsOnly();
    const subject = place.image({ algorithm: "sha512" }).digest;
    const sbom = place.artifact({ subject });
    const list = place.tagList(subject, [sbom]);
    expect(referrersTag(subject)).toHaveLength("sha512-".length + 64);
    const walked = await place.explore(subject);
    expect(walked.edge(sbom.digest, subject)).toMatchObject({
      proof: "verified",
      foundBy: ["referrers-tag"],
    });
    expect(walked.finding("cosign-tag")).toMatchObject({ outcome: "none" });
    expect(walked.exchanges.every(({ status = 0 }) => status < 400 || status === 404)).toBe(true);
    expect(walked.graph.nodes.some(({ id }) => id === list.digest)).toBe(false);
    expect(walked.upgrade.capabilities.sha512?.support).toBe("supported");
  });

  it("edge 30: the exact tag and cosign's tags are kept apart, though both start alike", async () => {
    const place = await tagsOnly();
    const subject = place.image().digest;
    const sbom = place.artifact({ subject });
    place.tagList(subject, [sbom]);
    const [tag = ""] = cosignTags(subject);
    const signed = place.artifact({ tag, artifactType: "application/vnd.dev.cosign.simplesigning.v1+json" });
    const walked = await place.explore(subject);
    expect(walked.node(sbom.digest).foundBy).toEqual(["referrers-tag"]);
    expect(walked.node(signed.digest)).toMatchObject({ foundBy: ["tag-listing", "cosign-tag"], tags: [tag] });
    expect(walked.edge(signed.digest, subject)).toMatchObject({ relation: "tag", proof: "claimed" });
    expect(walked.finding("tag-listing").count).toBe(1);
  });
});
