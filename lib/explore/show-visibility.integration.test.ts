// Who can see what on the demo registries: the generations are run over their real HTTP, the clients' rules are held
// against their real answers.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { explorationSchema, type Visibility, visibilitySchema } from "#lib/api";
import { STRATEGY_IDS } from "#lib/evidence";
import { createRegistry, type Listening } from "#lib/sandbox";
import { context } from "./context.ts";
import { exploreReference } from "./explore-reference.ts";
import { listSamples } from "./home.ts";
import { showVisibility } from "./show-visibility.ts";

const own = createRegistry();
let ownServer: Listening;
const calm = () => ({ signal: new AbortController().signal, onExchange: () => {} });

beforeAll(async () => {
  ownServer = await own.listen({ port: 0 });
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", ownServer.origin);
});
afterAll(async () => {
  await (await context()).sandbox?.close();
  await ownServer.close();
  vi.unstubAllEnvs();
});

async function referenceOf(stage: string, repository: string): Promise<string> {
  const samples = await listSamples();
  return (
    samples.find(({ reference }) => reference.startsWith(`${stage}.`) && reference.includes(repository))
      ?.reference ?? ""
  );
}

async function see(reference: string, over: object = {}): Promise<Visibility> {
  const request = { reference, otherRepositories: [], reading: "oci-1.1" as const, ...over };
  return visibilitySchema.parse(await showVisibility(request, calm()));
}

function found(seen: Visibility, column: string): string[] {
  const at = seen.columns.findIndex(({ id }) => id === column);
  return seen.rows
    .filter((_, row) => seen.verdicts[seen.cells[row]?.[at] ?? -1]?.state === "found")
    .map(({ id }) => id)
    .sort();
}

describe.each([
  ["bicycle", "refscope/app"],
  ["motorcycle", "refscope/app"],
  ["motorcycle", "base/hardened"],
  ["rc-motorcycle", "refscope/app"],
  ["midway", "refscope/app"],
  ["extended", "refscope/app"],
  ["quay-like", "refscope/mini"],
  ["ghcr-like", "refscope/mini"],
  ["gitlab-like", "refscope/mini"],
  ["html-like", "refscope/mini"],
  ["header-only", "refscope/mini"],
  ["empty-proxy", "refscope/mini"],
  ["guarded", "public/app"],
])("%s/%s", (stage, repository) => {
  test("what the generations come upon when they are run is what their lens shows", async () => {
    const reference = await referenceOf(stage, repository);
    const seen = await see(reference);
    const exploration = explorationSchema.parse(
      await exploreReference(
        { reference, otherRepositories: [], lens: "everything", depth: 8, maxNodes: 2000 },
        { ...calm(), emit: () => {} },
      ),
    );
    const rows = new Set(seen.rows.map(({ id }) => id));
    for (const consumer of ["rat", "squirrel", "beaver"] as const) {
      const lens = exploration.graph.nodes.filter(
        ({ id, visibleTo }) => rows.has(id) && visibleTo.includes(consumer),
      );
      expect(found(seen, consumer), consumer).toEqual(lens.map(({ id }) => id).sort());
    }
  });

  test("each verdict's requests are among those that are shown, and none was a write", async () => {
    const seen = await see(await referenceOf(stage, repository));
    const ids = new Set(seen.exchanges.map(({ id }) => id));
    for (const { exchanges } of seen.verdicts) for (const id of exchanges) expect(ids).toContain(id);
    expect(new Set(seen.exchanges.map(({ method }) => method))).not.toContain("PUT");
    expect(seen.requests).toBeGreaterThanOrEqual(seen.exchanges.length);
    expect(seen.columns).toHaveLength(30);
  });
});

test("in the letter of Proposal E the squirrel lists tags, and finds what no exact tag has", async () => {
  const reference = await referenceOf("bicycle", "proposal-e/app");
  expect(found(await see(reference), "squirrel")).toEqual([]);
  const literal = await see(reference, { reading: "proposal-e" });
  expect(found(literal, "squirrel").length).toBeGreaterThan(0);
});

describe("a registry of one's own", () => {
  const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  const INDEX = "application/vnd.oci.image.index.v1+json";
  const EMPTY = {
    mediaType: "application/vnd.oci.empty.v1+json",
    digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
    size: 2,
  };
  const push = (
    artifactType: string | undefined,
    subject: object | undefined,
    n: number,
    tag?: string,
  ): string => {
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType,
      config: EMPTY,
      layers: [],
      subject,
    };
    const annotations = { "org.opencontainers.image.title": `${n}` };
    return own.put("own/app", {
      tag,
      mediaType: MANIFEST,
      bytes: JSON.stringify({ ...manifest, annotations }),
    });
  };
  let image: string;
  let reference: string;

  beforeAll(() => {
    image = push(undefined, undefined, 0, "1");
    reference = `${new URL(ownServer.origin).host}/own/app:1`;
    const size = own.store.repository("own/app").manifests.get(image)?.bytes.byteLength ?? 0;
    for (let n = 1; n <= 5; n++)
      push("application/spdx+json", { mediaType: MANIFEST, digest: image, size }, n);
  });

  test("a list in pages: who reads the first has what is on it, and no more", async () => {
    own.switches.referrersPageSize = 2;
    const seen = await see(reference);
    own.switches.referrersPageSize = 0;
    expect(found(seen, "oras")).toHaveLength(5);
    expect(found(seen, "ggcr")).toHaveLength(2);
    expect(seen.columns.find(({ id }) => id === "cue")?.counts).toMatchObject({ found: 2, "not-known": 3 });
    expect(found(seen, "squirrel")).toHaveLength(5);
  });

  test("an API that Refscope may not ask leaves open what its clients get, and its tags closed nothing", async () => {
    const manifests = [...own.store.repository("own/app").manifests.values()]
      .filter(({ digest }) => digest !== image)
      .map(({ digest, mediaType, bytes }) => ({ mediaType, digest, size: bytes.byteLength }));
    const index = { schemaVersion: 2, mediaType: INDEX, manifests };
    own.put("own/app", { tag: image.replace(":", "-"), mediaType: INDEX, bytes: JSON.stringify(index) });
    own.onRequest = ({ url = "" }) => (url.includes("/referrers/") ? { status: 403 } : undefined);
    const seen = await see(reference);
    own.onRequest = undefined;
    expect(seen.rows).toHaveLength(5);
    const counts = new Map(seen.columns.map((column) => [column.id, column.counts]));
    for (const id of ["oras", "ggcr", "regctl", "squirrel", "beaver"])
      expect(counts.get(id), id).toMatchObject({ "not-known": 5 });
    for (const id of ["rat", "cosign-2-tree", "docker"])
      expect(counts.get(id), id).toMatchObject({ "not-found": 5 });
    expect(counts.get("notation-old")).toMatchObject({ "not-found": 5 });
    expect(seen.notes).toEqual([expect.stringMatching(/not whole \(denied\)/)]);
  });

  test("ways that nothing advertises are asked where the request names them, as in the explorer", async () => {
    const asked: string[] = [];
    own.onRequest = ({ url = "" }) => {
      asked.push(url);
      return undefined;
    };
    const ofOras = () => asked.some((url) => url.includes("/_oras/") || url.includes("/oras/artifacts/"));
    await see(reference);
    expect(ofOras()).toBe(false);
    await see(reference, { strategies: [...STRATEGY_IDS] });
    expect(ofOras()).toBe(true);
    own.onRequest = undefined;
  });

  test("a caller who leaves ends it", async () => {
    const leave = new AbortController();
    own.onRequest = async () => {
      leave.abort();
      return undefined;
    };
    const request = { reference, otherRepositories: [], reading: "oci-1.1" as const };
    const left = showVisibility(request, { signal: leave.signal, onExchange: () => {} });
    await expect(left).rejects.toMatchObject({ code: "cancelled" });
    own.onRequest = undefined;
  });

  test("an image that is not there is a fault, as for an exploration", async () => {
    await expect(see(`${reference}9`)).rejects.toMatchObject({ code: "not-found" });
  });
});
