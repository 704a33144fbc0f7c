// Manifests that two readers could understand differently, and those that only look so.
import { describe, expect, it } from "vitest";
import { MEDIA_TYPES, parseManifest } from "./index.ts";

const parse = (value: unknown) =>
  parseManifest(new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)));
const blob = (n: number) => ({ mediaType: "text/x", digest: `sha256:${String(n).repeat(64)}`, size: n });

const child = blob(4);
const config = blob(1);
const subject = blob(9);
const image = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest, config, layers: [blob(2), blob(3)] };
const index = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests: [child, blob(5)] };
const artifact = { mediaType: MEDIA_TYPES.ociArtifact, artifactType: "text/x", blobs: [blob(6)], subject };

const refused = (value: unknown, told: string | RegExp) =>
  expect(() => parse(value)).toThrow(
    expect.objectContaining({ code: "malformed-answer", message: expect.stringMatching(told) }),
  );

describe("ambiguous manifests", () => {
  it.each([
    ["manifests and layers", { ...image, manifests: [child] }],
    ["manifests and config", { ...index, config }],
    ["manifests and layers, without a type", { manifests: [], layers: [] }],
    ["manifests and blobs", { ...index, blobs: [] }],
    ["fsLayers and layers", { ...image, fsLayers: [] }],
    ["fsLayers and manifests", { ...index, fsLayers: [] }],
  ])("with %s are refused", (_, value) => refused(value, /ambiguous: it has both/));

  it.each([
    ["an index that has layers", { ...image, mediaType: MEDIA_TYPES.ociIndex }],
    ["an image that has manifests", { ...index, mediaType: MEDIA_TYPES.ociManifest }],
    ["an artifact manifest that has layers", { ...image, mediaType: MEDIA_TYPES.ociArtifact }],
    ["a Docker list that has blobs", { ...artifact, mediaType: MEDIA_TYPES.dockerList }],
  ])("are refused as %s", (_, value) => refused(value, "has the fields of"));

  const text = JSON.stringify(image);
  it.each([
    ["mediaType", text.replace("{", `{"mediaType":"${MEDIA_TYPES.ociManifest}",`)],
    ["MEDIATYPE", text.replace("{", '{"MEDIATYPE":"x",')],
    ["subject", text.replace("{", '{"subject":null,"subject":null,')],
    ["Subject besides subject", text.replace("{", '{"subject":null,"Subject":null,')],
    ["ſubject besides subject", text.replace("{", '{"subject":null,"ſubject":null,')],
    ["layers", text.replace("{", '{"layers":[],')],
    ["config", text.replace("{", '{"config":{},')],
    ["digest of the config", text.replace('"digest":', '"digest":"sha256:x","digest":')],
    ["digest of a layer", text.replace(/"digest":(?!.*"digest":)/, '"digest":"sha256:x","Digest":')],
    ["size of the config", text.replace('"size":', '"size":0,"size":')],
    ["escaped digest", text.replace('"digest":', '"d\\u0069gest":"sha256:x","digest":')],
  ])("that repeat %s are refused", (_, value) => refused(value, "ambiguous: the key"));

  it.each([
    ["Manifests", { ...image, Manifests: [] }],
    ["Subject", { ...image, Subject: subject }],
    ["Digest of a layer", { ...image, layers: [{ mediaType: "x", size: 1, Digest: "x" }] }],
    ["mediatype of the config", { ...image, config: { digest: config.digest, size: 1, mediatype: "x" } }],
  ])("that write %s in another case are refused", (_, value) => refused(value, "some clients read its key"));

  it("are told, not refused, where the repeated key decides nothing", () => {
    const odd = text.replace("{", '{"x":1,"X":2,"annotations":{"a":"1","a":"2"},');
    expect(parse(odd)).toMatchObject({ annotations: { a: "2" } });
    expect(parse(odd).warnings).toHaveLength(2);
  });

  it("are told, not refused, where an image has blobs besides its layers", () => {
    expect(parse({ ...image, blobs: [blob(8)] })).toMatchObject({
      layers: image.layers,
      warnings: [expect.stringContaining("blobs")],
    });
  });
});
