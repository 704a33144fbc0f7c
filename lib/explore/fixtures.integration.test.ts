// Every real file beside the repository, the whole way: placed on a registry in the carrier that its kind comes in, opened
// over real HTTP with the trust that it wants, and held against what the index says that it shows and comes to.
import { afterAll, beforeAll, describe, expect, it, test, vi } from "vitest";
import type { Inspected, Inspection } from "#lib/api";
import { createRegistry, type Listening } from "#lib/sandbox";
import { CARRIED, type Carried } from "../../scripts/test-support/carried-fixtures.ts";
import { expectedState, isReadAsSuch } from "../../scripts/test-support/expected-states.ts";
import { LAYOUTS } from "../../scripts/test-support/fixture-layouts.ts";
import { RULED, writeFixtureTrust } from "../../scripts/test-support/fixture-trust.ts";
import { inspectionPage, type OpenedFile } from "../../scripts/test-support/inspection-figures.ts";
import { missingFacts } from "../../scripts/test-support/must-show.ts";
import { NO_FIXTURES, SHARED } from "../../scripts/test-support/shared-fixtures.ts";
import { context } from "./context.ts";
import { exploreReference } from "./explore-reference.ts";
import { inspected } from "./inspect.test-support.ts";

it.runIf(process.env.CI === "true")("the fixtures are there, since this is CI", () =>
  expect(SHARED).toBeDefined(),
);
if (!SHARED) console.warn(NO_FIXTURES);

const own = createRegistry();
const found: OpenedFile[] = [];
let server: Listening;
let host: string;
let trust: ReturnType<typeof writeFixtureTrust>;

beforeAll(async () => {
  if (!SHARED) return;
  server = await own.listen({ port: 0 });
  host = new URL(server.origin).host;
  trust = writeFixtureTrust([host]);
  vi.stubEnv("REFSCOPE_DEMO", "off");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", server.origin);
  vi.stubEnv("REFSCOPE_TRUST_FILE", trust.path);
  for (const each of [...CARRIED, ...RULED]) place(each);
  for (const { repository, manifests, blobs } of LAYOUTS) {
    for (const { mediaType, bytes } of manifests.values()) own.put(repository, { mediaType, bytes });
    for (const { bytes } of blobs) own.putBlob(repository, bytes);
  }
});
afterAll(async () => {
  if (!SHARED) return;
  await (await context()).reading.close();
  await server.close();
  trust.remove();
  vi.unstubAllEnvs();
});

/** As openssl reads them. */
const SIGNERS = new Map(
  RULED.filter(({ state }) => state === "verified").map(({ file, rule }) => [file, rule]),
);

function place({ repository, manifest, blobs, about, tag }: Carried): void {
  for (const { bytes } of blobs) own.putBlob(repository, bytes);
  if (about) own.put(repository, { mediaType: about.mediaType, bytes: about.bytes });
  const { mediaType, bytes } = manifest;
  own.put(repository, { mediaType, bytes, ...(tag ? { tag } : {}) });
}

function open({ repository, manifest, subject }: Carried): Promise<Inspection> {
  return inspected(host, repository, manifest.digest, { subject });
}

/** The one report that the file is; all of them where it is the manifest. */
function reportsOf({ layer, isWhole }: Carried, { reports }: Inspection): Inspected[] {
  return layer === undefined || isWhole ? reports : reports.filter((each) => each.layer === layer);
}

describe.skipIf(!SHARED)("each fixture shows what it must and is in the state that is expected", () => {
  const files = SHARED?.files ?? [];

  it("all of them", () => {
    expect(files.length).toBeGreaterThanOrEqual(173);
    expect(CARRIED.map(({ file }) => file)).toEqual(files.map(({ file }) => file));
  });

  it.each(CARRIED.map((carried, at) => ({ ...carried, fixture: files[at] })))("$file", async (carried) => {
    const { fixture, file } = carried;
    if (!fixture) throw new Error("no fixture");
    const opened = await open(carried);
    const reports = reportsOf(carried, opened);
    expect(reports.length).toBeGreaterThan(0);
    const missing = missingFacts(fixture.kind, fixture.must_show ?? {}, reports);
    expect(missing.filter(([path, value]) => !isShownByCarrier(opened, path, value))).toEqual([]);
    const states = reports.map(({ verification }) => verification.state);
    const expected = expectedState(fixture) ?? (isReadAsSuch(file) ? "skipped" : "unsigned");
    const carrier =
      carried.layer && !carried.isWhole ? reports[0]?.raw[0]?.mediaType : carried.manifest.mediaType;
    found.push({ file, kind: fixture.kind, carrier: carrier ?? "", states });
    expect(states, reports[0]?.verification.reason).toEqual(reports.map(() => expected));
    for (const { verification, headline } of reports) {
      expect(verification.checks).toHaveLength(12);
      expect(headline).not.toBe("");
    }
  });
});

test.skipIf(!SHARED)("the page of figures says the same", () => {
  const { written, found: page } = inspectionPage(found);
  expect(written).toBe(page);
});

describe.skipIf(!SHARED)("a rule of who may sign", () => {
  it("there is one for each signature that holds", () => expect(RULED.length).toBeGreaterThanOrEqual(10));

  it.each(RULED)("$repository: $file is $state", async (ruled) => {
    const [report] = reportsOf(ruled, await open(ruled));
    expect(report?.verification.state, report?.verification.reason).toBe(ruled.state);
    const signer = SIGNERS.get(ruled.file);
    expect(report?.verification.identity).toMatchObject({ subject: signer?.subject });
    const failed = report?.verification.checks.filter(({ result }) => result === "failed") ?? [];
    expect(failed.map(({ name }) => name)).toEqual(ruled.state === "verified" ? [] : ["identity"]);
  });
});

describe.skipIf(!SHARED)("every attestation of the layouts", () => {
  const edges = (SHARED?.layouts ?? []).flatMap(({ layout, edges }) =>
    edges.map((edge) => {
      const { repository, manifests } = LAYOUTS.find(({ name }) => name === layout) ?? {};
      return {
        ...edge,
        repository: repository ?? "",
        isIndex: Boolean(manifests?.get(edge.from)?.json.manifests),
      };
    }),
  );

  it.each(edges)("$edge: $to about $from", async (edge) => {
    const opened = await inspected(host, edge.repository, edge.to, { subject: edge.from });
    const report = opened.reports.find(({ layer }) => layer === edge.layer);
    expect(opened.subject).toMatchObject({
      ...{ digest: edge.from, isIndex: edge.isIndex, isNamedByContent: true },
    });
    const isSigned = edge.signed;
    const checks = report?.verification.checks ?? [];
    expect(checks.find(({ name }) => name === "payload-subject")?.result).toBe("passed");
    expect(report?.verification.state).toBe(isSigned ? "valid-identity-unchecked" : "unsigned");
    const shown = {
      predicate_type: edge.predicate,
      builder_id: edge.builder_id,
      source_commit: edge.source_commit,
    };
    const logged = { rekor_log_index: edge.log_index, integrated_time: edge.integrated_time };
    const kind = isSigned ? "cosign-sig-manifest" : "in-toto-statement";
    expect(missingFacts(kind, { ...shown, ...logged }, report ? [report] : [])).toEqual([]);
    const sources = report?.facts.filter(({ name }) => name === "Predicate type").map(({ source }) => source);
    expect(sources).toEqual([isSigned ? "signed" : "claimed"]);
  });
});

/** Which kind an attestation's document is, by what the index says of its predicate. */
const KINDS: Record<string, string> = {
  "https://spdx.dev/Document": "sbom",
  "https://slsa.dev/provenance/v0.2": "provenance",
  "https://slsa.dev/provenance/v1": "provenance",
};

describe.skipIf(!SHARED)("recognition over all layouts", () => {
  it.each(LAYOUTS)("$name: no wrong kind, and no image that is unknown", async (layout) => {
    const { repository, manifests, attachedTo } = layout;
    for (const { digest, json } of manifests.values()) {
      const { kind, reports } = await inspected(host, repository, digest, {
        subject: attachedTo.get(digest),
      });
      const predicates = (json.layers ?? []).map(
        ({ annotations }) => annotations?.["in-toto.io/predicate-type"] ?? annotations?.predicateType,
      );
      const isAttestation = attachedTo.has(digest);
      if (json.manifests) expect([digest, kind, reports.length]).toEqual([digest, "index", 1]);
      else if (!isAttestation) expect([digest, kind, reports.length]).toEqual([digest, "image", 1]);
      else expect(reports.map((report) => report.kind)).toEqual(predicates.map((each) => KINDS[each ?? ""]));
    }
  });

  it.each(LAYOUTS)("$name: so does the graph of what its index lists", async (layout) => {
    const { repository, top, attachedTo } = layout;
    for (const { digest } of top.json.manifests ?? []) {
      if (attachedTo.has(digest)) continue;
      const reference = `${host}/${repository}@${digest}`;
      const { graph } = await exploreReference(
        { reference, otherRepositories: [], lens: "everything", depth: 8, maxNodes: 2000 },
        { signal: new AbortController().signal, emit: () => {}, onExchange: () => {} },
      );
      for (const node of graph.nodes) {
        const manifest = layout.manifests.get(node.digest);
        const wanted = manifest?.json.manifests
          ? ["index"]
          : attachedTo.has(node.digest)
            ? ["attestation", "sbom", "provenance"]
            : ["image"];
        expect(wanted, node.digest).toContain(node.kind);
      }
      expect(graph.nodes.length).toBeGreaterThan(0);
    }
  });
});

/** A manifest that carries documents is shown as these: each with its digest, its type and its predicate. */
function isShownByCarrier({ reports, exchanges }: Inspection, path: string, value: string): boolean {
  switch (path) {
    case "mediaType":
      return exchanges.some(({ purpose, contentType }) => purpose === "manifest" && contentType === value);
    case "digest_ok":
      return exchanges.some(({ purpose, status }) => purpose === "manifest" && status === 200);
    case "layers":
      return String(reports.length) === value;
    case "layers.digest":
      return reports.some(({ layer }) => layer === value);
    case "layers.mediaType":
      return reports.some(({ raw }) => raw[0]?.mediaType === value);
    case "layers.predicate":
      return reports.some(({ facts }) =>
        facts.some((fact) => fact.name === "Predicate type" && fact.value === value),
      );
    default:
      return false;
  }
}
