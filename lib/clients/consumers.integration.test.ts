// The three consumers in both readings: what they ask, what they find, and what they never take for "none".
import { describe, expect, it } from "vitest";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { READINGS, REPOSITORY, SBOM, standing } from "./clients.test-support.ts";

const off = { referrersApi: "off", ociSubjectHeader: false, namesUnknown: false } as const;

describe("the rat", () => {
  it.each(READINGS)("pulls the image with one GET and looks for nothing (%s)", async (reading) => {
    const place = await standing();
    const { digest } = place.image();
    place.referrer(digest);
    const { image, lookup } = await place.pull("rat", reading, digest);
    expect(image).toMatchObject({ state: "pulled", digest, mediaType: MEDIA_TYPES.ociManifest });
    expect(lookup).toBeUndefined();
    expect(place.asked()).toEqual([`GET manifests/${digest} 200`]);
    expect(place.exchanges[0]?.requestHeaders.accept).not.toContain("artifact");
  });

  it("says what it could not pull", async () => {
    const place = await standing();
    const missing = `sha256:${"0".repeat(64)}`;
    place.image();
    expect((await place.pull("rat", "oci-1.1", missing)).image).toMatchObject({ state: "missing" });
    place.sandbox.onRequest = () => ({ status: 403 });
    expect((await place.pull("rat", "oci-1.1", missing)).image).toMatchObject({ state: "denied" });
  });
});

describe.each(["squirrel", "beaver"] as const)("the %s", (consumer) => {
  it.each(READINGS)("asks no tag where the API answers (%s)", async (reading) => {
    const place = await standing();
    const { digest } = place.image();
    expect(await place.look(consumer, reading, digest)).toMatchObject({
      found: [],
      completeness: "complete",
      by: "referrers-api",
      reason: "200, 0 entries",
    });
    expect(place.asked()).toEqual([`GET referrers/${digest} 200`]);
  });

  it.each([
    ["oci-1.1", (digest: string) => `GET manifests/${referrersTag(digest)} 404`],
    ["proposal-e", () => "GET tags/list?n=1000 200"],
  ] as const)("falls back to the tags on a 404 (%s)", async (reading, second) => {
    const place = await standing(off);
    const { digest } = place.image();
    expect(await place.look(consumer, reading, digest)).toMatchObject({
      found: [],
      completeness: "complete",
    });
    expect(place.asked()).toEqual([`GET referrers/${digest} 404`, second(digest)]);
    expect(place.steps.map(({ exchanges }) => exchanges.length)).toEqual([1, 1]);
  });

  it("finds by the exact tag, and reads what it found", async () => {
    const place = await standing(off);
    const { digest } = place.image();
    const sbom = place.referrer(digest);
    const annotations = { by: "me" };
    place.list(digest, [{ ...sbom, artifactType: SBOM, annotations }]);
    const { found, by, completeness } = await place.look(consumer, "oci-1.1", digest);
    expect({ by, completeness }).toEqual({ by: "referrers-tag", completeness: "complete" });
    expect(found).toMatchObject([
      {
        digest: sbom.digest,
        artifactType: SBOM,
        state: "usable",
        foundBy: "referrers-tag",
        tag: referrersTag(digest),
        listed: { artifactType: SBOM, annotations },
        contents: [{ size: 2 }],
      },
    ]);
    expect(place.asked().at(-1)).toBe(`GET manifests/${sbom.digest} 200`);
  });

  it("finds by the tags that begin with the digest, past OCI 1.1's own list", async () => {
    const place = await standing(off);
    const { digest } = place.image();
    const refers = { mediaType: MEDIA_TYPES.ociManifest, digest, size: 1 };
    const tag = `${referrersTag(digest)}.0123456789abcdef.sbom`;
    const sbom = place.referrer(digest, { subject: undefined, refers }, { tag });
    const signature = place.referrer(digest, { subject: undefined }, { tag: `${referrersTag(digest)}.sig` });
    place.list(digest, [sbom]);
    const { found, by } = await place.look(consumer, "proposal-e", digest);
    expect(by).toBe("tag-listing");
    expect(found.map((one) => [one.digest, one.tag, one.state])).toEqual(
      expect.arrayContaining([
        [sbom.digest, tag, "usable"],
        [signature.digest, `${referrersTag(digest)}.sig`, "usable"],
      ]),
    );
    expect(found).toHaveLength(2);
    expect(found.find((one) => one.digest === signature.digest)?.note).toBe("its manifest names no subject");
  });

  it("filters by type, itself where the registry did not", async () => {
    for (const artifactTypeFilter of ["header", "annotation", "ignored"] as const) {
      const place = await standing({ artifactTypeFilter });
      const { digest } = place.image();
      const sbom = place.referrer(digest);
      place.referrer(digest, { artifactType: "application/vnd.example.other" });
      const { found, reason } = await place.look(consumer, "oci-1.1", digest, SBOM);
      expect(found.map((one) => one.digest)).toEqual([sbom.digest]);
      expect(reason).toContain(artifactTypeFilter === "ignored" ? "filtered here" : "filtered by it");
      expect(place.asked()).toHaveLength(2);
    }
  });

  it("takes nothing that names another image, and nothing that is no list", async () => {
    const place = await standing({ referrersApi: "400-unknown" });
    const { digest } = place.image();
    const other = place.referrer(place.image().digest);
    place.list(digest, [other]);
    const { found } = await place.look(consumer, "oci-1.1", digest);
    expect(found).toMatchObject([{ digest: other.digest, state: "other-subject", contents: [] }]);

    const gitlab = await standing({ ...off, tagIsDigest: true });
    const image = gitlab.image();
    for (const reading of READINGS) {
      const none = await gitlab.look(consumer, reading, image.digest);
      expect(none).toMatchObject({ found: [], completeness: "complete" });
    }
    const plain = await standing(off);
    const subject = plain.image();
    plain.list(subject.digest, [], { subject });
    expect((await plain.look(consumer, "oci-1.1", subject.digest)).reason).toContain("a subject of its own");
  });

  it.each([
    [401, "denied"],
    [403, "denied"],
    [429, "rate-limited"],
    [500, "failed"],
    [503, "failed"],
    [400, "failed"],
  ] as const)("%i is %s: could not check, never none", async (status, completeness) => {
    const place = await standing(off);
    const { digest } = place.image();
    place.sandbox.onRequest = ({ url }) => (url?.includes("/referrers/") ? { status } : undefined);
    for (const reading of READINGS) {
      const { found, ...lookup } = await place.look(consumer, reading, digest);
      expect(found).toEqual([]);
      expect(lookup.completeness).toBe(completeness);
      expect(lookup.reason).toContain("could not check");
    }
    // Only Proposal E's consumers go on to the tags.
    expect(place.asked().filter((line) => line.includes(referrersTag(digest)))).toEqual([]);
  });

  it("a tag that may not be read, and silence, are no none either", async () => {
    const place = await standing(off);
    const { digest } = place.image();
    place.sandbox.onRequest = ({ url }) => (url?.includes("/referrers/") ? undefined : { status: 403 });
    expect(await place.look(consumer, "oci-1.1", digest)).toMatchObject({ completeness: "denied" });
    expect(await place.look(consumer, "proposal-e", digest)).toMatchObject({ completeness: "denied" });
    place.sandbox.onRequest = () => "drop";
    expect(await place.look(consumer, "oci-1.1", digest)).toMatchObject({ completeness: "failed" });
    const hidden = await standing({ referrersApi: "off" });
    expect(await hidden.look(consumer, "oci-1.1", digest)).toMatchObject({ completeness: "failed" });
    expect(await hidden.look(consumer, "proposal-e", digest)).toMatchObject({ completeness: "failed" });
  });

  it.each(["405", "406", "redirect", "html"] as const)("takes %s for a missing API", async (referrersApi) => {
    const place = await standing({ ...off, referrersApi });
    const { digest } = place.image();
    const sbom = place.referrer(digest);
    place.list(digest, [sbom]);
    const { found, completeness } = await place.look(consumer, "oci-1.1", digest);
    expect(found.map((one) => one.digest)).toEqual([sbom.digest]);
    expect(completeness).toBe("complete");
  });

  it("a list with entries that could not be read is cut, one with a dead entry is whole", async () => {
    const place = await standing(off);
    const { digest } = place.image();
    const sbom = place.referrer(digest);
    place.list(digest, [sbom, JSON.parse('{"mediaType":"a/b","digest":"sha256:x","size":"1"}')]);
    expect(await place.look(consumer, "oci-1.1", digest)).toMatchObject({ completeness: "truncated" });
    const gone = { ...sbom, digest: `sha256:${"0".repeat(64)}` };
    place.list(digest, [gone]);
    expect(await place.look(consumer, "oci-1.1", digest)).toMatchObject({
      completeness: "complete",
      found: [{ digest: gone.digest, state: "missing" }],
    });
  });

  it("stops when its caller leaves", async () => {
    const place = await standing(off);
    const { digest } = place.image();
    const left = new AbortController();
    const gone = place.reader(left.signal);
    place.sandbox.onRequest = () => {
      left.abort();
      return "handled";
    };
    const { pullAs } = await import("./pull-as.ts");
    const question = { registry: gone, repository: REPOSITORY, digest };
    await expect(pullAs(consumer, "proposal-e", question)).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("the new manifest", () => {
  const artifact = (subject: string) => ({
    mediaType: MEDIA_TYPES.ociArtifact,
    schemaVersion: undefined,
    artifactType: SBOM,
    config: undefined,
    layers: undefined,
    blobs: [{ mediaType: "text/plain", digest: `sha256:${"a".repeat(64)}`, size: 3 }],
    subject: { mediaType: MEDIA_TYPES.ociManifest, digest: subject, size: 1 },
  });

  it.each([true, false])(
    "is usable to a beaver, and cannot be parsed by a squirrel (strict: %s)",
    async (acceptStrict) => {
      const place = await standing({ artifactManifest: "accepted", acceptStrict });
      const { digest } = place.image();
      place.referrer(digest, artifact(digest));
      expect((await place.look("beaver", "proposal-e", digest)).found).toMatchObject([
        { state: "usable", form: "oci-artifact", contents: [{ mediaType: "text/plain" }] },
      ]);
      const [found] = (await place.look("squirrel", "proposal-e", digest)).found;
      expect(found).toMatchObject({
        state: "cannot-parse",
        mediaType: MEDIA_TYPES.ociArtifact,
        contents: [],
      });
      expect(found?.note).toContain(`a squirrel does not know ${MEDIA_TYPES.ociArtifact}`);
    },
  );

  it("is what a beaver prefers where both forms have the same content, and misses where there is one", async () => {
    const place = await standing();
    const { digest } = place.image();
    const { blobs } = artifact(digest);
    place.referrer(digest, { layers: blobs });
    for (const [reading, note] of [
      ["proposal-e", "would prefer is not there"],
      ["oci-1.1", "was withdrawn"],
    ] as const) {
      const [only] = (await place.look("beaver", reading, digest)).found;
      expect(only?.note).toContain(note);
    }
    const newer = place.referrer(digest, artifact(digest));
    const { found } = await place.look("beaver", "proposal-e", digest);
    expect(found.map(({ note }) => note)).toEqual([
      `the same content as ${newer.digest}, which it prefers`,
      undefined,
    ]);
  });
});
