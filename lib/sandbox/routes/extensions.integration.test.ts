import { describe, expect, test } from "vitest";
import {
  type Answer,
  descriptor,
  digests,
  IMAGE,
  image,
  listening,
  ORAS,
  ZERO,
} from "../sandbox.test-support.ts";

describe("ext/discover", () => {
  const oci = { name: "_oci", endpoints: ["_oci/ext/discover"] };
  const oras = { name: "_oras", endpoints: ["_oras/artifacts/referrers"] };

  test("of the registry, and of a repository that exists", async () => {
    const { ask, registry } = await listening({ extDiscover: { registry: [oci], repository: [oci, oras] } });
    registry.store.repository("a/b");
    expect((await ask("/v2/_oci/ext/discover")).json?.extensions).toEqual([oci]);
    expect((await ask("/v2/a/b/_oci/ext/discover")).json?.extensions).toEqual([oci, oras]);
    expect(await ask("/v2/none/_oci/ext/discover")).toMatchObject({ status: 404, code: "NAME_UNKNOWN" });
  });

  test("of a registry without extensions that still has the route (zot)", async () => {
    const { ask } = await listening({ extDiscover: { registry: [], repository: [] } });
    expect((await ask("/v2/_oci/ext/discover")).text).toBe('{"extensions":[]}');
  });

  test("switched off is no route", async () => {
    const { ask } = await listening();
    for (const path of ["/v2/_oci/ext/discover", "/v2/a/_oci/ext/discover"]) {
      expect(await ask(path)).toMatchObject({ status: 404, text: "404 page not found\n" });
    }
  });
});

const { ask, registry } = await listening({ orasApi: ["ext", "v1"] });

describe("ORAS' referrers", () => {
  const all = Array.from({ length: 12 }, (_, i) => {
    const body = { mediaType: ORAS, artifactType: i < 2 ? "sig" : "sbom", subject: descriptor(ZERO), i };
    return registry.put("a/b", { mediaType: ORAS, bytes: JSON.stringify(body) });
  });
  registry.put("a/b", { mediaType: IMAGE, bytes: image("oci", { subject: descriptor(ZERO) }) });
  const found = (answer: Answer) => (answer.json?.referrers ?? []).map((entry) => entry.digest);
  const next = (answer: Answer) => /<([^>]*)>/.exec(answer.headers.get("link") ?? "")?.[1];

  test.each([
    [`/v2/a/b/_oras/artifacts/referrers?digest=${ZERO}`],
    [`/oras/artifacts/v1/a/b/manifests/${ZERO}/referrers`],
  ])("%s lists ORAS manifests alone, ten a page", async (path) => {
    const first = await ask(path);
    expect([first.status, found(first)]).toEqual([200, all.slice(0, 10)]);
    const second = await ask(next(first) ?? "");
    expect([found(second), next(second)]).toEqual([all.slice(10), undefined]);
  });

  test("by n and artifactType", async () => {
    const sigs = await ask(`/v2/a/b/_oras/artifacts/referrers?digest=${ZERO}&artifactType=sig&n=1`);
    expect(found(sigs)).toEqual([all[0]]);
    expect(found(await ask(next(sigs) ?? ""))).toEqual([all[1]]);
  });

  test("of a digest that is none: 400", async () => {
    expect((await ask("/v2/a/b/_oras/artifacts/referrers?digest=x")).status).toBe(400);
    expect((await ask("/v2/a/b/_oras/artifacts/referrers")).status).toBe(400);
  });

  test("under their early name, and at one address only", async () => {
    const early = await listening({ orasApi: ["v1"], orasListName: "references" });
    early.registry.put("a", { mediaType: ORAS, bytes: JSON.stringify({ subject: descriptor(ZERO) }) });
    expect(
      (await early.ask(`/oras/artifacts/v1/a/manifests/${ZERO}/referrers`)).json?.references,
    ).toHaveLength(1);
    expect((await early.ask(`/v2/a/_oras/artifacts/referrers?digest=${ZERO}`)).text).toBe(
      "404 page not found\n",
    );
  });
});

describe("the working group's test API", () => {
  test("lists what refers by Proposal E's field", async () => {
    const { ask, registry } = await listening({ wgApi: true });
    const digest = registry.put("a", { mediaType: IMAGE, bytes: image("x", { refers: descriptor(ZERO) }) });
    registry.put("a", { mediaType: IMAGE, bytes: image("y", { subject: descriptor(ZERO) }) });
    expect(digests(await ask(`/v2/a/_oci/artifacts/referrers?digest=${ZERO}`))).toEqual([digest]);
    expect((await ask("/v2/a/_oci/artifacts/referrers?digest=x")).status).toBe(400);
  });

  test("switched off is no route", async () => {
    const { ask } = await listening();
    expect((await ask(`/v2/a/_oci/artifacts/referrers?digest=${ZERO}`)).text).toBe("404 page not found\n");
  });
});
