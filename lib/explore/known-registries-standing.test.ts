// What stands of a registry after it was asked again: a poorer asking takes nothing away, a contrary one does.
import { beforeEach, describe, expect, it } from "vitest";
import type { Probe } from "#lib/api";
import type { Capabilities, Exchange } from "#lib/evidence";
import { assess, supported, unknownBecause, unknownCapabilities, unsupported } from "#lib/upgrade";
import { RegistryMemory } from "./known-registries.ts";

const registry = "a.example";
const START = Date.parse("2026-11-24T09:00:00.000Z");
const minute = (minutes: number) => new Date(START + minutes * 60_000).toISOString();

let minutes = 0;
let memory: RegistryMemory;
beforeEach(() => {
  minutes = 0;
  memory = new RegistryMemory(() => START + minutes * 60_000);
});

const yes = (...ids: string[]) => supported("200", ids);
const no = (...ids: string[]) => unsupported("404", ids);
const denied = (...ids: string[]) => unknownBecause("denied", "401", ids);

function exchange(id: string): Exchange {
  const url = "http://a.example/v2/";
  const at = minute(minutes);
  return { id, method: "GET", url, headers: {}, requestHeaders: {}, durationMs: 1, at, purpose: "test" };
}

type Asked = Partial<Probe> & { gap?: string[] };

/** Remembers a probe `at` minutes; its requests are those that it cites. */
function probe(at: number, known: Partial<Capabilities>, { gap, ...more }: Asked = {}) {
  minutes = at;
  const upgrade = upgradeOf(known, { repository: more.repository, gap });
  return memory.rememberProbe({
    ...{ registry, at: minute(at), durationMs: 1, claims: [], notes: [], upgrade },
    extensions: { registry: [], repository: [] },
    exchanges: citedBy(upgrade),
    ...more,
  });
}

function upgradeOf(known: Partial<Capabilities>, { repository, gap }: Asked = {}) {
  const capabilities = { ...unknownCapabilities("not asked"), ...known };
  return assess({ registry, repository, capabilities, reindexGap: gap });
}

/** The requests that a verdict cites. */
function citedBy({ capabilities }: ReturnType<typeof upgradeOf>): Exchange[] {
  return [...new Set(Object.values(capabilities).flatMap(({ evidence }) => evidence))].map(exchange);
}

function explore(at: number, known: Partial<Capabilities>, asked: Asked = {}): void {
  minutes = at;
  const upgrade = upgradeOf(known, asked);
  memory.remember(upgrade, minute(at), citedBy(upgrade));
}

function audit(at: number, known: Partial<Capabilities>, asked: Asked): void {
  minutes = at;
  const upgrade = upgradeOf(known, asked);
  memory.rememberAudit({
    ...{ upgrade, at: minute(at), exchanges: citedBy(upgrade), compared: 1 },
    tags: { all: 1, plain: 0, referrers: 1, cosign: 0, others: 0, malformed: 0 },
  });
}

const last = () => memory.lastVerdict(registry);
const supportOf = (name: keyof Capabilities) => last()?.upgrade?.capabilities[name].support;
const image = { repository: "shop/app", subject: `sha256:${"a".repeat(64)}` };
const missing: Asked = {
  repository: "nope",
  unread: { state: "no-repository", answered: "404 NAME_UNKNOWN", exchanges: ["m1"] },
};

/** Whatever is cited is there, once. */
function expectEvidence() {
  const ids = last()?.exchanges.map(({ id }) => id) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
  for (const { support, evidence } of Object.values(last()?.upgrade?.capabilities ?? {})) {
    if (support !== "unknown") expect(ids).toEqual(expect.arrayContaining(evidence));
  }
}

describe("a probe of what is not there", () => {
  it("takes nothing from the verdict before: its capabilities, its repository, its gap", () => {
    probe(0, { referrersApi: yes("x1"), catalog: yes("x2") }, { ...image, gap: ["sha256:1"] });
    const before = last();
    const told = probe(5, { referrersApi: denied("y1"), tagListing: denied("y2") }, missing);
    expect(last()).toEqual(before);
    expect(told.upgrade).toEqual(before?.upgrade);
    expect(told.kept).toEqual([
      { name: "referrersApi", at: minute(0), expiresAt: minute(60), by: "probe", repository: "shop/app" },
      { name: "catalog", at: minute(0), expiresAt: minute(60), by: "probe", repository: "shop/app" },
    ]);
    expect(told.keptExchanges?.map(({ id }) => id)).toEqual(["x1", "x2"]);
    expectEvidence();
  });

  it("brings the requests behind what stays unknown too", () => {
    probe(0, { referrersApi: yes("x1"), catalog: denied("x2") }, image);
    const told = probe(5, { catalog: denied("y1") }, missing);
    expect(told.upgrade.capabilities.catalog.evidence).toEqual(["x2"]);
    expect(told.keptExchanges?.map(({ id }) => id)).toEqual(["x1", "x2"]);
  });

  it("adds what it learnt of the registry all the same, with its evidence and its age", () => {
    probe(0, { referrersApi: yes("x1") }, image);
    const told = probe(5, { extensionDiscovery: yes("y1") }, missing);
    expect(last()).toMatchObject({ at: minute(0), upgrade: { repository: "shop/app" } });
    expect(last()?.kept).toEqual([
      { name: "extensionDiscovery", at: minute(5), expiresAt: minute(65), by: "probe", repository: "nope" },
    ]);
    expect(told.kept?.map(({ name }) => name)).toEqual(["referrersApi"]);
    expectEvidence();
  });

  it("proves no absence of what was seen in a repository that is there", () => {
    probe(0, { referrersApi: yes("x1"), tagListing: yes("x2"), catalog: yes("x3") }, image);
    probe(5, { referrersApi: no("y1"), tagListing: no("y2"), catalog: no("y3") }, missing);
    expect([supportOf("referrersApi"), supportOf("tagListing")]).toEqual(["supported", "supported"]);
    expect(supportOf("catalog")).toBe("unsupported");
    expectEvidence();
  });

  it("proves no absence where nothing was known before, and in its own answer too", () => {
    const told = probe(0, { referrersApi: no("y1"), tagListing: no("y2"), catalog: no("y3") }, missing);
    const { referrersApi, tagListing, catalog } = told.upgrade.capabilities;
    expect(referrersApi).toMatchObject({
      ...{ support: "unknown", because: "answered", evidence: ["y1"] },
      reason: "404, but no image was read",
    });
    expect([tagListing.support, catalog.support]).toEqual(["unknown", "unsupported"]);
    const { proposalE, oci11 } = told.upgrade;
    expect([proposalE.state, oci11.state]).toEqual(["unknown", "unknown"]);
    expect(oci11.note).toContain("404, but no image was read");
    expect(last()).toMatchObject({ upgrade: told.upgrade, expiresAt: minute(1) });
  });

  it("proves no absence where what was seen has expired", () => {
    probe(0, { referrersApi: yes("x1") }, image);
    probe(61, { referrersApi: no("y1") }, missing);
    expect(last()).toMatchObject({ upgrade: { repository: "nope" }, expiresAt: minute(62) });
    expect(supportOf("referrersApi")).toBe("unknown");
  });

  it("is the verdict where nothing was known before, or that has expired", () => {
    probe(0, { referrersApi: denied("y1") }, missing);
    expect(last()).toMatchObject({ at: minute(0), upgrade: { repository: "nope" } });
    probe(1, { referrersApi: yes("x1") }, image);
    probe(62, { referrersApi: denied("z1"), catalog: yes("z2") }, missing);
    expect(last()).toMatchObject({ at: minute(62), upgrade: { repository: "nope" } });
    expect(supportOf("referrersApi")).toBe("unknown");
  });
});

describe("a probe of another image", () => {
  it("is what the verdict is about, and leaves standing what it did not establish", () => {
    probe(0, { referrersApi: yes("x1"), catalog: yes("x2") }, { ...image, gap: ["sha256:1"] });
    probe(5, { referrersApi: yes("y1") }, { ...image, repository: "shop/other" });
    expect(last()).toMatchObject({ at: minute(5), upgrade: { repository: "shop/other" } });
    expect(last()?.upgrade?.reindexGap).toBeUndefined();
    expect(last()?.kept?.map(({ name, at }) => [name, at])).toEqual([["catalog", minute(0)]]);
    expectEvidence();
  });

  it("lets a kept capability go when it expires, however often the registry was asked since", () => {
    probe(0, { referrersApi: yes("x1"), catalog: yes("x2") }, image);
    probe(30, { referrersApi: yes("y1") }, image);
    probe(59, { referrersApi: yes("z1") }, image);
    expect(supportOf("catalog")).toBe("supported");
    expectEvidence();
    minutes = 60;
    expect(supportOf("catalog")).toBe("unknown");
    expect(last()?.kept).toBeUndefined();
    expect(last()?.expiresAt).toBe(minute(119));
  });

  it("denied the API, it may be believed as long as the asking that the API is from", () => {
    probe(0, { referrersApi: yes("x1") }, image);
    probe(40, { referrersApi: denied("y1"), tagListing: yes("y2") }, image);
    expect(last()).toMatchObject({ at: minute(40), expiresAt: minute(60) });
    expect(last()?.upgrade?.proposalE.state).toBe("motorcycle");
    expectEvidence();
  });

  it("overturns what it proves otherwise, and with the API what hangs on it", () => {
    probe(0, { referrersApi: yes("x1"), subjectAccepted: yes("x2"), sha512: yes("x3") }, image);
    probe(5, { referrersApi: no("y1") }, image);
    expect(last()?.upgrade?.proposalE.state).toBe("bicycle");
    expect([supportOf("subjectAccepted"), supportOf("sha512")]).toEqual(["unknown", "supported"]);
    expectEvidence();
  });
});

describe("a push", () => {
  const pushed: Asked = { repository: "scratch/one", hasPushed: true };

  it("adds what only it shows, and the verdict stays about the repository that was read", () => {
    probe(0, { referrersApi: yes("x1") }, { ...image, gap: ["sha256:1"] });
    probe(5, { referrersApi: yes("p1"), artifactManifest: no("p2") }, pushed);
    expect(last()).toMatchObject({
      upgrade: { repository: "shop/app", reindexGap: ["sha256:1"], oci11: { state: "complete" } },
      kept: [{ name: "artifactManifest", by: "push", repository: "scratch/one" }],
    });
    probe(6, { referrersApi: yes("y1") }, image);
    expect(last()?.upgrade?.oci11.state).toBe("complete");
    expectEvidence();
  });

  it("renews what an earlier push showed", () => {
    probe(0, { referrersApi: yes("x1") }, image);
    probe(5, { sha512: yes("p1") }, pushed);
    probe(9, { referrersApi: yes("q1"), sha512: yes("q2") }, { ...pushed, repository: "scratch/two" });
    expect(last()?.kept).toMatchObject([{ name: "sha512", at: minute(9), repository: "scratch/two" }]);
    expect(last()?.exchanges.map(({ id }) => id)).toEqual(["x1", "q2"]);
  });

  it("overturns one capability of a verdict that stays", () => {
    probe(0, { referrersApi: yes("x1"), sha512: yes("x2") }, image);
    probe(5, { sha512: no("p1") }, pushed);
    expect([supportOf("referrersApi"), supportOf("sha512")]).toEqual(["supported", "unsupported"]);
    expectEvidence();
  });

  it("overturns it for good: a gap that an exploration or an audit finds later brings nothing back", () => {
    const known = { referrersApi: yes("x1"), artifactTypeFilter: yes("x2") };
    probe(0, known, { ...image, gap: [] });
    probe(10, { artifactTypeFilter: no("p1") }, pushed);
    explore(15, { referrersApi: yes("e1") }, { repository: "shop/app", gap: ["sha256:1"] });
    expect(last()).toMatchObject({ learnt: "probe", upgrade: { reindexGap: ["sha256:1"] } });
    expect(supportOf("artifactTypeFilter")).toBe("unsupported");
    audit(16, { referrersApi: yes("a1") }, { repository: "shop/app", gap: ["sha256:2"] });
    expect(last()).toMatchObject({ learnt: "probe", upgrade: { reindexGap: ["sha256:2"] } });
    // The push's word has expired.
    minutes = 25;
    expect(supportOf("artifactTypeFilter")).toBe("unknown");
    expectEvidence();
  });

  it("overturns a kept API, and with it what hangs on that, kept or of the verdict that stays", () => {
    const known = { referrersApi: yes("p1"), ociSubjectHeader: yes("p2"), sha512: yes("p3") };
    probe(0, known, pushed);
    probe(1, { referrersApi: denied("x1"), artifactTypeFilter: yes("x2"), tagListing: yes("x3") }, image);
    expect([supportOf("ociSubjectHeader"), supportOf("artifactTypeFilter")]).toEqual([
      "supported",
      "supported",
    ]);
    probe(1.5, { referrersApi: no("q1") }, { ...pushed, repository: "scratch/two" });
    expect(last()?.upgrade).toMatchObject({ repository: "shop/app", proposalE: { state: "bicycle" } });
    expect([supportOf("ociSubjectHeader"), supportOf("artifactTypeFilter")]).toEqual(["unknown", "unknown"]);
    expect(last()?.upgrade?.capabilities.artifactTypeFilter.reason).toContain("otherwise since");
    expect([supportOf("sha512"), supportOf("tagListing")]).toEqual(["supported", "supported"]);
    expectEvidence();
  });

  it("takes the verdict over where it finds the API answered otherwise", () => {
    probe(0, { referrersApi: no("x1") }, image);
    probe(5, { referrersApi: yes("p1") }, pushed);
    expect(last()).toMatchObject({ at: minute(5), upgrade: { repository: "scratch/one" } });
    expect(supportOf("referrersApi")).toBe("supported");
  });
});

describe("an exploration or an audit after a probe that still stands", () => {
  it.each([
    ["an exploration", "exploration", explore],
    ["an audit", "audit", audit],
  ] as const)("%s proves what was left open where no image was read: it is what is known", (_, by, ask) => {
    const unread: Asked["unread"] = { state: "denied", answered: "401", exchanges: ["x0"] };
    probe(0, { referrersApi: denied("x0"), catalog: yes("x1") }, { repository: "private", unread });
    ask(0.5, { referrersApi: yes("e1") }, { repository: "shop/app" });
    expect(last()).toMatchObject({
      learnt: by,
      expiresAt: minute(60.5),
      upgrade: { repository: "shop/app" },
    });
    expect([supportOf("referrersApi"), supportOf("catalog")]).toEqual(["supported", "supported"]);
    expectEvidence();
  });

  it.each([
    ["an exploration", "exploration", explore],
    ["an audit", "audit", audit],
  ] as const)(
    "%s adds to a probe that read an image, which goes on saying what it is about",
    (_, by, ask) => {
      probe(0, { referrersApi: yes("x1"), catalog: yes("x2") }, { ...image, gap: ["sha256:1"] });
      ask(5, { referrersApi: yes("e1"), pagination: yes("e2") }, { repository: "shop/other" });
      expect(last()).toMatchObject({ learnt: "probe", at: minute(0), upgrade: { repository: "shop/app" } });
      expect(last()?.kept).toMatchObject([
        { name: "pagination", by, repository: "shop/other", at: minute(5) },
      ]);
      expectEvidence();
    },
  );

  it("adds and brings another gap at once", () => {
    probe(0, { referrersApi: yes("x1") }, { ...image, gap: [] });
    explore(5, { pagination: yes("e2") }, { repository: "shop/app", gap: ["sha256:1"] });
    expect(last()).toMatchObject({ learnt: "probe", upgrade: { reindexGap: ["sha256:1"] } });
    expect(supportOf("pagination")).toBe("supported");
    expectEvidence();
  });
});

it("an exploration that was denied leaves an earlier exploration's capabilities", () => {
  explore(0, { referrersApi: yes("x1") });
  explore(5, { referrersApi: denied("y1") });
  expect(supportOf("referrersApi")).toBe("supported");
  expect(last()?.kept).toMatchObject([{ name: "referrersApi", by: "exploration", at: minute(0) }]);
  expectEvidence();
});
