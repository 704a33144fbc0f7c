// Two images of the demo registries, and of registries of the test's own, over real HTTP.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Comparison, comparisonSchema } from "#lib/api";
import { createRegistry, type Listening, type SandboxRegistry } from "#lib/sandbox";
import {
  cyclonedx,
  document,
  provenance,
  provenanceV02,
  REPOSITORY,
  Shelf,
  spdx,
} from "./compare.test-support.ts";
import { compareImages } from "./compare-images.ts";
import { context } from "./context.ts";
import { listSamples } from "./home.ts";

/** `limited` says 429, and its host is paused after that: what other tests ask of is another one. */
type Side = "left" | "right" | "limited";
const registries: Record<Side, SandboxRegistry> = {
  left: createRegistry(),
  right: createRegistry(),
  limited: createRegistry(),
};
const shelves = {
  left: new Shelf(registries.left),
  right: new Shelf(registries.right),
  limited: new Shelf(registries.limited),
};
let servers: Record<Side, Listening>;
const calm = () => ({ signal: new AbortController().signal, onExchange: () => {} });

beforeAll(async () => {
  servers = {
    left: await registries.left.listen(),
    right: await registries.right.listen(),
    limited: await registries.limited.listen(),
  };
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  vi.stubEnv(
    "REFSCOPE_PRIVATE_REGISTRIES",
    Object.values(servers)
      .map(({ origin }) => origin)
      .join(","),
  );
});
afterAll(async () => {
  await (await context()).sandbox?.close();
  await Promise.all(Object.values(servers).map((server) => server.close()));
  vi.unstubAllEnvs();
});

const at = (side: Side, tag: string) => `${new URL(servers[side].origin).host}/${REPOSITORY}:${tag}`;

async function compare(left: string, right: string): Promise<Comparison> {
  return comparisonSchema.parse(await compareImages({ left, right }, calm()));
}

async function sample(stage: string, repository: string): Promise<string> {
  const found = (await listSamples()).find(
    ({ reference }) => reference.startsWith(`${stage}.`) && reference.includes(`/${repository}:`),
  );
  return found?.reference ?? "";
}

describe("the demo's image in several registries: did the mirror keep all?", () => {
  test("from a registry whose tags were left behind to one with the API alone", async () => {
    const compared = await compare(
      await sample("midway", "refscope/app"),
      await sample("motorcycle", "refscope/app"),
    );
    expect(compared.isSameDigest).toBe(true);
    const [mirror] = compared.mirror;
    expect(mirror?.side).toBe("right");
    expect(new Set(mirror?.lacks.map(({ way }) => way))).toEqual(new Set(["cosign tag"]));
    expect(compared.summary).toMatch(/^Same digest; the mirror lost 3 of 18 referrers: 1 signature, /);
    expect(mirror?.commands[0]).toMatchObject({ tool: "regctl", brings: 3 });
    expect(mirror?.commands[0]?.line).toContain(`refscope/app@${compared.left.resolved.digest}`);
    expect(compared.places.map(({ state }) => state)).toEqual(["same", "same", "same"]);
  });

  test("each row's requests are among those that are shown, and none was a write", async () => {
    const compared = await compare(
      await sample("bicycle", "refscope/app"),
      await sample("extended", "refscope/app"),
    );
    const ids = new Set(compared.exchanges.map(({ id }) => id));
    const cited = compared.referrers.flatMap(({ left, right, other }) =>
      [left, right, other].flatMap((each) => each?.exchanges ?? []),
    );
    expect(cited.length).toBeGreaterThan(10);
    for (const id of cited) expect(ids).toContain(id);
    expect(compared.exchanges.every(({ method }) => method === "GET" || method === "HEAD")).toBe(true);
    expect(compared.requests).toBe(compared.left.requests + compared.right.requests);
  });

  test("the same image twice", async () => {
    const reference = await sample("bicycle", "refscope/app");
    const compared = await compare(reference, reference);
    expect(compared.summary).toMatch(/^Same digest, and all \d+ referrers are on both sides\.$/);
    expect(compared.mirror).toEqual([]);
    expect(compared.packages.length).toBeGreaterThan(0);
    for (const { comparison } of compared.packages) expect(comparison?.rows).toEqual([]);
  });
});

describe("what changed from one release to the next", () => {
  beforeAll(() => {
    const old = shelves.left.index("1.0", ["amd64", "arm64"]);
    const now = shelves.right.index("2.0", ["amd64", "arm64"]);
    const [oldAmd = "", oldArm = ""] = old.images;
    const [nowAmd = ""] = now.images;
    shelves.left.attach(oldAmd, cyclonedx({ "left-pad": "1.0.0", lodash: "4.17.20", kept: "1.0.0" }));
    shelves.right.attach(nowAmd, spdx({ lodash: "4.17.21", kept: "1.0.0", fresh: "0.1.0" }));
    shelves.left.attach(oldArm, cyclonedx({ lodash: "4.17.20" }));
    shelves.right.attach(now.index, spdx({ lodash: "4.17.21" }));
    shelves.left.attach(old.index, provenance("a".repeat(40)));
    shelves.right.attach(now.index, provenance("b".repeat(40)));
    const limited = shelves.limited.index("2.0", ["amd64", "arm64"]);
    for (const image of limited.images) shelves.limited.attach(image, spdx({ lodash: "4.17.21" }));
  });

  test("packages platform by platform, and which SBOMs they are of", async () => {
    const compared = await compare(at("left", "1.0"), at("right", "2.0"));
    expect(compared.isSameDigest).toBe(false);
    expect(compared.packages.map(({ name, left, right }) => [name, left.why, right.why])).toEqual([
      ["the index", "no SBOM is attached to the index", "attached to the index"],
      ["linux/amd64", "attached to linux/amd64", "attached to linux/amd64"],
      [
        "linux/arm64",
        "attached to linux/arm64",
        "attached to the index: there is none for linux/arm64 itself",
      ],
    ]);
    const [, amd, arm] = compared.packages;
    expect(amd?.comparison?.rows.map(({ name, change }) => [name, change])).toEqual([
      ["fresh", "added"],
      ["left-pad", "removed"],
      ["lodash", "up"],
    ]);
    expect(arm?.comparison?.counts).toMatchObject({ up: 1, same: 0 });
    expect(compared.packages[0]?.comparison).toBeUndefined();
    expect(compared.summary).toContain(
      "Packages, summed over 2 places: 1 added, 1 removed, 2 in another version. 1 of 3 places could not be compared: the index.",
    );
  });

  test("the commit that it was built from", async () => {
    const [provenances] = (await compare(at("left", "1.0"), at("right", "2.0"))).provenance;
    expect(provenances?.rows.find(({ name }) => name === "Commit")).toEqual({
      ...{ name: "Commit", left: ["a".repeat(40)], right: ["b".repeat(40)], state: "differs" },
    });
    expect(provenances?.rows.find(({ name }) => name === "Builder")?.state).toBe("same");
  });

  test("an SBOM whose content cannot be had is never an empty one", async () => {
    registries.limited.onRequest = ({ url = "" }) => (url.includes("/blobs/") ? { status: 429 } : undefined);
    const compared = await compare(at("left", "1.0"), at("limited", "2.0"));
    expect(compared.right.unread.length).toBeGreaterThan(0);
    expect(compared.right.unread[0]?.reason).toMatch(/429|rate/);
    expect(compared.packages.every(({ comparison }) => comparison === undefined)).toBe(true);
    expect(compared.packages.map(({ name }) => name)).toContain("linux/arm64");
    expect(compared.packages.map(({ right }) => right.why).join()).toMatch(
      /could not check: .* was not read/,
    );
    expect(compared.summary).toContain("Packages could not be compared.");
  });

  test("a list that was denied leaves open what the other side has", async () => {
    registries.right.onRequest = ({ url = "" }) =>
      url.includes("/referrers/") ? { status: 403 } : undefined;
    const compared = await compare(at("left", "1.0"), at("right", "2.0"));
    registries.right.onRequest = undefined;
    const alone = compared.referrers.filter(({ state }) => state === "left-only");
    expect(alone.length).toBeGreaterThan(0);
    expect(alone.every(({ other }) => other?.verdict === "could-not-check")).toBe(true);
    expect(compared.summary).toContain("Not all that is attached on the right (denied) could be read");
  });
});

describe("the same digest with other things around it", () => {
  /** The same image, its SBOM and the SBOM's signature on both; then what one side alone has. */
  function fill(side: "left" | "right", tag: string) {
    const shelf = shelves[side];
    const { index, images } = shelf.index(tag, ["amd64", "arm64"]);
    const bill = shelf.attach(images[0] ?? "", cyclonedx({ kept: "1.0.0" }));
    return { shelf, index, images, bill };
  }
  const note = (content: string) => ({ artifactType: "application/vnd.example.note", content });

  test("a referrer that both have, with another one on it that the mirror has not", async () => {
    const { shelf, bill } = fill("left", "3.0");
    fill("right", "3.0");
    const signature = shelf.attach(bill, note("signed"));
    const compared = await compare(at("left", "3.0"), at("right", "3.0"));
    expect(compared.mirror[0]?.lacks.map(({ digest }) => digest)).toEqual([signature]);
    const row = compared.referrers.find(({ left }) => left?.digest === signature);
    expect(row).toMatchObject({ state: "left-only", other: { verdict: "missing" } });
    expect(compared.referrers.find(({ left }) => left?.digest === bill)?.state).toBe("same");
    // What could not be asked about that one referrer is told of that one alone.
    registries.right.onRequest = ({ url = "" }) =>
      url.includes(`/referrers/${bill}`) ? { status: 403 } : undefined;
    const open = await compare(at("left", "3.0"), at("right", "3.0"));
    registries.right.onRequest = undefined;
    expect(open.referrers.find(({ left }) => left?.digest === signature)?.other?.verdict).toBe(
      "could-not-check",
    );
    expect(open.mirror[0]).toMatchObject({ lacks: [], couldNotCheck: 1 });
    expect(open.summary).toContain("Not all that is attached on the right (denied) could be read");
  });

  test("what hangs on a platform here and on the index there is neither lost nor the same", async () => {
    const ours = fill("left", "4.0");
    const theirs = fill("right", "4.0");
    ours.shelf.attach(ours.images[0] ?? "", provenance("c".repeat(40)));
    theirs.shelf.attach(theirs.index, provenance("c".repeat(40)));
    const compared = await compare(at("left", "4.0"), at("right", "4.0"));
    const differing = compared.referrers.filter(({ state }) => state !== "same");
    expect(differing.map(({ about, state }) => [about, state])).toEqual([
      ["linux/amd64", "left-only"],
      ["the index", "right-only"],
    ]);
    // What they say is held against each other all the same.
    expect(compared.summary).toMatch(
      /the mirror lost 1 of 2 referrers.*the right has 1 referrer that the left lacks/,
    );
  });

  test("an SBOM that could not be read leaves open what the other one of its side does not list", async () => {
    const ours = fill("left", "5.0");
    const theirs = shelves.right.index("5.1", ["amd64", "arm64"]);
    ours.shelf.attach(ours.images[0] ?? "", spdx({ gone: "1.0.0" }));
    theirs.images.slice(0, 1).map((digest) => shelves.right.attach(digest, cyclonedx({ kept: "1.0.0" })));
    const blob = `sha256:${createHash("sha256")
      .update(spdx({ gone: "1.0.0" }).content)
      .digest("hex")}`;
    shelves.right.attach(theirs.images[0] ?? "", spdx({ gone: "1.0.0" }));
    registries.right.onRequest = ({ url = "" }) => (url.includes(blob) ? { status: 503 } : undefined);
    const compared = await compare(at("left", "5.0"), at("right", "5.1"));
    registries.right.onRequest = undefined;
    const [amd] = compared.packages;
    expect(amd?.comparison?.counts).toMatchObject({ left: 2, right: 1, removed: 1 });
    expect(amd?.right.open).toMatch(/was not read: .*503/);
    expect(amd?.left.open).toBeUndefined();
    expect(compared.summary).toContain("Packages, as far as the SBOMs could be read: 1 removed.");
  });
});

test("what two tools write in their own way is the same package, licence, platform, time and source", async () => {
  const [purl, other] = ["pkg:golang/github.com/Acme/tool@v1.2.0", "pkg:golang/github.com/acme/tool@1.2.0"];
  const old = shelves.left.index("6.0", ["arm64"]);
  const now = shelves.right.index("6.0", ["aarch64"], "6.1");
  shelves.left.attach(
    old.images[0] ?? "",
    document("application/vnd.cyclonedx+json", {
      ...{ bomFormat: "CycloneDX", specVersion: "1.6" },
      components: [
        {
          ...{ type: "library", name: "tool", version: "v1.2.0", purl },
          licenses: [{ expression: "MIT OR Apache-2.0" }],
        },
      ],
    }),
  );
  shelves.right.attach(
    now.images[0] ?? "",
    document("application/spdx+json", {
      ...{ spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", name: "app" },
      packages: [
        {
          ...{ SPDXID: "SPDXRef-tool", name: "tool", versionInfo: "1.2.0" },
          licenseDeclared: "(Apache-2.0 OR MIT)",
          externalRefs: [
            {
              ...{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl" },
              referenceLocator: other,
            },
          ],
        },
      ],
    }),
  );
  shelves.left.attach(old.images[0] ?? "", provenanceV02("d".repeat(40)));
  shelves.right.attach(now.images[0] ?? "", provenance("d".repeat(40)));
  const compared = await compare(at("left", "6.0"), at("right", "6.0"));
  expect(compared.places.map(({ name, state }) => [name, state])).toEqual([
    ["the index", "differs"],
    ["linux/arm64", "differs"],
  ]);
  expect(compared.packages).toMatchObject([{ comparison: { rows: [], counts: { same: 1 } } }]);
  const [held] = compared.provenance;
  expect(held?.rows.filter(({ state }) => state === "differs")).toEqual([]);
  expect(held?.rows.map(({ name }) => name)).toContain("Commit");
  expect(held?.note).toMatch(/^Their parameters are not held against each other/);
});

describe("one side that fails", () => {
  test("is named, with what the registry answered, and ends the other", async () => {
    const missing = compare(at("left", "1.0"), at("right", "none"));
    await expect(missing).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringMatching(/^On the right: .*\/shop\/app:none .*404/),
    });
    registries.left.onRequest = () => ({ status: 401 });
    const denied = compare(at("left", "1.0"), at("right", "2.0"));
    await expect(denied).rejects.toMatchObject({
      code: "credentials-refused",
      message: expect.stringMatching(/^On the left[:,] /),
    });
    registries.left.onRequest = undefined;
  });

  test("is told with the other one, where that fails as well", async () => {
    registries.right.onRequest = ({ url = "" }) => (url.includes("/2.0") ? { status: 403 } : undefined);
    const both = compare(at("left", "none"), at("right", "2.0"));
    await expect(both).rejects.toMatchObject({
      message: expect.stringMatching(/^On the left: .*404.* On the right: .*403/),
      inputs: [
        { field: "left", code: "not-found", missing: "image" },
        { field: "right", code: "credentials-refused" },
      ],
    });
    registries.right.onRequest = undefined;
  });

  test("asks nobody where one is no reference", async () => {
    const before = registries.left.requests.entries.length;
    const bad = compare(at("left", "1.0"), "Not A Reference");
    await expect(bad).rejects.toMatchObject({
      code: "bad-reference",
      message: expect.stringMatching(/^On the right[:,] /),
    });
    expect(registries.left.requests.entries).toHaveLength(before);
  });

  test("a caller who leaves ends both", async () => {
    const leave = new AbortController();
    registries.left.onRequest = async () => {
      leave.abort();
      return undefined;
    };
    const left = compareImages(
      { left: at("left", "1.0"), right: at("right", "2.0") },
      { signal: leave.signal, onExchange: () => {} },
    );
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    registries.left.onRequest = undefined;
  });
});
