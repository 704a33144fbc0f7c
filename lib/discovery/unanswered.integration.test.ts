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
