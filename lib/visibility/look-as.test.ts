import { describe, expect, test } from "vitest";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { type Attached, digest, type Explored, explored, IMAGE } from "./account.test-support.ts";
import type { Account } from "./answers.ts";
import { CLIENT_RULES } from "./client-rules.ts";
import { lookAs } from "./look-as.ts";
import type { Verdict } from "./shapes.ts";
import { terrainOf } from "./terrain.ts";

const SBOM = digest("a");
const ON_SBOM = digest("b");
const SPDX = "application/spdx+json";

function see(id: string, image: Explored, over: Partial<Account> = {}): Map<string, Verdict> {
  const { graph, account } = explored(image);
  const terrain = terrainOf(graph, { ...account, ...over });
  const rule = CLIENT_RULES.find((one) => one.id === id);
  if (!terrain || !rule) throw new Error(`no rule ${id}`);
  return lookAs(rule, terrain);
}

const byApi = (over: Partial<Attached> = {}): Attached => ({
  ...{ id: SBOM, artifactType: SPDX, by: ["referrers-api"] },
  ...over,
});

describe("a list in pages", () => {
  const image: Explored = { attached: [byApi(), byApi({ id: ON_SBOM })], api: { pages: 2 } };
  const firstPages = new Map([[IMAGE, new Set([SBOM])]]);

  test("one who follows the links has all of it", () => {
    expect([...see("oras", image).values()].map(({ state }) => state)).toEqual(["found", "found"]);
  });

  test("one who reads the first page has what is on it", () => {
    const seen = see("ggcr", image, { firstPages });
    expect(seen.get(SBOM)?.state).toBe("found");
    expect(seen.get(ON_SBOM)).toMatchObject({ state: "not-found" });
    expect(seen.get(ON_SBOM)?.reason).toMatch(/later page/);
  });

  test("without the first page, or where nobody knows which pages are read, it is not known", () => {
    expect(see("ggcr", image).get(SBOM)?.state).toBe("not-known");
    expect(see("cue", image, { firstPages }).get(ON_SBOM)?.state).toBe("not-known");
  });
});

describe("what Refscope could not check is never not there", () => {
  test("a list that was cut", () => {
    const attached = [
      byApi(),
      { id: ON_SBOM, artifactType: SPDX, by: ["tag-listing" as const], tags: ["x"] },
    ];
    const seen = see("oras", { attached, api: { isCut: true } });
    expect(seen.get(SBOM)?.state).toBe("found");
    expect(seen.get(ON_SBOM)?.state).toBe("not-known");
  });

  test("cosign's tags that could not be asked for", () => {
    const attached = [{ id: SBOM, by: ["tag-listing" as const], tags: [`${referrersTag(IMAGE)}.sig`] }];
    expect(see("cosign-2-tree", { attached, failed: ["cosign-tag"] }).get(SBOM)?.state).toBe("not-known");
  });

  test("the referrers tag, where a client must go there", () => {
    const attached: Attached[] = [{ id: SBOM, artifactType: SPDX, by: ["tag-listing"], tags: ["x"] }];
    const seen = see("oras", { attached, api: { status: 404 }, failed: ["referrers-tag"] });
    expect(seen.get(SBOM)?.state).toBe("not-known");
  });

  test("an artifact that is listed and was not read", () => {
    const denied = byApi({ state: "denied", reason: "403" });
    expect(see("oras", { attached: [denied] }).get(SBOM)?.state).toBe("found");
    expect(see("cosign-3-tree", { attached: [denied] }).get(SBOM)?.state).toBe("not-known");
    const untyped = byApi({ state: "denied", artifactType: undefined });
    expect(see("trivy", { attached: [untyped] }).get(SBOM)?.state).toBe("not-known");
  });

  test("a subject nobody asked about", () => {
    const { graph, account } = explored({ attached: [byApi(), byApi({ id: ON_SBOM, about: SBOM })] });
    const findings = account.findings.filter(({ subject }) => subject !== SBOM);
    const terrain = terrainOf(graph, { ...account, findings });
    const rule = CLIENT_RULES.find(({ id }) => id === "ggcr");
    expect(terrain && rule && lookAs({ ...rule, nested: true }, terrain).get(ON_SBOM)?.state).toBe(
      "not-known",
    );
  });
});

describe("what is listed and cannot be had", () => {
  const gone = byApi({ state: "missing" });

  test("a client that only lists shows it; one that opens it does not get it", () => {
    expect(see("oras", { attached: [gone] }).get(SBOM)?.state).toBe("unreadable");
    expect(see("cosign-3-tree", { attached: [gone] }).get(SBOM)?.state).toBe("unreadable");
  });

  test("regctl stops there, so that of the rest it is not known", () => {
    const seen = see("regctl", { attached: [gone, byApi({ id: ON_SBOM })] });
    expect(seen.get(ON_SBOM)).toMatchObject({ state: "not-known" });
    expect(seen.get(ON_SBOM)?.reason).toMatch(/stops/);
  });

  test("an error for a nested question takes everything from oras", () => {
    const nested = [byApi({ mediaType: MEDIA_TYPES.orasArtifact }), byApi({ id: ON_SBOM })];
    const seen = see("oras", { attached: nested });
    expect([...seen.values()].map(({ state }) => state)).toEqual(["not-found", "not-found"]);
    expect(seen.get(ON_SBOM)?.reason).toMatch(/ends with an error/);
  });

  test("a nested question that Refscope got no answer to leaves all of oras open", () => {
    const { graph, account } = explored({ attached: [byApi()] });
    const findings = account.findings.map((one) =>
      one.subject === SBOM && one.strategy === "referrers-api" ? { ...one, outcome: "denied" as const } : one,
    );
    const exchanges = account.exchanges.map((one) =>
      one.url.includes(SBOM) ? { ...one, status: 403 } : one,
    );
    const terrain = terrainOf(graph, { findings, exchanges });
    const rule = CLIENT_RULES.find(({ id }) => id === "oras");
    expect(terrain && rule && lookAs(rule, terrain).get(SBOM)?.state).toBe("not-known");
  });
});

describe("a registry that answers now so, now so", () => {
  test("is lost on a client that keeps its first answer", () => {
    const { graph, account } = explored({ attached: [byApi()] });
    const exchanges = account.exchanges.map((one) =>
      one.url.includes(`referrers/${SBOM}`) ? { ...one, status: 404 } : one,
    );
    const findings = account.findings.map((one) =>
      one.subject === SBOM && one.strategy === "referrers-api"
        ? { ...one, outcome: "unsupported" as const }
        : one,
    );
    const terrain = terrainOf(graph, { findings, exchanges });
    const rule = CLIENT_RULES.find(({ id }) => id === "oras");
    expect(terrain && rule && lookAs(rule, terrain).get(SBOM)).toMatchObject({ state: "not-known" });
  });
});

describe("a referrers tag that is no list", () => {
  const onlyByTag: Attached[] = [{ id: SBOM, artifactType: SPDX, by: ["tag-listing"], tags: ["x"] }];
  const image = (setAside: string): Explored => ({ attached: onlyByTag, api: { status: 404 }, setAside });

  test("the image itself: oras since 1.3.5 sees through it, of the others it is not known", () => {
    expect(see("oras", image(IMAGE)).get(SBOM)?.state).toBe("not-found");
    expect(see("oras-old", image(IMAGE)).get(SBOM)?.state).toBe("not-known");
    expect(see("notation", image(IMAGE)).get(SBOM)?.state).toBe("not-known");
  });

  test("anything else is not known for all", () => {
    expect(see("oras", image(digest("9"))).get(SBOM)?.state).toBe("not-known");
  });
});

test("a long digest: those who do not cut its tag ask for one that cannot be", () => {
  const long = `sha512:${"7".repeat(128)}`;
  const attached: Attached[] = [
    { id: long, by: ["referrers-tag"] },
    { id: SBOM, about: long, by: ["referrers-tag"] },
  ];
  const image: Explored = { attached, api: { status: 404 } };
  expect(see("regctl", image).get(SBOM)?.state).toBe("found");
  expect(see("oras", image).get(SBOM)).toMatchObject({ state: "not-found" });
  expect(see("oras", image).get(SBOM)?.reason).toMatch(/longer than a tag may be/);
});

describe("limits and settings", () => {
  test("one that takes the first of several: which, is not known", () => {
    expect(see("trivy", { attached: [byApi()] }).get(SBOM)?.state).toBe("found");
    expect(see("trivy", { attached: [byApi(), byApi({ id: ON_SBOM })] }).get(SBOM)?.state).toBe("not-known");
  });

  test("one that fails on more than fifty", () => {
    const bundle = "application/vnd.dev.sigstore.bundle.v0.3+json";
    const many = Array.from({ length: 51 }, (_, i) =>
      byApi({ id: `sha256:${String(i).padStart(64, "0")}`, artifactType: bundle }),
    );
    expect(see("kyverno-bundle", { attached: many.slice(1) }).get(many[1]?.id ?? "")?.state).toBe("found");
    const seen = see("kyverno-bundle", { attached: many }).get(many[1]?.id ?? "");
    expect(seen).toMatchObject({ state: "not-found" });
    expect(seen?.reason).toMatch(/more than 50/);
  });

  test("a list that names another artifactType than the manifest has is not decided for it", () => {
    const odd = byApi({ warnings: ['a list gives its artifactType as ""'] });
    expect(see("trivy", { attached: [odd] }).get(SBOM)?.state).toBe("not-known");
  });

  test("what lies in another repository is said to", () => {
    const attached: Attached[] = [{ id: SBOM, artifactType: SPDX, by: ["other-repository"] }];
    expect(see("ggcr", { attached }).get(SBOM)).toMatchObject({ state: "not-found" });
    expect(see("ggcr", { attached }).get(SBOM)?.reason).toMatch(/another repository/);
  });

  test("bundles keep cosign from its tags; without any it goes there", () => {
    const sig: Attached = { id: ON_SBOM, tags: [`${referrersTag(IMAGE)}.sig`], by: ["cosign-tag"] };
    const bundle = byApi({ artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json" });
    expect(see("cosign-verify", { attached: [bundle, sig] }).get(ON_SBOM)?.reason).toMatch(
      /looks no further/,
    );
    expect(see("cosign-verify", { attached: [byApi(), sig] }).get(ON_SBOM)?.state).toBe("found");
    const silent = { attached: [byApi(), sig], api: { isSilent: true } };
    expect(see("cosign-verify", silent).get(ON_SBOM)?.state).toBe("not-known");
  });

  test("a bundle of no type is told by its layer, which is not in the graph", () => {
    const plain = byApi({ artifactType: "application/vnd.oci.empty.v1+json" });
    expect(see("cosign-verify", { attached: [plain] }).get(SBOM)?.state).toBe("not-known");
  });
});
