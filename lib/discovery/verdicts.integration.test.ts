// The verdict on every demo registry and on each way of answering the referrers question, by walk and by probe.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CAPABILITIES,
  type CapabilityName,
  STRATEGY_IDS,
  type StrategyId,
  type Support,
} from "#lib/evidence";
import { createRegistryClient } from "#lib/registry";
import { type ReferrersMode, type Sandbox, STAGES, startSandbox } from "#lib/sandbox";
import type { Upgrade } from "#lib/upgrade";
import { discover } from "./discover.ts";
import { standing } from "./discovery.test-support.ts";
import { type ProbeResult, probe } from "./probe.ts";

const CONTENT = new URL("../sandbox/content", import.meta.url).pathname;

type Verdicts = Partial<Record<CapabilityName, Support["support"]>>;

/** Nothing that only a push shows may ever be "unsupported" here. */
const NEEDS_PUSH: CapabilityName[] = [
  "ociSubjectHeader",
  "subjectAccepted",
  "artifactManifest",
  "ociIndexSubject",
  "sha512",
  "conditionalWrites",
];

/**
 * What reading can show of each demo registry, as its switches have it. In the order of CAPABILITIES: y supported,
 * n unsupported, ? unknown.
 */
const EXPECTED: Record<(typeof STAGES)[number]["id"], [verdicts: string, oci11: string]> = {
  bicycle: ["n ? n n n y ? ? ? ? y y ?", "tag-schema"],
  motorcycle: ["y ? y ? n y ? ? ? ? y y ?", "complete-passive"],
  "rc-motorcycle": ["y ? y ? n y y ? ? ? y y ?", "rc-era"],
  midway: ["y ? y ? n y ? ? ? ? y y ?", "complete-passive"],
  extended: ["y ? y ? y y ? ? ? ? y y y", "complete-passive"],
  "quay-like": ["y ? y ? n y ? ? ? ? y y ?", "complete-passive"],
  // Its first sample has nothing attached by a referrers tag, and its catalog asks for rights that nobody has.
  "ghcr-like": ["n ? n n n ? ? ? ? ? y ? ?", "tag-schema"],
  "gitlab-like": ["n ? n n n ? ? ? ? ? y n ?", "tag-schema"],
  "html-like": ["n ? n n n y ? ? ? ? y y ?", "tag-schema"],
  "header-only": ["n ? n n n y ? ? ? ? y y ?", "tag-schema"],
  // Its lists are empty, whatever the filter.
  "empty-proxy": ["y ? ? ? n y ? ? ? ? y y ?", "complete-passive"],
  guarded: ["y ? y ? n y ? ? ? ? y ? ?", "complete-passive"],
};
const SUPPORTS: Record<string, Support["support"]> = { y: "supported", n: "unsupported", "?": "unknown" };

describe("the demo registries", () => {
  let sandbox: Sandbox;
  const observed = new Map<string, Upgrade>();
  beforeAll(async () => {
    sandbox = await startSandbox({ contentDirectory: CONTENT });
  });
  afterAll(() => sandbox.close());

  /** Probes the first sample of a stage, and walks it. */
  async function ask(id: string) {
    const stage = sandbox.stages.find((one) => one.id === id);
    const [sample] = stage?.samples ?? [];
    if (!stage || !sample) throw new Error(`no sample on ${id}`);
    const port = Number(new URL(stage.origin).port);
    const client = createRegistryClient({
      policy: { privateRegistries: [{ host: "127.0.0.1", port, http: true }] },
    });
    const { signal } = new AbortController();
    const seen: string[] = [];
    const registry = client.open(`127.0.0.1:${port}`, {
      signal,
      onExchange: ({ id: seenId }) => seen.push(seenId),
    });
    const { repository, tag } = sample;
    const probed = await probe({ registry, repository, reference: tag, signal });
    const requests = seen.length;
    const root = { digest: probed.subject ?? "", mediaType: "" };
    const walked = await discover({ registry, repository, root, depth: 8, maxNodes: 500, signal });
    await client.close();
    return { probed, walked, seen: new Set(seen), requests };
  }

  it.each(STAGES.map(({ id }) => id))("%s: every verdict is right, with evidence", async (id) => {
    const { probed, walked, seen, requests } = await ask(id);
    const [row, oci11] = EXPECTED[id];
    const expected = Object.fromEntries(row.split(" ").map((sign, at) => [CAPABILITIES[at], SUPPORTS[sign]]));
    expect(verdictsOf(probed)).toEqual(expected);
    expect(probed.upgrade.oci11.state).toBe(oci11);
    observed.set(id, probed.upgrade);
    expect(requests).toBeLessThanOrEqual(16);
    for (const name of NEEDS_PUSH) expect(verdictsOf(probed)[name]).not.toBe("unsupported");
    for (const name of CAPABILITIES) {
      const support = probed.upgrade.capabilities[name];
      expect(support?.reason).toBeTruthy();
      if (support?.because !== "not-asked") expect(support?.evidence.length).toBeGreaterThan(0);
      expect(support?.evidence.every((exchange) => seen.has(exchange))).toBe(true);
    }
    // The explorer and the registry page must say the same of the API.
    expect(walked.upgrade.capabilities.referrersApi.support).toBe(expected.referrersApi);
    expect(walked.upgrade.oci11.state).toBe(oci11);
  });

  it("the table in the docs is what was observed", async () => {
    await expect(verdictTable(observed)).toMatchFileSnapshot("../../docs/figures/verdicts.md");
  });

  it("each of the eight ways is the only one that finds something on some demo registry", async () => {
    const alone = new Map<StrategyId, string>();
    for (const { origin, id, samples } of sandbox.stages) {
      const port = Number(new URL(origin).port);
      const client = createRegistryClient({
        policy: { privateRegistries: [{ host: "127.0.0.1", port, http: true }] },
      });
      const { signal } = new AbortController();
      for (const { repository, tag, otherRepositories } of samples) {
        const registry = client.open(`127.0.0.1:${port}`, { signal, onExchange: () => {} });
        const answer = await registry.resolve(repository, tag).catch(() => undefined);
        if (!answer?.found) continue;
        const root = { ...answer.value, tag };
        const input = { registry, repository, root, otherRepositories, depth: 8, maxNodes: 500, signal };
        for (const { foundBy } of (await discover(input)).graph.nodes) {
          const [way] = foundBy;
          if (way && foundBy.length === 1) alone.set(way, id);
        }
      }
      await client.close();
    }
    // cosign's tags start with the digest too, so the prefix listing always finds what they find.
    expect([...alone.keys()].toSorted()).toEqual(STRATEGY_IDS.filter((id) => id !== "cosign-tag").toSorted());
  });

  it("guarded: a repository that nobody may read leaves everything but itself unknown", async () => {
    const stage = sandbox.stages.find(({ id }) => id === "guarded");
    const port = Number(new URL(stage?.origin ?? "").port);
    const client = createRegistryClient({
      policy: { privateRegistries: [{ host: "127.0.0.1", port, http: true }] },
    });
    const { signal } = new AbortController();
    const registry = client.open(`127.0.0.1:${port}`, { signal, onExchange: () => {} });
    const probed = await probe({ registry, repository: "private/app", signal });
    await client.close();
    expect(verdictsOf(probed)).toMatchObject({ referrersApi: "unknown", tagListing: "unknown" });
    expect(probed.upgrade.proposalE.state).toBe("unknown");
  });
});

describe("each way of answering", () => {
  const MODES: Record<ReferrersMode, [Support["support"], Support["confidence"]]> = {
    on: ["supported", "high"],
    off: ["unsupported", "high"],
    "405": ["unsupported", "low"],
    "406": ["unsupported", "medium"],
    html: ["unsupported", "medium"],
    "html-404": ["unsupported", "medium"],
    empty: ["supported", "high"],
    "400-unknown": ["supported", "high"],
    redirect: ["unsupported", "medium"],
    "401-bare": ["unknown", "low"],
  };

  it.each(Object.entries(MODES))("%s: %s", async (mode, [support, confidence]) => {
    const place = await standing({ referrersApi: mode as ReferrersMode });
    place.image({ tag: "1.0" });
    const probed = await place.probe("1.0");
    expect(probed.upgrade.capabilities.referrersApi).toMatchObject({ support, confidence });
  });

  it("a front end that answers every path with the same page is found out by a made-up path", async () => {
    const place = await standing({ referrersApi: "off" });
    place.image({ tag: "1.0" });
    place.sandbox.onRequest = (request) =>
      /\/referrer[sz]\//.test(request.url ?? "")
        ? { status: 200, headers: { "Content-Type": "text/html" }, body: "<html>Welcome</html>" }
        : undefined;
    expect((await place.probe("1.0")).upgrade.capabilities.referrersApi).toMatchObject({
      support: "unsupported",
      confidence: "high",
    });
  });

  it("404 that speaks of the digest: what is no digest at all settles whether the route is there", async () => {
    const place = await standing();
    place.image({ tag: "1.0" });
    const body = JSON.stringify({ errors: [{ code: "MANIFEST_UNKNOWN" }] });
    const refuse = (status: number) => {
      place.sandbox.onRequest = ({ url = "" }) => {
        if (url.includes("/referrers/sha256:")) return { status: 404, body };
        return url.includes("/referrers/not-a-digest") ? { status, body } : undefined;
      };
    };
    refuse(400);
    expect((await place.probe("1.0")).upgrade.capabilities.referrersApi).toMatchObject({
      support: "supported",
      confidence: "medium",
    });
    refuse(404);
    expect((await place.probe("1.0")).upgrade.capabilities.referrersApi.support).toBe("unknown");
  });

  it("400 for a digest that it has, and an answer for another: the API is there", async () => {
    const place = await standing();
    const { digest } = place.image({ tag: "1.0" });
    const refuse = (only: string) => {
      place.sandbox.onRequest = (request) =>
        request.url?.includes(`/referrers/${only}`) ? { status: 400, body: "{}" } : undefined;
    };
    refuse(digest);
    expect((await place.probe("1.0")).upgrade.capabilities.referrersApi?.support).toBe("supported");
    refuse("sha256:");
    expect((await place.probe("1.0")).upgrade.capabilities.referrersApi?.support).toBe("unknown");
  });

  it("an empty repository is asked about a digest of zeros", async () => {
    const place = await standing();
    place.image();
    const probed = await place.probe();
    expect(probed.subject).toBeUndefined();
    expect(probed.notes.join()).toContain("a digest of zeros");
    expect(probed.upgrade.capabilities.referrersApi?.support).toBe("supported");
  });

  it("without a repository the first of the catalog is looked at; without a catalog nothing is guessed", async () => {
    const place = await standing();
    place.image({ tag: "1.0" });
    const probed = await place.probe(undefined, null);
    expect(probed.repository).toBe("library/app");
    expect(probed.notes.join()).toContain("the first of the catalog");
    const closed = await standing({ catalog: false });
    closed.image({ tag: "1.0" });
    const blind = await closed.probe(undefined, null);
    expect(blind.repository).toBeUndefined();
    expect(verdictsOf(blind)).toMatchObject({ catalog: "unsupported", referrersApi: "unknown" });
    expect(blind.upgrade.capabilities.referrersApi?.because).toBe("not-asked");
  });

  it("no status that leaves it open ever becomes 'unsupported', whatever else the answer says", async () => {
    const place = await standing({}, { transport: { retries: 0 } });
    const { digest } = place.image({ tag: "1.0" });
    const status = fc.constantFrom(400, 401, 403, 408, 429, 500, 502, 503, 504, 520);
    const type = fc.constantFrom(
      "text/plain",
      "text/html",
      "application/json",
      "application/vnd.oci.image.index.v1+json",
    );
    const body = fc.constantFrom(
      "",
      "404 page not found",
      "<html></html>",
      '{"errors":[{"code":"UNSUPPORTED"}]}',
      "{}",
    );
    await fc.assert(
      fc.asyncProperty(status, type, body, async (code, contentType, text) => {
        place.sandbox.onRequest = (request) =>
          request.url?.includes("/manifests/1.0") || request.url?.endsWith(`/manifests/${digest}`)
            ? undefined
            : { status: code, headers: { "Content-Type": contentType, "Retry-After": "0" }, body: text };
        const [probed, walked] = [await place.probe("1.0"), await place.explore(digest)];
        for (const { upgrade } of [probed, walked]) {
          const verdicts = Object.values(upgrade.capabilities).map((support) => support?.support);
          expect(verdicts).not.toContain("unsupported");
          expect(upgrade.proposalE.state).toBe("unknown");
        }
        expect(walked.findings.map(({ outcome }) => outcome)).not.toContain("none");
      }),
      { numRuns: 25 },
    );
  });
});

/** docs/figures/verdicts.md; `-u` writes it anew. */
function verdictTable(observed: ReadonlyMap<string, Upgrade>): string {
  const signs = { supported: "yes", unsupported: "no", unknown: "?" };
  const rows = [...observed].map(([id, { capabilities, proposalE, oci11 }]) => {
    const cells = CAPABILITIES.map((name) => signs[capabilities[name].support]);
    return `| ${[id, ...cells, `${proposalE.state}, step ${proposalE.step ?? "?"}`, oci11.state].join(" | ")} |`;
  });
  const heads = ["demo registry", ...CAPABILITIES, "Proposal E, literal", "OCI 1.1"];
  return `# What reading shows of each demo registry

Written by \`lib/discovery/verdicts.integration.test.ts\`, which holds every cell against what the registry's switches
make true: none of the ${observed.size * CAPABILITIES.length} differs. Each verdict was reached by the passive probe over real HTTP, on the stage's first
sample, and cites exchanges that were made. "?" is not known: what only a push shows, what was refused, and what a list
of one page or an empty one cannot show.

| ${heads.join(" | ")} |
|${"---|".repeat(heads.length)}
${rows.join("\n")}
`;
}

function verdictsOf({ upgrade }: Pick<ProbeResult, "upgrade">): Verdicts {
  return Object.fromEntries(CAPABILITIES.map((name) => [name, upgrade.capabilities[name]?.support]));
}
