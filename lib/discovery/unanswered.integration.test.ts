// Answers that hide something on a registry that works otherwise: nothing is lost, and nothing reads as "complete".
import { describe, expect, it } from "vitest";
import { referrersTag } from "#lib/oci";
import { REPOSITORY, type Standing, standing } from "./discovery.test-support.ts";

/** Answers requests whose path has `part` with `status`, as a front end would. */
function refuse(place: Standing, part: string, status: number, contentType = "text/html"): void {
  place.sandbox.onRequest = (request) =>
    request.url?.includes(part)
      ? { status, headers: { "Content-Type": contentType }, body: "<html></html>" }
      : undefined;
}

function indexWithReferrer(place: Standing) {
  const child = place.image();
  const referrer = place.artifact({ subject: child.digest });
  const index = place.indexOf([{ ...child, platform: { os: "linux", architecture: "amd64" } }], {
    tag: "1.0",
  });
  return { index: index.digest, child: child.digest, referrer: referrer.digest };
}

describe("the referrers API", () => {
  it.each([401, 403])("%i for one digest does not hide another's referrers", async (status) => {
    const place = await standing();
    const { index, child, referrer } = indexWithReferrer(place);
    refuse(place, `/referrers/${index}`, status);
    const walked = await place.explore(index);
    expect(walked.finding("referrers-api", index).outcome).toBe("denied");
    expect(walked.finding("referrers-api", child).outcome).toBe("found");
    expect(walked.node(referrer).foundBy).toContain("referrers-api");
  });

  it.each([404, 405, 406])("%i for one digest is no answer where it lists others", async (status) => {
    const place = await standing();
    const { index, child } = indexWithReferrer(place);
    refuse(place, `/referrers/${child}`, status);
    const walked = await place.explore(index);
    expect(walked.finding("referrers-api", child)).toMatchObject({ outcome: "failed" });
    expect(walked.node(child).completeness).toBe("failed");
    expect(walked.upgrade.capabilities.referrersApi.support).toBe("supported");
  });
});

describe("a plain 404 for the digest that is asked about first", () => {
  it("does not hide what is attached to the index's children", async () => {
    const place = await standing();
    const { index, child, referrer } = indexWithReferrer(place);
    refuse(place, `/referrers/${index}`, 404, "text/plain");
    const walked = await place.explore(index);
    expect(walked.finding("referrers-api", child).outcome).toBe("found");
    expect(walked.node(referrer).foundBy).toContain("referrers-api");
    expect(walked.finding("referrers-api", index)).toMatchObject({
      outcome: "failed",
      reason: expect.stringContaining("listed other digests here"),
    });
    expect(walked.node(index).completeness).toBe("failed");
  });

  it("does not hide what is attached to a referrer", async () => {
    const place = await standing();
    const subject = place.image({ tag: "1.0" }).digest;
    const sbom = place.artifact({ subject });
    place.tagList(subject, [sbom]);
    const signature = place.artifact({ subject: sbom.digest });
    refuse(place, `/referrers/${subject}`, 404, "text/plain");
    const walked = await place.explore(subject);
    expect(walked.node(signature.digest).foundBy).toEqual(["referrers-api"]);
    expect(walked.finding("referrers-api", subject).outcome).toBe("failed");
  });

  it("does not hide what is kept in another repository", async () => {
    const place = await standing();
    const { index, child } = indexWithReferrer(place);
    place.artifact({ subject: child, repository: "elsewhere" });
    refuse(place, `/v2/elsewhere/referrers/${index}`, 404, "text/plain");
    const walked = await place.explore(index, { otherRepositories: ["elsewhere"] });
    expect(walked.finding("other-repository", child).outcome).toBe("found");
    expect(walked.finding("other-repository", index).outcome).toBe("failed");
  });
});

describe("an index with an entry that is no descriptor", () => {
  it("has a failure node for it, and is not complete", async () => {
    const place = await standing();
    const child = place.image();
    const index = place.indexOf(
      [child, { mediaType: "application/vnd.oci.image.manifest.v1+json" } as never],
      {
        tag: "1.0",
      },
    );
    const walked = await place.explore(index.digest);
    expect(walked.node(child.digest).state).toBe("present");
    expect(walked.node(index.digest).completeness).toBe("truncated");
    expect(walked.node(`unreadable:${index.digest}`)).toMatchObject({
      state: "failed",
      title: "1 unreadable entry",
    });
    expect(walked.finding("buildkit", index.digest)).toMatchObject({ outcome: "failed", truncated: true });
  });
});

describe("tags", () => {
  it("a login page in place of the tag list is no answer", async () => {
    const place = await standing();
    const subject = place.image({ tag: "1.0" }).digest;
    refuse(place, "/tags/list", 200);
    const walked = await place.explore(subject);
    expect(walked.finding("tag-listing").outcome).toBe("failed");
    expect(walked.node(subject).completeness).toBe("failed");
    expect(walked.upgrade.capabilities.tagListing).toMatchObject({ support: "unknown", because: "failed" });
  });

  it("a digest's own tag that is denied is no none", async () => {
    const place = await standing({ referrersApi: "off" });
    const subject = place.image({ tag: "1.0" }).digest;
    place.tagList(subject, [place.artifact({ subject })]);
    refuse(place, `/manifests/${referrersTag(subject)}`, 403);
    const walked = await place.explore(subject, { strategies: ["tag-listing"] });
    expect(walked.finding("tag-listing")).toMatchObject({ outcome: "denied" });
    expect(walked.node(subject).completeness).toBe("denied");
  });
});

describe("the re-indexing of a referrers tag", () => {
  it("is not compared when an entry that only the tag lists is denied", async () => {
    const place = await standing();
    const subject = place.image({ tag: "1.0" }).digest;
    const both = place.artifact({ subject });
    const old = place.artifact({ subject, index: false });
    place.tagList(subject, [both, old]);
    refuse(place, `${REPOSITORY}/manifests/${old.digest}`, 403);
    const walked = await place.explore(subject);
    const probed = await place.probe("1.0");
    for (const { upgrade } of [walked, probed]) {
      expect(upgrade.reindexGap).toBeUndefined();
      expect(upgrade.proposalE.state).not.toBe("final");
    }
  });

  it("is not compared by a probe when more entries are only in the tag than it reads", async () => {
    const place = await standing();
    const subject = place.image({ tag: "1.0" }).digest;
    const both = place.artifact({ subject });
    const gone = Array.from({ length: 4 }, (_, n) => ({ ...both, digest: `sha256:${`${n}`.repeat(64)}` }));
    place.tagList(subject, [both, ...gone, place.artifact({ subject, index: false })]);
    const { upgrade } = await place.probe("1.0");
    expect(upgrade.reindexGap).toBeUndefined();
    expect(upgrade.proposalE.state).not.toBe("final");
  });
});
