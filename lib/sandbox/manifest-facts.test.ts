import { expect, test } from "vitest";
import { manifestFacts } from "./manifest-facts.ts";
import { ARTIFACT, descriptor, IMAGE, INDEX, image, index, ZERO } from "./sandbox.test-support.ts";

const facts = (body: string, mediaType = IMAGE) => manifestFacts(Buffer.from(body), mediaType);

test("an image's artifactType is its own, else its config's media type", () => {
  expect(facts(image("a", { artifactType: "text/x" }))?.artifactType).toBe("text/x");
  expect(facts(image("a"))?.artifactType).toBe("application/vnd.oci.empty.v1+json");
  expect(facts(image("a", { artifactType: "" }))?.artifactType).toBe("application/vnd.oci.empty.v1+json");
});

test("an index without artifactType has none", () => {
  expect(facts(index([]), INDEX)?.artifactType).toBeUndefined();
  expect(facts(index([], { artifactType: "text/x" }), INDEX)?.artifactType).toBe("text/x");
});

test("subject and refers are told apart", () => {
  const both = facts(image("a", { subject: descriptor("sha256:1"), refers: descriptor("sha256:2") }));
  expect(both).toMatchObject({ subject: "sha256:1", refers: "sha256:2" });
});

test("contents are config, layers and blobs without urls, and an index's children", () => {
  const layers = [descriptor("sha256:1"), { ...descriptor("sha256:2"), urls: ["https://x.invalid"] }];
  expect(facts(image("a", { layers }))?.blobs).toEqual([ZERO, "sha256:1"]);
  expect(facts(JSON.stringify({ blobs: [descriptor("sha256:3")] }), ARTIFACT)?.blobs).toEqual(["sha256:3"]);
  expect(facts(index([descriptor("sha256:4")]), INDEX)?.children).toEqual(["sha256:4"]);
});

test("annotations that are no strings are left out", () => {
  expect(facts(image("a", { annotations: { a: "b", c: 1 } }))?.annotations).toEqual({ a: "b" });
  expect(facts(image("a", { annotations: {} }))?.annotations).toBeUndefined();
  expect(facts(image("a", { annotations: null }))?.annotations).toBeUndefined();
});

test.each(["", "[]", "null", '"x"', "{", "\u0000"])("%j is no manifest", (body) => {
  expect(facts(body)).toBeUndefined();
});

test("fields of a wrong type are as good as absent", () => {
  const odd = '{"mediaType":1,"schemaVersion":"2","subject":"x","config":[],"layers":{},"manifests":[1,{}]}';
  expect(facts(odd)).toEqual({ blobs: [], children: [] });
});
