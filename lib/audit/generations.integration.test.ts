// How the audit tells what was made in which way, and when.
import { describe, expect, test } from "vitest";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { standing } from "./audit.test-support.ts";
import { createdTime } from "./created.ts";
import { spread } from "./made-at.ts";

test("each generation, from what lies there", async () => {
  const { shelf, run } = await standing({ artifactManifest: "accepted" });
  shelf.image({ tag: "nothing" });
  const signed = shelf.image({ tag: "cosign" });
  for (const suffix of [".sig", ".att"]) shelf.image({ tag: `${referrersTag(signed.digest)}${suffix}` });
  const platform = shelf.image();
  const attestation = {
    ...shelf.image(),
    annotations: {
      "vnd.docker.reference.type": "attestation-manifest",
      "vnd.docker.reference.digest": platform.digest,
    },
  };
  shelf.index([platform, attestation], { tag: "buildkit" });
  const withTag = shelf.image({ tag: "branch-with-tag" });
  shelf.list(withTag.digest, [shelf.artifact({ subject: withTag.digest })]);
  const onPlatform = shelf.image();
  shelf.index([onPlatform], { tag: "branch-without-tag" });
  shelf.artifact({ subject: onPlatform.digest });
  const tree = shelf.image({ tag: "tree" });
  shelf.artifact({ subject: tree.digest, mediaType: MEDIA_TYPES.ociArtifact });
  shelf.artifact({ subject: tree.digest });

  const found = await run();
  expect(
    Object.fromEntries(found.rows.map(({ tag, generation, made }) => [tag, [generation, made]])),
  ).toEqual({
    nothing: ["nothing", {}],
    cosign: ["cosign-tags", { "cosign-tags": 2 }],
    buildkit: ["in-index", { "in-index": 1 }],
    "branch-with-tag": ["branch-with-tag", { "branch-with-tag": 1 }],
    "branch-without-tag": ["branch-without-tag", { "branch-without-tag": 1 }],
    tree: ["tree", { "branch-without-tag": 1, tree: 1 }],
  });
  expect(found.rows.every(({ isWhole }) => isWhole)).toBe(true);
});

test("tags of one image have a row each, and are asked about once", async () => {
  const { shelf, registry, run } = await standing();
  const image = shelf.image({ tag: "1.0" });
  for (const tag of ["1", "latest"]) registry.store.repository("shop/app").tags.set(tag, image.digest);
  shelf.artifact({ subject: image.digest });
  const found = await run();
  expect(found.rows.map(({ tag, digest }) => [tag, digest])).toEqual(
    ["1", "1.0", "latest"].map((tag) => [tag, image.digest]),
  );
  const asked = registry.requests.lines().filter((line) => line.includes("/referrers/"));
  expect(asked).toHaveLength(1);
});

describe("when it was made", () => {
  test("an annotation, else the config, of an index's first platform too; what is not told stays untold", async () => {
    const { shelf, run } = await standing();
    shelf.image({
      tag: "annotated",
      created: "2020-01-01T00:00:00Z",
      json: { annotations: { "org.opencontainers.image.created": "2024-02-03T04:05:06.789+02:00" } },
    });
    shelf.image({ tag: "config", created: "2023-06-01T00:00:00Z" });
    shelf.index([shelf.image({ created: "2022-01-01T00:00:00Z" })], { tag: "index" });
    shelf.image({ tag: "reproducible", created: "1970-01-01T00:00:00Z" });
    shelf.image({ tag: "silent" });
    shelf.artifact({ tag: "artifact" });
    const found = await run();
    expect(
      Object.fromEntries(found.rows.map(({ tag, created, createdBy }) => [tag, [created, createdBy]])),
    ).toEqual({
      annotated: ["2024-02-03T02:05:06Z", "annotation"],
      config: ["2023-06-01T00:00:00Z", "config"],
      index: ["2022-01-01T00:00:00Z", "config"],
      reproducible: [undefined, undefined],
      silent: [undefined, undefined],
      artifact: [undefined, undefined],
    });
    expect(found.timesUnread).toBe(0);
  });

  test("only so many configs are read, spread over all, and the rest is told", async () => {
    const { shelf, registry, run } = await standing();
    for (let n = 10; n < 30; n++) shelf.image({ tag: `v${n}`, created: `20${n}-01-01T00:00:00Z` });
    const found = await run({ limits: { configs: 4 } });
    expect(found.timesUnread).toBe(16);
    expect(found.rows.filter(({ created }) => created)).toHaveLength(4);
    expect(registry.requests.lines().filter((line) => line.includes("/blobs/"))).toHaveLength(4);
  });

  test.each([
    ["2024-02-03T04:05:06Z", "2024-02-03T04:05:06Z"],
    ["2024-02-03T04:05:06.123456789Z", "2024-02-03T04:05:06Z"],
    ["2024-02-03T04:05:06-05:00", "2024-02-03T09:05:06Z"],
  ])("%s is a time", (text, time) => expect(createdTime(text)).toBe(time));

  test.each([
    "",
    "yesterday",
    "0001-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "2024-02-03",
    "9999-01-01T00:00:00Z",
    "2024-13-03T04:05:06Z",
    7,
    null,
  ])("%j is none", (text) => expect(createdTime(text)).toBeUndefined());

  test("a spread is even, and the whole where it fits", () => {
    expect(spread([1, 2, 3], 5)).toEqual([1, 2, 3]);
    expect(spread([0, 1, 2, 3, 4, 5, 6, 7], 4)).toEqual([0, 2, 4, 6]);
  });
});
