import { describe, expect, it } from "vitest";
import * as carry from "./carriers.mts";
import { Shelf } from "./shelf.mts";

const shelf = new Shelf();
const subject = shelf.manifest({ mediaType: carry.OCI_MANIFEST, config: {}, layers: [] });
const payload = shelf.json({ hello: 1 }, "application/json");
const artifact = { artifactType: "application/x.demo", layers: [payload], annotations: { a: "1" } };
const { mediaType, digest, size } = subject.descriptor;

describe("one artifact in each form", () => {
  it.each([
    [carry.asImage, "application/vnd.oci.image.manifest.v1+json", "layers", "subject"],
    [carry.asOciArtifact, "application/vnd.oci.artifact.manifest.v1+json", "blobs", "subject"],
    [carry.asOras, "application/vnd.cncf.oras.artifact.manifest.v1+json", "blobs", "subject"],
    [carry.asRefersArtifact, "application/vnd.oci.artifact.manifest.v1+json", "blobs", "refers"],
    [carry.asRefersImage, "application/vnd.oci.image.manifest.v1+json", "layers", "refers"],
  ])("%o", (form, type, list, link) => {
    const { descriptor, body } = form(shelf, artifact, subject);
    expect(JSON.parse(Buffer.from(shelf.read(descriptor.digest)).toString())).toMatchObject({
      mediaType: type,
      [list]: [payload],
      [link]: { mediaType, digest, size },
      annotations: { a: "1" },
    });
    expect(descriptor.mediaType).toBe(body.mediaType);
  });

  it("puts the type into the config where its producer does", () => {
    const { body } = carry.asImage(shelf, { ...artifact, typeInConfig: true }, subject);
    expect(body).toMatchObject({ config: { mediaType: "application/x.demo" } });
    expect(body.artifactType).toBeUndefined();
    expect(carry.referrerEntry({ descriptor: payload, body }).artifactType).toBe("application/x.demo");
  });

  it("gives an artifact without payload the empty layer", () => {
    const { body } = carry.asImage(shelf, { ...artifact, layers: [] }, subject);
    expect(body.layers).toMatchObject([
      { mediaType: "application/vnd.oci.empty.v1+json", size: 2, data: "e30=" },
    ]);
  });
});

it("names the tags as their specifications do", () => {
  const long = "a".repeat(128);
  expect(carry.referrersTag(`sha512:${long}`)).toBe(`sha512-${"a".repeat(64)}`);
  expect(carry.referrersTag("test+algorithm+using+algorithm+separators:x+y")).toBe(
    "test-algorithm-using-algorithm-s-x-y",
  );
  expect(
    carry.proposalETag(
      subject,
      { descriptor: { ...payload, digest: `sha256:${long}` }, body: {} },
      "provenance",
    ),
  ).toBe(`${digest.replace(":", "-")}.${"a".repeat(16)}.prove`);
});
