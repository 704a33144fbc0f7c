// Why cosign would find no signature, and the graph's exports, from real explorations of the demo registries.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Exploration } from "#lib/api";
import { graphDot, graphJson, graphMermaid, graphMl } from "#lib/export";
import { createRegistry, type Listening } from "#lib/sandbox";
import { type OpenedSignature, type SignatureAnswer, whyNoSignature } from "#lib/visibility";
import { context } from "./context.ts";
import { exploreReference } from "./explore-reference.ts";
import { listSamples } from "./home.ts";
import { inspectArtifactOf } from "./inspect-artifact.ts";

const own = createRegistry();
let ownServer: Listening;

beforeAll(async () => {
  ownServer = await own.listen({ port: 0 });
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", ownServer.origin);
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
});
afterAll(async () => {
  await (await context()).sandbox?.close();
  await ownServer.close();
  vi.unstubAllEnvs();
});

async function exploreAt(reference: string, otherRepositories: string[] = []): Promise<Exploration> {
  return exploreReference(
    { reference, otherRepositories, lens: "everything", depth: 8, maxNodes: 2000 },
    { signal: new AbortController().signal, onExchange: () => {}, emit: () => {} },
  );
}

async function explore(stage: string, repository: string, others: string[] = []): Promise<Exploration> {
  const samples = await listSamples();
  const found = samples.find(
    ({ reference }) => reference.startsWith(`${stage}.`) && reference.includes(`/${repository}:`),
  );
  return exploreAt(found?.reference ?? "", others);
}

function answerTo(exploration: Exploration): SignatureAnswer & { exploration: Exploration } {
  const made = whyNoSignature(exploration.graph, exploration, exploration.resolved);
  if (!made) throw new Error("no answer");
  return { ...made, exploration };
}

async function answer(...asked: Parameters<typeof explore>) {
  return answerTo(await explore(...asked));
}

/** As the page tells it from an artifact that was opened. */
async function openTags({ graph, resolved }: Exploration): Promise<Map<string, OpenedSignature>> {
  const { registry, repository, digest: subject } = resolved;
  const opened = new Map<string, OpenedSignature>();
  for (const { source } of graph.edges.filter(({ foundBy }) => foundBy.includes("cosign-tag"))) {
    const request = { registry, repository, digest: source, subject };
    const asked = { signal: new AbortController().signal, onExchange: () => {} };
    const { subject: about, reports } = await inspectArtifactOf(request, asked);
    const named = reports.flatMap(({ subjects }) => subjects.flatMap(({ digests }) => digests));
    const digests = named.map(([algorithm, value]) => `${algorithm}:${value}`);
    opened.set(source, { isNamed: about.isNamedByContent, digests });
  }
  return opened;
}

test("what the .sig tag of base/hardened holds names another digest, and cosign rejects it", async () => {
  const exploration = await explore("motorcycle", "base/hardened");
  const opened = await openTags(exploration);
  const made = whyNoSignature(exploration.graph, exploration, exploration.resolved, opened);
  expect(made?.finds).toBe("none");
  expect(made?.reasons.map(({ id }) => id)).toEqual(["other-digest", "contradicted", "notation"]);
  expect(made?.reasons[0]?.sentence).toBe(
    "The .sig tag of the image that the tag 3 names is there, but what it holds names another digest: sha256:bdd872deff525e46c215e6cd315d32588b2eea7fa0253c2932983fb011c2463b. cosign finds it, compares the digests and rejects it.",
  );
});

test("a .sig tag that names this digest is no reason once it was opened", async () => {
  const exploration = await explore("empty-proxy", "refscope/mini");
  const opened = await openTags(exploration);
  const made = whyNoSignature(exploration.graph, exploration, exploration.resolved, opened);
  expect(made).toMatchObject({ finds: "some", reasons: [{ id: "cosign-tag" }] });
});

type Row = [stage: string, repository: string, finds: SignatureAnswer["finds"], reasons: string[]];

const ROWS: Row[] = [
  ["bicycle", "refscope/app", "some", ["on-index", "notation", "passed-over", "unopened"]],
  ["bicycle", "legacy/report", "none", ["none"]],
  ["bicycle", "refscope/dangling", "none", ["none"]],
  ["bicycle", "proposal-e/app", "none", ["notation"]],
  ["bicycle", "refscope/external", "none", ["none"]],
  ["motorcycle", "refscope/app", "some", ["on-index", "notation", "bundle"]],
  ["motorcycle", "base/hardened", "some", ["contradicted", "notation", "cosign-tag", "unopened"]],
  ["motorcycle", "tools/scanner", "some", ["bundle"]],
  ["motorcycle", "refscope/unsigned", "none", ["none"]],
  ["midway", "refscope/app", "some", ["on-index", "notation", "passed-over", "unopened"]],
  ["html-like", "refscope/mini", "none", ["attestations", "none"]],
  ["quay-like", "refscope/mini", "none", ["passed-over", "unopened"]],
  ["gitlab-like", "refscope/mini", "not-known", ["cosign-tag", "unopened"]],
  ["empty-proxy", "refscope/mini", "some", ["cosign-tag", "unopened"]],
];

test.each(ROWS)("%s/%s: cosign finds %s", async (stage, repository, finds, reasons) => {
  const { exploration, ...made } = await answer(stage, repository);
  expect(made.finds).toBe(finds);
  expect(made.reasons.map(({ id }) => id)).toEqual(reasons);
  const [nodes, exchanges] = [exploration.graph.nodes, exploration.exchanges].map(
    (all) => new Set(all.map(({ id }) => id)),
  );
  for (const reason of made.reasons) {
    expect(reason.nodes.length).toBeGreaterThan(0);
    for (const id of reason.nodes) expect(nodes).toContain(id);
    for (const id of reason.exchanges) expect(exchanges).toContain(id);
    expect(reason.command).toContain(exploration.resolved.registry);
  }
});

test("a signature in another repository, once it is named, is the reason", async () => {
  const { finds, reasons } = await answer("bicycle", "refscope/external", ["refscope/signatures"]);
  expect(finds).toBe("none");
  expect(reasons.map(({ id }) => id)).toContain("other-repository");
  expect(reasons.find(({ id }) => id === "other-repository")?.command).toMatch(
    /^COSIGN_REPOSITORY=bicycle\.localhost:\d+\/refscope\/signatures cosign verify --allow-http-registry /,
  );
});

test("every format has every node of the graph by the same id", async () => {
  const { graph, reference, resolved, completeness, findings } = await explore("midway", "refscope/app");
  const given = {
    ...{ reference, resolved, graph, completeness, findings, rootId: resolved.digest },
    ...{ lens: "everything" as const, outside: new Set<string>(), isOver: true },
    ...{ filter: { kinds: [], platforms: [], ways: [] }, exportedAt: "2026-11-24T12:00:00Z" },
  };
  expect(graph.nodes.length).toBeGreaterThan(15);
  const [json, dot, mermaid, xml] = [graphJson, graphDot, graphMermaid, graphMl].map((write) => write(given));
  for (const { id } of graph.nodes) {
    expect(json).toContain(`"id": "${id}"`);
    expect(dot).toContain(`"${id}" [`);
    expect(mermaid).toContain(` is ${id}\n`);
    expect(xml).toContain(`<node id="${id}">`);
  }
});

describe("a registry of one's own", () => {
  const [MANIFEST, INDEX] = ["manifest", "index"].map((what) => `application/vnd.oci.image.${what}.v1+json`);
  const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  const LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  let platforms: { digest: string; size: number }[];

  function put(mediaType: string | undefined, json: Record<string, unknown>, tag?: string) {
    const bytes = JSON.stringify({ schemaVersion: 2, mediaType, ...json });
    return {
      mediaType,
      digest: own.put("own/app", { tag, mediaType: mediaType ?? "", bytes }),
      size: bytes.length,
    };
  }

  /** What an image, or an artifact, is made of. */
  const parts = (config: string, layer: string) => ({
    config: { mediaType: config, digest: own.putBlob("own/app", "{}"), size: 2 },
    layers: [{ mediaType: layer, digest: own.putBlob("own/app", "[]"), size: 2 }],
  });

  beforeAll(() => {
    const images = ["amd64", "arm64"].map((architecture) => ({
      ...put(MANIFEST, {
        ...parts("application/vnd.oci.image.config.v1+json", LAYER),
        annotations: { made: architecture },
      }),
      platform: { os: "linux", architecture },
    }));
    platforms = images;
    put(INDEX, { manifests: images }, "1");
    put(MANIFEST, {
      artifactType: BUNDLE,
      ...parts("application/vnd.oci.empty.v1+json", BUNDLE),
      subject: { mediaType: MANIFEST, digest: images[0]?.digest, size: images[0]?.size },
      annotations: { "dev.sigstore.bundle.content": "message-signature" },
    });
  });

  /** What lies at the .sig tag of an image of its own, and whether cosign takes it, once it was opened. */
  const AT_THE_TAG: [what: string, payload: unknown, finds: string, reasons: string[]][] = [
    ["an image", undefined, "none", ["misnamed"]],
    ["a payload about another repository", "elsewhere.example/other/app", "some", ["cosign-tag"]],
  ];

  test.each(AT_THE_TAG)("at the .sig tag lies %s", async (what, name, finds, ids) => {
    const tag = what.replaceAll(" ", "-");
    const config = "application/vnd.oci.image.config.v1+json";
    const image = put(MANIFEST, { ...parts(config, LAYER), annotations: { what } }, tag).digest;
    const payload = JSON.stringify({
      critical: {
        identity: { "docker-reference": name },
        image: { "docker-manifest-digest": image },
        type: "cosign container image signature",
      },
      optional: null,
    });
    const layer = {
      mediaType: "application/vnd.dev.cosign.simplesigning.v1+json",
      digest: own.putBlob("own/app", payload),
      size: payload.length,
      annotations: { "dev.cosignproject.cosign/signature": "AAAA" },
    };
    const content = parts(config, LAYER);
    const layers = name === undefined ? content.layers : [layer];
    put(MANIFEST, { ...content, layers, annotations: { at: what } }, `${image.replace(":", "-")}.sig`);
    const exploration = await exploreAt(`${new URL(ownServer.origin).host}/own/app:${tag}`);
    const opened = await openTags(exploration);
    const made = whyNoSignature(exploration.graph, exploration, exploration.resolved, opened);
    expect(made?.finds).toBe(finds);
    expect(made?.reasons.map(({ id }) => id)).toEqual(ids);
  });

  const reference = () => `${new URL(ownServer.origin).host}/own/app:1`;

  test("a signature of one platform is none of the index", async () => {
    const { finds, reasons } = answerTo(await exploreAt(reference()));
    expect(finds).toBe("none");
    const [first] = reasons;
    expect(first).toMatchObject({ id: "on-platforms" });
    expect(first?.sentence).toContain(
      "1 signature is attached to linux/amd64, and none to the index that the tag 1 names",
    );
    expect(first?.command).toContain(`@${platforms[0]?.digest}`);
  });

  test.each([
    [403, "denied"],
    [429, "rate limit"],
    [503, "not answered"],
  ])("where the API says %i nobody can tell", async (status, words) => {
    own.onRequest = ({ url = "" }) => (url.includes("/referrers/") ? { status } : undefined);
    const { finds, reasons } = answerTo(await exploreAt(reference()));
    own.onRequest = undefined;
    expect(finds).toBe("not-known");
    expect(reasons.map(({ id }) => id)).toEqual(["could-not-ask"]);
    expect(reasons[0]?.sentence).toContain(words);
    expect(reasons[0]?.exchanges.length).toBeGreaterThan(0);
  });
});
