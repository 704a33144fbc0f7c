// Artifacts opened over real HTTP: those of the demo registries, and those of a registry that fails in parts.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { explorationSchema, inspectRequestSchema } from "#lib/api";
import { createRegistry, type Listening } from "#lib/sandbox";
import { context } from "./context.ts";
import { exploreReference } from "./explore-reference.ts";
import { listSamples } from "./home.ts";
import { bytesOf, digestOf, inspected, place, sbomOf } from "./inspect.test-support.ts";

const REPOSITORY = "team/app";
const SBOM = { artifactType: "application/vnd.cyclonedx+json" };
const own = createRegistry();
/** One for each test: how a host answered one is remembered for the next. */
const servers: Listening[] = [];
const hosts: string[] = [];
let host: string;

beforeAll(async () => {
  for (let n = 0; n < 32; n++) servers.push(await own.listen({ port: 0 }));
  hosts.push(...servers.map(({ origin }) => new URL(origin).host));
  vi.stubEnv("REFSCOPE_DEMO_PORT", "0");
  vi.stubEnv("REFSCOPE_DEMO", "on");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", servers.map(({ origin }) => origin).join(","));
});
beforeEach(() => {
  host = hosts.pop() ?? "";
});
afterEach(() => {
  own.onRequest = undefined;
});
afterAll(async () => {
  const { sandbox, reading } = await context();
  await reading.close();
  await sandbox?.close();
  for (const server of servers) await server.close();
  vi.unstubAllEnvs();
});

const open = (digest: string, options = {}) => inspected(host, REPOSITORY, digest, options);
type Instead = "drop" | { status: number; headers?: Record<string, string> };
const failingAt = (digest: string, instead: Instead) => {
  own.onRequest = ({ url }) => (url?.includes(`/blobs/${digest}`) ? instead : undefined);
};

describe("what the demo registries hold", () => {
  test("opens, each artifact as the kind that the graph says, or as one that its content makes exact", async () => {
    const kinds = new Map<string, Set<string>>();
    const states = new Map<string, Set<string>>();
    const seen = new Set<string>();
    for (const { reference } of await listSamples()) {
      // What nobody may read is not there to be opened.
      if (reference.includes("/private/")) continue;
      // Its states are wrong on purpose, each in its own way: verification-samples.integration.test.ts.
      if (reference.includes("/verification/")) continue;
      const { graph, resolved } = explorationSchema.parse(
        await exploreReference(
          { reference, otherRepositories: [], lens: "everything", depth: 8, maxNodes: 2000 },
          { signal: new AbortController().signal, emit: () => {}, onExchange: () => {} },
        ),
      );
      for (const { digest, kind, state } of graph.nodes) {
        const place = `${resolved.registry}/${resolved.repository}@${digest}`;
        if (state !== "present" || seen.has(place)) continue;
        seen.add(place);
        const subject = graph.edges.find(
          ({ source, relation }) => source === digest && relation !== "contains",
        );
        const opened = await inspected(resolved.registry, resolved.repository, digest, {
          subject: subject?.target,
        });
        kinds.set(kind, (kinds.get(kind) ?? new Set()).add(opened.kind));
        for (const { verification } of opened.reports) {
          states.set(kind, (states.get(kind) ?? new Set()).add(verification.state));
          expect(verification.checks, place).toHaveLength(12);
        }
        expect(opened.reports[0]?.headline, place).toBe(opened.headline);
        expect(opened.subject.digest, place).toBe(subject?.target ?? opened.subject.digest);
      }
    }
    expect(seen.size).toBeGreaterThan(100);
    expect([...(kinds.get("image") ?? [])]).toEqual(["image"]);
    expect([...(kinds.get("index") ?? [])]).toEqual(["index"]);
    for (const [kind, opened] of kinds) {
      if (kind === "unknown") continue;
      expect(opened, kind).not.toContain("unknown");
    }
    expect([...(states.get("signature") ?? [])].sort()).toEqual([
      "subject-mismatch",
      "valid-identity-unchecked",
    ]);
    for (const kind of ["vex", "scan-report"]) expect([...(states.get(kind) ?? [])]).toEqual(["unsigned"]);
    expect([...states.values()].flatMap((each) => [...each])).not.toContain("error");
  });

  test("a signature that only a tag attaches is held against what is asked for, and without that against nothing", async () => {
    const samples = await listSamples();
    const reference = samples.find(({ path }) => path.includes("base/hardened"))?.reference ?? "";
    const { graph, resolved } = await exploreReference(
      { reference, otherRepositories: [], lens: "everything", depth: 8, maxNodes: 2000 },
      { signal: new AbortController().signal, emit: () => {}, onExchange: () => {} },
    );
    const { source = "", target } = graph.edges.find(({ foundBy }) => foundBy.includes("cosign-tag")) ?? {};
    const { registry, repository } = resolved;
    const held = await inspected(registry, repository, source, { subject: target });
    expect(held.verification.state).toMatch(/^(subject-mismatch|valid-identity-unchecked)$/);
    const alone = await inspected(registry, repository, source);
    expect(alone.subject).toEqual({});
    expect(alone.verification).toMatchObject({
      state: "unverifiable-no-material",
      reason: "Nobody says what it is attached to, so what it names was held against nothing.",
    });
    const result = (name: string) => alone.verification.checks.find((check) => check.name === name)?.result;
    expect([result("signature"), result("payload-subject")]).toEqual(["passed", "not-checked"]);
  });
});

describe("an artifact", () => {
  test("of one document is that document, with what it is attached to", async () => {
    const image = place(own, REPOSITORY, [], {
      config: {
        mediaType: "application/vnd.oci.image.config.v1+json",
        digest: own.putBlob(REPOSITORY, "{}"),
        size: 2,
      },
    });
    const subject = { mediaType: "application/vnd.oci.image.manifest.v1+json", digest: image, size: 1 };
    const opened = await open(place(own, REPOSITORY, [sbomOf("one")], { ...SBOM, subject }));
    expect(opened).toMatchObject({
      ...{ registry: host, repository: REPOSITORY, kind: "sbom", headline: "1 package", notes: [] },
      subject: { digest: image, isIndex: false, mediaType: subject.mediaType },
    });
    expect(opened.subject.isNamedByContent).toBeUndefined();
    expect(opened.reports).toHaveLength(1);
    expect(opened.reports[0]?.layer).toBe(digestOf(sbomOf("one").bytes));
    expect(opened.reports[0]?.tables.find(({ id }) => id === "packages")?.rows[0]).toContain("one");
    expect(opened.exchanges.map(({ purpose }) => purpose).sort()).toEqual(["content", "manifest", "subject"]);
  });

  test("of several documents is a report for each, in their order, also where two have the same bytes", async () => {
    const layers = [sbomOf("a"), sbomOf("b"), sbomOf("a")];
    const opened = await open(place(own, REPOSITORY, layers, SBOM));
    expect(opened.reports.map(({ layer }) => layer)).toEqual(layers.map(({ bytes }) => digestOf(bytes)));
    expect(opened.exchanges.filter(({ purpose }) => purpose === "content")).toHaveLength(2);
  });

  test.each([
    ["lines", (all: string[]) => `${all.join("\n")}\n`],
    ["a list", (all: string[]) => `[${all.join(",\n")}]`],
  ])(
    "whose layer holds several envelopes in %s is a report for each, and each is signed",
    async (_, joined) => {
      const envelope = (name: string, signatures: object[]) => {
        const statement = {
          ...{
            _type: "https://in-toto.io/Statement/v1",
            predicateType: "https://example.test/x",
            predicate: {},
          },
          subject: [{ name, digest: { sha256: "a".repeat(64) } }],
        };
        const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
        return JSON.stringify({ payloadType: "application/vnd.in-toto+json", payload, signatures });
      };
      const all = [
        envelope("first", [{ sig: "AAAA" }]),
        envelope("second", []),
        envelope("third", [{ sig: "AAAA" }]),
      ];
      const layer = { mediaType: "application/vnd.dsse.envelope.v1+json", bytes: bytesOf(joined(all)) };
      const { reports } = await open(place(own, REPOSITORY, [layer, sbomOf("a")], SBOM));
      expect(reports.map(({ layer: digest }) => digest === digestOf(layer.bytes))).toEqual([
        true,
        true,
        true,
        false,
      ]);
      expect(reports.map(({ verification }) => verification.state)).toEqual([
        ...["unverifiable-no-material", "unsigned", "unverifiable-no-material", "unsigned"],
      ]);
      expect(reports.map(({ subjects }) => subjects[0]?.name)).toEqual([
        "first",
        "second",
        "third",
        undefined,
      ]);
      expect(reports[2]?.facts.find(({ name }) => name === "Document")?.value).toBe("3 of 3 in one layer");
    },
  );

  test("of more documents than are read has one more that nobody checked, so that it is never all verified", async () => {
    const one = JSON.stringify({
      payloadType: "application/vnd.in-toto+json",
      payload: "e30=",
      signatures: [],
    });
    const layer = (count: number) => ({
      mediaType: "application/vnd.dsse.envelope.v1+json",
      bytes: bytesOf(Array(count).fill(one).join("\n")),
    });
    const lastOf = async (layers: ReturnType<typeof sbomOf>[]) => {
      const { reports } = await open(place(own, REPOSITORY, layers, SBOM));
      const { kind, layer: digest, problems, raw, verification } = reports.at(-1) ?? {};
      return { count: reports.length, kind, digest, problems, raw, state: verification?.state };
    };
    const rest = { kind: "unknown", raw: [], state: "skipped" };
    const digest = digestOf(layer(51).bytes);
    expect(await lastOf([sbomOf("a"), layer(51)])).toEqual({
      ...{ ...rest, count: 52, digest },
      problems: ["The layer holds more than 50 documents; the rest was not read."],
    });
    expect(await lastOf([layer(50)])).toMatchObject({ count: 50, state: "unsigned" });
    expect(await lastOf(Array(101).fill(sbomOf("a")))).toEqual({
      ...{ ...rest, count: 101, digest: undefined },
      problems: ["Only the first 100 layers were read."],
    });
    expect(await lastOf(Array(100).fill(sbomOf("a")))).toMatchObject({ count: 100, state: "unsigned" });
  });

  test("that is attached to an index knows that, and what was asked for comes before what its manifest names", async () => {
    const mediaType = "application/vnd.oci.image.index.v1+json";
    const index = own.put(REPOSITORY, {
      mediaType,
      bytes: JSON.stringify({ schemaVersion: 2, mediaType, manifests: [] }),
    });
    const gone = { mediaType, digest: digestOf(bytesOf("gone")), size: 4 };
    const digest = place(own, REPOSITORY, [sbomOf("one")], { ...SBOM, subject: gone });
    expect((await open(digest, { subject: index })).subject).toMatchObject({ digest: index, isIndex: true });
    const asItSays = await open(digest);
    expect(asItSays.subject).toEqual({ digest: gone.digest });
    expect(asItSays.notes).toEqual(["What it is attached to could not be read: the registry answered 404."]);
    expect(asItSays.headline).toBe("1 package");
  });

  test("whose manifest holds the content is not asked for it, unless that copy is wrong", async () => {
    const layer = sbomOf("embedded");
    const data = Buffer.from(layer.bytes).toString("base64");
    const right = await open(
      place(own, REPOSITORY, [{ ...layer, isMissing: true, descriptor: { data } }], SBOM),
    );
    expect(right).toMatchObject({ headline: "1 package", notes: [] });
    expect(right.exchanges).toHaveLength(1);
    const wrong = await open(place(own, REPOSITORY, [{ ...layer, descriptor: { data: "e30=" } }], SBOM));
    expect(wrong.headline).toBe("1 package");
    expect(wrong.notes[0]).toMatch(/^The manifest holds a copy of sha256:.* that is not right/);
  });

  test("that is an image is read by its manifest: none of its layers is asked for", async () => {
    const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", bytes: bytesOf("layer") };
    const config = {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: own.putBlob(REPOSITORY, "{}"),
      size: 2,
    };
    const opened = await open(place(own, REPOSITORY, [layer], { config }));
    expect(opened).toMatchObject({ kind: "image", verification: { state: "skipped" } });
    expect(opened.exchanges).toHaveLength(1);
  });

  test("that is no manifest is shown as what it is", async () => {
    const bytes = '{"schemaVersion":2,"layers":[';
    const digest = own.put(REPOSITORY, { mediaType: "application/vnd.oci.image.manifest.v1+json", bytes });
    const opened = await open(digest);
    expect(opened.reports).toHaveLength(1);
    expect(opened.reports[0]?.problems.join(" ")).toMatch(/The JSON was read up to line 1, column/);
    expect(opened.verification.state).toBe("skipped");
  });
});

describe("a blob that cannot be had", () => {
  const several = () => place(own, REPOSITORY, [sbomOf("good"), sbomOf("bad"), sbomOf("other")], SBOM);
  const bad = digestOf(sbomOf("bad").bytes);

  test.each([
    ["404", { status: 404 }, "error", /the registry does not have it \(it answered 404/],
    ["401", { status: 401 }, "error", /\(it answered 401/],
    ["403", { status: 403 }, "error", /did not let Refscope read it \(it answered 403/],
    ["429", { status: 429 }, "error", /limits the rate of requests \(it answered 429/],
    ["500", { status: 500 }, "error", /did not send it \(it answered 500/],
    ["a cut connection", "drop", "error", /./],
  ] as const)(
    "for %s: its report says why, the others are read, and none is unsigned for it",
    async (_, instead, state, why) => {
      failingAt(bad, instead);
      const opened = await open(several());
      expect(opened.reports.map(({ headline }) => headline === "1 package")).toEqual([true, false, true]);
      const [, failed] = opened.reports;
      expect(failed?.problems.join(" ")).toMatch(why);
      expect(failed?.verification.state).toBe(state);
      expect(failed?.verification.reason).toMatch(why);
      expect(opened.notes).toHaveLength(1);
      expect(opened.notes[0]).toMatch(why);
      expect(opened.notes[0]).toContain(bad);
    },
  );

  test("while the registry asks to be left alone: whatever else that costs, nothing is unsigned for it", async () => {
    failingAt(bad, { status: 429, headers: { "retry-after": "120" } });
    const opened = await open(several());
    expect(opened.notes.join(" ")).toContain(bad);
    for (const { headline, verification, problems } of opened.reports)
      if (headline !== "1 package")
        expect([verification.state, problems.length > 0]).toEqual(["error", true]);
  });

  test("leaves open what the content names, whatever digests the rest names", async () => {
    const image = place(own, REPOSITORY, [sbomOf("image")]);
    const payloads = [digestOf(bytesOf("another")), image].map((digest) =>
      bytesOf({
        critical: {
          identity: { "docker-reference": "team/app" },
          image: { "docker-manifest-digest": digest },
          type: "cosign container image signature",
        },
        optional: null,
      }),
    );
    const [other, right] = payloads.map((bytes) => ({
      ...{ mediaType: "application/vnd.dev.cosign.simplesigning.v1+json", bytes },
      descriptor: { annotations: { "dev.cosignproject.cosign/signature": "AAAA" } },
    }));
    if (!other || !right) throw new Error("two payloads");
    const isNamed = async (layers: (typeof other)[]) => {
      const { subject, reports } = await open(place(own, REPOSITORY, layers), { subject: image });
      return [subject.isNamedByContent, ...reports.map(({ naming }) => naming)];
    };
    expect(await isNamed([other, right])).toEqual([true, "another", "this"]);
    expect(await isNamed([other])).toEqual([false, "another"]);
    failingAt(digestOf(right.bytes), { status: 404 });
    expect(await isNamed([other, right])).toEqual([undefined, "another", "open"]);
  });

  test("because its bytes are others", async () => {
    own.onRequest = ({ url }) =>
      url?.includes(bad) ? { status: 200, body: sbomOf("bad").bytes.map(() => 32) } : undefined;
    const [, failed] = (await open(several())).reports;
    expect(failed?.verification.state).toBe("error");
    expect(failed?.problems.join(" ")).toMatch(/have the digest sha256:/);
  });

  test("because there are more of them than its descriptor says", async () => {
    const layer = { ...sbomOf("longer"), descriptor: { size: 10 } };
    const [failed] = (await open(place(own, REPOSITORY, [layer], SBOM))).reports;
    expect(failed?.verification.state).toBe("error");
    expect(failed?.problems.join(" ")).toMatch(/the blob has \d+ bytes; its descriptor says 10/i);
  });

  test("because it is too large, alone or with the rest: it is not asked for", async () => {
    const sized = (name: string, mib: number) => ({
      ...sbomOf(name),
      isMissing: true,
      descriptor: { size: mib * 1024 * 1024 },
    });
    own.requests.clear();
    const opened = await open(
      place(
        own,
        REPOSITORY,
        [
          sized("large-a", 33),
          sized("large-b", 32),
          sized("large-c", 32),
          sized("large-d", 1),
          sbomOf("good"),
        ],
        SBOM,
      ),
    );
    const states = opened.reports.map(({ verification }) => verification.state);
    expect(states.slice(0, 4)).toEqual(["skipped", "error", "skipped", "error"]);
    expect(opened.reports[4]?.headline).toBe("1 package");
    expect(opened.notes.map((note) => /: it has|: with it|: the registry/.exec(note)?.[0])).toEqual([
      ": it has",
      ": the registry",
      ": with it",
      ": the registry",
    ]);
    expect(own.requests.lines().join("\n")).not.toContain(digestOf(sbomOf("large-a").bytes));
  });
});

describe("a document made to hurt", () => {
  test.each([
    ["30 MB of lists in each other", Buffer.alloc(30_000_000, "[")],
    [
      "30 MB of empty lists",
      Buffer.concat([Buffer.from("["), Buffer.alloc(29_999_997, "[],"), Buffer.from("[]]")]),
    ],
  ])("%s: it is told how far it was read, and the other documents are read", async (_, bytes) => {
    await open(place(own, REPOSITORY, [sbomOf("first")], SBOM));
    const bomb = { mediaType: "application/vnd.cyclonedx+json", bytes: new Uint8Array(bytes) };
    const digest = place(own, REPOSITORY, [bomb, sbomOf("good")], SBOM);
    const opened = await open(digest);
    expect(opened.reports[1]?.headline).toBe("1 package");
    expect(opened.reports[0]?.problems.join(" ")).toMatch(/deeper|more than is read/);
    expect(opened.reports[0]?.verification.state).not.toBe("verified");
  });
});

describe("a manifest that cannot be had is a problem", () => {
  test.each([
    [404, "not-found"],
    [403, "credentials-refused"],
    [500, "registry-error"],
  ])("%s is %s", async (status, code) => {
    const digest = place(own, REPOSITORY, [sbomOf("one")], SBOM);
    own.onRequest = ({ url }) => (url?.includes("/manifests/") ? { status } : undefined);
    await expect(open(digest)).rejects.toMatchObject({ code });
  });

  test("what is no digest is a bad reference, and asks nobody", async () => {
    own.requests.clear();
    await expect(open("latest")).rejects.toMatchObject({ code: "bad-reference" });
    const digest = digestOf(bytesOf("x"));
    await expect(open(digest, { subject: "latest" })).rejects.toMatchObject({ code: "bad-reference" });
    expect(own.requests.entries).toHaveLength(0);
    expect(
      inspectRequestSchema.safeParse({ registry: host, repository: REPOSITORY, digest, tag: 1 }).success,
    ).toBe(false);
  });
});

test("a caller that leaves ends it", async () => {
  const digest = place(own, REPOSITORY, [sbomOf("slow")], SBOM);
  const leaving = new AbortController();
  own.onRequest = async ({ url }) => {
    if (!url?.includes("/blobs/")) return undefined;
    leaving.abort();
    await new Promise((resolve) => setTimeout(resolve, 500));
    return undefined;
  };
  await expect(open(digest, { signal: leaving.signal })).rejects.toMatchObject({ code: "cancelled" });
});
