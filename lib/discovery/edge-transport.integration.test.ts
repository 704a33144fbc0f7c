// Edge cases 1 to 17: what stands between a client and a list of referrers. docs/edge-cases.md is the table.

import { describe, expect, it } from "vitest";
import { MEDIA_TYPES } from "#lib/oci";
import type { OnRequest, RegistryOptions } from "#lib/sandbox";
import { REPOSITORY, type Standing, standing } from "./discovery.test-support.ts";

const JSON_TYPE = { "Content-Type": "application/json" };

/** An image with one SBOM that both the API (where it is on) and a referrers tag list. */
async function withSbom(options: RegistryOptions = {}) {
  const place = await standing(options);
  const image = place.image({ tag: "1.0" });
  const sbom = place.artifact({ subject: image.digest });
  place.tagList(image.digest, [sbom]);
  return { place, image: image.digest, sbom: sbom.digest };
}

const onReferrers =
  (answer: Exclude<Awaited<ReturnType<OnRequest>>, undefined>): OnRequest =>
  (request) =>
    request.url?.includes("/referrers/") ? answer : undefined;

const refusalOf = (status: number, code: string) => ({
  status,
  headers: JSON_TYPE,
  body: JSON.stringify({ errors: [{ code, message: "no" }] }),
});

const referrersRequests = (place: Standing) =>
  place.sandbox.requests.entries.filter(({ url }) => url.includes("/referrers/"));

describe("transport and detection", () => {
  it("edge 01: a 404 without a route is 'unsupported', a 404 for the repository is not", async () => {
    const { place, image, sbom } = await withSbom({ referrersApi: "off" });
    const without = await place.explore(image);
    expect(without.finding("referrers-api")).toMatchObject({ outcome: "unsupported" });
    expect(without.upgrade.capabilities.referrersApi?.support).toBe("unsupported");
    expect(without.node(sbom).foundBy).toEqual(["referrers-tag"]);

    place.sandbox.onRequest = onReferrers(refusalOf(404, "NAME_UNKNOWN"));
    const hidden = await place.explore(image);
    expect(hidden.finding("referrers-api")).toMatchObject({ outcome: "failed" });
    expect(hidden.upgrade.capabilities.referrersApi?.support).toBe("unknown");
    expect(hidden.node(sbom).foundBy).toEqual(["referrers-tag"]);
  });

  it("edge 02: a 404 of HTML is judged by its status, and the tag still found", async () => {
    const { place, image, sbom } = await withSbom({ referrersApi: "html-404" });
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api")).toMatchObject({ outcome: "unsupported" });
    expect(walked.node(sbom).foundBy).toEqual(["referrers-tag"]);
  });

  it("edge 03: a login page with status 200 is never an empty list", async () => {
    const { place, image } = await withSbom({ referrersApi: "html" });
    const direct = await place.explore(image);
    expect(direct.finding("referrers-api").outcome).toBe("unsupported");

    place.sandbox.onRequest = (request): Awaited<ReturnType<OnRequest>> => {
      if (request.url?.includes("/referrers/")) return { status: 302, headers: { Location: "/login" } };
      if (request.url !== "/login") return undefined;
      return { status: 200, headers: { "Content-Type": "text/html" }, body: "<html>Sign in</html>" };
    };
    const after = await place.explore(image);
    expect(after.finding("referrers-api").outcome).toBe("unsupported");
    expect(after.upgrade.capabilities.referrersApi?.support).toBe("unsupported");
  });

  it("edge 04: a redirect to another host is not followed, and means 'not here'", async () => {
    const { place, image, sbom } = await withSbom({ referrersApi: "redirect" });
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api")).toMatchObject({ outcome: "unsupported" });
    expect(walked.finding("referrers-api").reason).toContain("https://packages.invalid");
    expect(walked.exchanges.every(({ url }) => url.startsWith(`http://${place.host}`))).toBe(true);
    expect(walked.node(sbom).foundBy).toEqual(["referrers-tag"]);
  });

  it("edge 05: 406 is tried again without a narrow Accept, then means 'not here'", async () => {
    const { place, image } = await withSbom({ referrersApi: "406" });
    const walked = await place.explore(image, { strategies: ["referrers-api"] });
    expect(walked.finding("referrers-api").outcome).toBe("unsupported");
    expect(referrersRequests(place).map(({ headers }) => headers.accept)).toEqual([
      MEDIA_TYPES.ociIndex,
      "*/*",
    ]);
  });

  it("edge 06: 405 means 'not here', with low confidence", async () => {
    const { place, image } = await withSbom({ referrersApi: "405" });
    const walked = await place.explore(image);
    expect(walked.upgrade.capabilities.referrersApi).toMatchObject({
      support: "unsupported",
      confidence: "low",
    });
    expect(walked.upgrade.proposalE.note).toContain("low confidence");
  });

  it("edge 07: 400 for a digest that the registry lacks does not mean 'no API'", async () => {
    const { place, image } = await withSbom({ referrersApi: "400-unknown" });
    const absent = `sha256:${"7".repeat(64)}`;
    const walked = await place.explore(absent);
    expect(walked.node(absent).state).toBe("missing");
    expect(walked.finding("referrers-api").outcome).toBe("failed");
    expect(walked.upgrade.capabilities.referrersApi?.support).toBe("unknown");
    const probed = await place.probe("1.0");
    expect(probed.subject).toBe(image);
    expect(probed.upgrade.capabilities.referrersApi?.support).toBe("supported");
  });

  it("edge 07: 400 for an n that is too large is asked again without n", async () => {
    const { place, image } = await withSbom({ referrersApi: "off", tagsMaxN: 100 });
    const walked = await place.explore(image);
    expect(walked.finding("tag-listing").outcome).toBe("none");
    expect(walked.upgrade.capabilities.tagListing?.support).toBe("supported");
  });

  it("edge 08: 401 without a challenge is 'denied'", async () => {
    const { place, image } = await withSbom({ referrersApi: "401-bare" });
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api").outcome).toBe("denied");
    expect(walked.upgrade.capabilities.referrersApi).toMatchObject({ support: "unknown", because: "denied" });
  });

  it("edge 08: a registry that lets nobody in at /v2/ may still let anyone read a repository", async () => {
    const auth = {
      kind: "bearer" as const,
      user: "u",
      password: "p",
      service: "test",
      anonymousRepositories: ["library/"],
    };
    const { place, image, sbom } = await withSbom({ auth });
    const walked = await place.explore(image);
    expect(walked.node(sbom).state).toBe("present");
    expect((await place.probe("1.0")).upgrade.capabilities.referrersApi?.support).toBe("supported");
  });

  it("edge 09: 403 for the referrers alone is 'denied', never 'none'", async () => {
    const { place, image, sbom } = await withSbom();
    place.sandbox.onRequest = onReferrers(refusalOf(403, "DENIED"));
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api").outcome).toBe("denied");
    expect(walked.node(image).completeness).toBe("denied");
    expect(walked.node(sbom).foundBy).toEqual(["referrers-tag"]);
  });

  it("edge 10: 429 with Retry-After is waited for, and then answered", async () => {
    const place = await standing({}, { transport: { maxPauseMs: 2000 } });
    const image = place.image().digest;
    const sbom = place.artifact({ subject: image }).digest;
    let limited = 0;
    place.sandbox.onRequest = (request) =>
      request.url?.includes("/referrers/") && limited++ === 0
        ? { ...refusalOf(429, "TOOMANYREQUESTS"), headers: { ...JSON_TYPE, "Retry-After": "1" } }
        : undefined;
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api").outcome).toBe("found");
    expect(walked.node(sbom).state).toBe("present");
  });

  it("edge 10: 429 that does not end is 'rate-limited', and nothing else is lost", async () => {
    const { place, image, sbom } = await withSbom();
    place.sandbox.onRequest = onReferrers({
      ...refusalOf(429, "TOOMANYREQUESTS"),
      headers: { ...JSON_TYPE, "Retry-After": "0" },
    });
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api").outcome).toBe("rate-limited");
    expect(walked.node(image).completeness).toBe("rate-limited");
    expect(walked.node(sbom).foundBy).toEqual(["referrers-tag"]);
  });

  it("edge 11: OCI-Subject without the API does not make the API", async () => {
    const place = await standing({ referrersApi: "off", ociSubjectHeader: true });
    const image = place.image().digest;
    const lost = JSON.stringify({
      ...{ schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, artifactType: "application/spdx+json" },
      config: { mediaType: MEDIA_TYPES.ociEmpty, digest: `sha256:${"e".repeat(64)}`, size: 2 },
      layers: [],
      subject: { mediaType: MEDIA_TYPES.ociManifest, digest: image, size: 1 },
    });
    const pushed = await fetch(`http://${place.host}/v2/${REPOSITORY}/manifests/pushed`, {
      method: "PUT",
      headers: { "Content-Type": MEDIA_TYPES.ociManifest },
      body: lost,
    });
    expect(pushed.headers.get("oci-subject")).toBe(image);
    const walked = await place.explore(image);
    expect(walked.upgrade.capabilities.referrersApi?.support).toBe("unsupported");
    expect(walked.graph.nodes).toHaveLength(1);
  });

  it("edge 12: without OCI-Subject, tags grow beside a working API: both are asked, and merged", async () => {
    const { place, image, sbom } = await withSbom({ referrersApi: "400-unknown", ociSubjectHeader: false });
    const walked = await place.explore(image);
    expect(walked.edge(sbom, image).foundBy).toEqual(["referrers-api", "referrers-tag"]);
    expect(walked.upgrade.reindexGap).toEqual([]);
  });

  it("edge 13: a 200 that holds no index does not prove the API", async () => {
    const { place, image } = await withSbom({ referrersApi: "off" });
    place.sandbox.onRequest = onReferrers({ status: 200, headers: JSON_TYPE, body: "{}" });
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api").outcome).toBe("unsupported");
    expect((await place.probe("1.0")).upgrade.capabilities.referrersApi?.support).toBe("unsupported");
  });

  it.each([
    ["application/vnd.oci.image.index.v1+json; charset=utf-8", undefined],
    ["application/json", "the list does not have the media type of an index"],
  ])("edge 14: a list as %s is a list", async (referrersContentType, reason) => {
    const { place, image } = await withSbom({ referrersContentType });
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api").outcome).toBe("found");
    expect(walked.finding("referrers-api").reason).toBe(reason);
    expect(walked.upgrade.capabilities.referrersApi?.support).toBe("supported");
  });

  it("edge 15: what one repository lacks, another may have", async () => {
    const { place, image } = await withSbom();
    const kept = place.artifact({ subject: image, repository: "other/app" });
    place.sandbox.onRequest = (request) =>
      request.url?.startsWith(`/v2/${REPOSITORY}/referrers/`)
        ? { status: 404, headers: { "Content-Type": "text/plain" }, body: "404 page not found" }
        : undefined;
    const walked = await place.explore(image, { otherRepositories: ["other/app"] });
    expect(walked.finding("referrers-api").outcome).toBe("unsupported");
    expect(walked.node(kept.digest).foundBy).toEqual(["other-repository"]);
    expect(walked.upgrade.capabilities.referrersApi?.support).toBe("unsupported");
  });

  it("edge 16: a 503 that passes is not remembered as 'no API'", async () => {
    const { place, image, sbom } = await withSbom();
    place.sandbox.onRequest = (request) =>
      request.url?.includes(`/referrers/${image}`) ? refusalOf(503, "UNAVAILABLE") : undefined;
    const during = await place.explore(image);
    expect(during.finding("referrers-api")).toMatchObject({ outcome: "failed" });
    // The next subject is asked all the same.
    expect(during.finding("referrers-api", sbom).outcome).toBe("none");
    expect(during.upgrade.capabilities.referrersApi?.support).toBe("supported");
    place.sandbox.onRequest = undefined;
    expect((await place.explore(image)).finding("referrers-api").outcome).toBe("found");
  });

  it("edge 17: a cache that answers 'none' for itself is found out by the tag", async () => {
    const { place, image, sbom } = await withSbom({ referrersApi: "empty" });
    const walked = await place.explore(image);
    expect(walked.finding("referrers-api").outcome).toBe("none");
    expect(walked.node(sbom).foundBy).toEqual(["referrers-tag"]);
    expect(walked.upgrade.reindexGap).toEqual([sbom]);
    expect(walked.node(image).warnings.join()).toContain("a pull-through cache may answer for itself");
    expect((await place.probe("1.0")).notes.join()).toContain("a cache may answer for itself");
  });
});
