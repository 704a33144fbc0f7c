// "Is it in there?" over real HTTP: the demo's image, and images of a registry of the test's own.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Search, searchSchema } from "#lib/api";
import { createRegistry, type Listening } from "#lib/sandbox";
import { cyclonedx, REPOSITORY, Shelf, spdx } from "./compare.test-support.ts";
import { context } from "./context.ts";
import { listSamples } from "./home.ts";
import { searchImage } from "./search-image.ts";

const own = createRegistry();
const shelf = new Shelf(own);
let server: Listening;
const calm = () => ({ signal: new AbortController().signal, onExchange: () => {} });

beforeAll(async () => {
  server = await own.listen();
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", server.origin);
  const { index, images } = shelf.index("1.0", ["amd64", "arm64"]);
  shelf.attach(images[0] ?? "", cyclonedx({ log4j: "2.14.1", other: "1.0.0" }));
  shelf.attach(images[0] ?? "", spdx({ log4j: "2.17.0" }));
  shelf.attach(images[1] ?? "", spdx({ other: "1.0.0" }));
  shelf.attach(index, { artifactType: "application/vnd.example+json", content: "{}" });
  shelf.image("bare");
});
afterAll(async () => {
  await (await context()).sandbox?.close();
  await server.close();
  vi.unstubAllEnvs();
});

const at = (tag: string) => `${new URL(server.origin).host}/${REPOSITORY}:${tag}`;

async function search(reference: string, query: string): Promise<Search> {
  return searchSchema.parse(await searchImage({ reference, query, otherRepositories: [] }, calm()));
}

describe("an image of two platforms with three SBOMs", () => {
  test("is listed: which SBOM says so, about which platform, and where they contradict each other", async () => {
    const found = await search(at("1.0"), "log4j");
    expect(found.answer).toBe("listed");
    expect(found.sentence).toBe("“log4j” is listed: 2 packages, in 2 of the 3 SBOMs that were read.");
    expect(
      found.rows.map(({ version, sboms }) => [version, sboms.map((at) => found.sboms[at]?.about)]),
    ).toEqual([
      ["2.14.1", ["linux/amd64"]],
      ["2.17.0", ["linux/amd64"]],
    ]);
    expect(found.sboms.map(({ about, hits }) => [about, hits])).toContainEqual(["linux/arm64", 0]);
    expect(found.contradictions).toHaveLength(1);
    expect(found.contradictions[0]).toMatch(
      /^log4j, about linux\/amd64: .*2\.1[47]\.[01]; .*2\.1[47]\.[01]\.$/,
    );
    expect(found.exchanges.some(({ url }) => url.includes("/blobs/"))).toBe(true);
  });

  test("is not listed in the SBOMs that were read", async () => {
    const found = await search(at("1.0"), "openssl");
    expect([found.answer, found.sentence]).toEqual([
      "not-listed",
      "“openssl” is not listed in the 3 SBOMs that were read.",
    ]);
  });

  test("what cannot be read is said, and nothing is said of it", async () => {
    own.onRequest = ({ url = "" }) => (url.includes("/blobs/") ? { status: 503 } : undefined);
    const found = await search(at("1.0"), "log4j");
    own.onRequest = undefined;
    expect(found.answer).toBe("cannot-be-told");
    expect(found.sentence).toMatch(/^Could not check: \d artifacts that may be an SBOM could not be read\.$/);
    expect(found.unread[0]?.reason).toContain("503");
  });

  test("a list that was denied leaves the answer open", async () => {
    own.onRequest = ({ url = "" }) => (url.includes("/referrers/") ? { status: 403 } : undefined);
    const found = await search(at("1.0"), "log4j");
    own.onRequest = undefined;
    expect(found.sentence).toMatch(
      /^No SBOM was found, and not every way could be asked: .* cannot be told\.$/,
    );
  });
});

test("an image without any SBOM: it cannot be told", async () => {
  const found = await search(at("bare"), "log4j");
  expect([found.answer, found.sentence]).toEqual([
    "cannot-be-told",
    "No SBOM is attached: whether “log4j” is in it cannot be told.",
  ]);
});

test("the demo's image: by the referrers tag, cosign's tags and in the index at once", async () => {
  const samples = await listSamples();
  const reference = samples.find(({ reference: each }) => /^bicycle\..*refscope\/app:/.test(each))?.reference;
  const found = await search(reference ?? "", "zod");
  expect(found.answer).toBe("listed");
  expect(new Set(found.sboms.flatMap(({ foundBy }) => foundBy))).toEqual(
    new Set(["referrers-tag", "tag-listing", "cosign-tag", "buildkit"]),
  );
  expect(found.unread).toEqual([]);
});

test("an image that is not there is a fault", async () => {
  await expect(search(at("none"), "x")).rejects.toMatchObject({ code: "not-found" });
});
