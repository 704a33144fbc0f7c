// The active probe on every demo registry and on each of their switches: what it finds must be what they say.
import { describe, expect, it } from "vitest";
import { CAPABILITIES, type CapabilityName, type Support } from "#lib/evidence";
import { STAGES, type Switches } from "#lib/sandbox";
import type { Upgrade } from "#lib/upgrade";
import { contentsOf, type Place, placeWith, probePlace } from "../scratch.test-support.ts";
import type { StepId, StepResult } from "./step.ts";

type Word = Support["support"];
type Verdicts = Record<CapabilityName, Word>;

const word = (isSo: boolean): Word => (isSo ? "supported" : "unsupported");

/** Of an empty list only what is said in so many words can be told. */
function filterBy({ artifactTypeFilter, referrersApi }: Switches, filled: boolean): Word {
  if (artifactTypeFilter === "ignored" || referrersApi === "empty") return filled ? "unsupported" : "unknown";
  return "supported";
}

/** The verdicts that the switches make true, of who may push; `unknown` where pushing shows nothing either. */
function expectedBy(switches: Switches): Verdicts {
  const { readOnly, subject, referrersApi: mode } = switches;
  const pushes = (isSo: boolean): Word => (readOnly ? "unknown" : word(isSo));
  const takesSubject = subject === "accepted";
  // Where nothing can be pushed, reading alone tells: a list is a list.
  const hasList = mode === "on" || mode === "400-unknown" || mode === "empty";
  const api: Word = mode === "401-bare" ? "unknown" : word(hasList);
  const filled = !readOnly && takesSubject && hasList;
  return {
    referrersApi: api,
    ociSubjectHeader: takesSubject ? pushes(switches.ociSubjectHeader) : "unknown",
    artifactTypeFilter: api === "supported" ? filterBy(switches, filled) : api,
    pagination:
      api === "unsupported"
        ? "unsupported"
        : filled && switches.referrersPageSize > 0
          ? "supported"
          : "unknown",
    extensionDiscovery: word(switches.extDiscover !== false),
    subjectAccepted: pushes(takesSubject),
    // A manifest with a subject that is refused tells nothing of its type.
    artifactManifest: takesSubject ? pushes(switches.artifactManifest === "accepted") : "unknown",
    ociIndexSubject: pushes(takesSubject && (!hasList || switches.indexSubject)),
    sha512: pushes(switches.sha512),
    conditionalWrites: pushes(switches.conditionalWrites),
    tagListing: readOnly ? "unknown" : word(switches.tagsList),
    catalog: word(switches.catalog),
    // Of an image that could not be pushed its addresses say nothing.
    orasReferrers: pushes(switches.orasApi.length > 0),
  };
}

function verdictsOf({ capabilities }: Upgrade): Verdicts {
  const entries = CAPABILITIES.map((name) => [name, capabilities[name].support] as const);
  return Object.fromEntries(entries) as Verdicts;
}

function outcomes(steps: StepResult[]): Record<StepId, string> {
  return Object.fromEntries(steps.map(({ id, outcome }) => [id, outcome])) as Record<StepId, string>;
}

/** Every claim cites exchanges that were made. */
function expectEvidence(place: Place, steps: StepResult[], upgrade: Upgrade): void {
  const sent = new Set(place.exchanges.map(({ id }) => id));
  for (const { exchanges, outcome, observed } of steps) {
    expect(observed).toBeTruthy();
    if (outcome !== "not-run") expect(exchanges.length).toBeGreaterThan(0);
    expect(exchanges.filter((id) => !sent.has(id))).toEqual([]);
  }
  for (const name of CAPABILITIES) {
    const { because, evidence, reason } = upgrade.capabilities[name];
    expect(reason).toBeTruthy();
    if (because !== "not-asked") expect(evidence.length).toBeGreaterThan(0);
    expect(evidence.filter((id) => !sent.has(id))).toEqual([]);
  }
}

const observed = new Map<string, Upgrade>();

describe("on every demo registry", () => {
  it.each(STAGES)("$id: all thirteen capabilities, both readings, and nothing left", async (stage) => {
    const place = await placeWith(stage.switches);
    const { upgrade, steps, cleaning, notes } = await probePlace(place);
    expect(verdictsOf(upgrade)).toEqual(expectedBy(place.registry.switches));
    const { referrersApi, proposalE, step, oci11 } = stage.truth;
    expect(upgrade).toMatchObject({ proposalE: { state: proposalE, step }, oci11: { state: oci11 } });
    expect(upgrade.capabilities.referrersApi.support).toBe(referrersApi);
    expect(steps.map(({ id }) => id)).toEqual(Array.from({ length: 13 }, (_, i) => `A${i + 1}`));
    expectEvidence(place, steps, upgrade);
    expect(notes).toEqual([]);
    expect(cleaning.left).toEqual([]);
    expect(contentsOf(place.registry)).toEqual([]);
    observed.set(stage.id, upgrade);
  });

  it("the table in the docs is what was observed", async () => {
    await expect(tableOf(observed)).toMatchFileSnapshot("../../../docs/figures/active-verdicts.md");
  });
});

const SIGNS: Record<Word, string> = { supported: "yes", unsupported: "no", unknown: "?" };

function tableOf(all: Map<string, Upgrade>): string {
  const rows = [...all].map(([id, { capabilities, proposalE, oci11 }]) => {
    const cells = CAPABILITIES.map((name) => SIGNS[capabilities[name].support]);
    const step = proposalE.step === null ? "" : `, step ${proposalE.step}`;
    return `| ${[id, ...cells, `${proposalE.state}${step}`, oci11.state].join(" | ")} |`;
  });
  const head = ["demo registry", ...CAPABILITIES, "Proposal E, literal", "OCI 1.1"];
  return `# What pushing shows of each demo registry

Written by \`lib/scratch/probe/active-probe.integration.test.ts\`, which holds every cell against what the registry's
switches make true: none of the ${all.size * CAPABILITIES.length} differs. Each verdict was reached by the active probe over real HTTP, in a scratch
repository that was not there before and was empty after. "?" is not known: a list of one page shows no paging, and
the cache takes no pushes.

| ${head.join(" | ")} |
|${head.map(() => "---").join("|")}|
${rows.join("\n")}
`;
}

describe("each switch alone", () => {
  const TURNED: Partial<Switches>[] = [
    { indexSubject: false },
    { artifactTypeFilter: "ignored" },
    { artifactTypeFilter: "annotation" },
    { referrersPageSize: 1 },
    { subject: "rejected" },
    { subject: "rejected", artifactManifest: "accepted" },
    { artifactManifest: "accepted" },
    { artifactManifest: "415", orasManifest: "415" },
    { orasManifest: "accepted", orasApi: ["ext"] },
    { orasApi: ["v1"], orasListName: "references" },
    { referrersApi: "405" },
    { referrersApi: "406" },
    { referrersApi: "html-404" },
    { referrersApi: "401-bare" },
    { referrersApi: "off", indexSubject: false },
    { referrersContentType: "application/json" },
    { tagsList: false },
    { catalog: false },
    { digestHeader: false },
    { acceptStrict: true, artifactManifest: "accepted" },
    { strictContents: true },
    { monolithicPost: false, anonymousMount: false },
    { namesUnknown: false },
    { sha512: false },
    { conditionalWrites: false },
    { ociSubjectHeader: false },
    { refersField: true },
    { tagDeletes: false },
    { readOnly: true },
    { auth: { kind: "basic", user: "demo", password: "demo" } },
  ];

  it.each(TURNED.map((switches) => [JSON.stringify(switches), switches] as const))(
    "%s",
    async (_, switches) => {
      const place = await placeWith(switches);
      const { upgrade, steps, cleaning } = await probePlace(place);
      expect(verdictsOf(upgrade)).toEqual(expectedBy(place.registry.switches));
      expectEvidence(place, steps, upgrade);
      expect(cleaning.left).toEqual([]);
      expect(contentsOf(place.registry)).toEqual([]);
    },
  );
});

describe("what a step answers", () => {
  const steps = async (switches: Partial<Switches>) => {
    const probed = await probePlace(await placeWith(switches));
    return {
      ...outcomes(probed.steps),
      facts: Object.fromEntries(probed.steps.flatMap(({ facts = [] }) => facts)),
    };
  };

  it("OCI 1.1: listed at once, with all that is pulled up", async () => {
    expect(await steps({})).toMatchObject({
      ...{ A1: "yes", A2: "yes", A3: "yes", A4: "yes", A5: "yes", A6: "yes", A7: "no", A8: "no", A9: "no" },
      ...{ A10: "yes", A11: "yes", A12: "no", A13: "yes" },
      facts: {
        "OCI-Subject": "the subject",
        "listed within": expect.stringMatching(/^\d+ ms$/),
        artifactType: "as in the manifest",
        annotations: "as in the manifest",
        size: "as in the manifest",
        mediaType: "as in the manifest",
        "listed for the missing subject": "yes",
        "If-Match of another image": "refused (412)",
        "If-Match of this image": "written (201)",
        "If-None-Match: *, on a tag that is there": "refused (412)",
      },
    });
  });

  it("Quay: entries of a referrers tag are taken over, whatever their subject", async () => {
    expect(await steps({ referrersApi: "400-unknown" })).toMatchObject({
      A12: "yes",
      facts: { "listed for the missing subject": "it was answered with 400" },
    });
  });

  it("the release candidates: refers is listed, and the artifact manifest hidden from who does not name it", async () => {
    const rc = { refersField: true, artifactManifest: "accepted", acceptStrict: true } as const;
    expect(await steps(rc)).toMatchObject({
      ...{ A7: "yes", A8: "yes" },
      facts: { listed: "yes", "to who names its type": "given", "to who does not": "404" },
    });
  });

  it("deletes off: it says so, and lists all that it leaves", async () => {
    const place = await placeWith({ deletes: false });
    const { steps, cleaning } = await probePlace(place);
    expect(outcomes(steps)).toMatchObject({ A13: "no" });
    const left = cleaning.left.map(({ entry }) => `${entry.kind} ${entry.name}`).sort();
    expect(left).toEqual(contentsOf(place.registry));
    expect(left.length).toBeGreaterThan(10);
  });

  it("an API that lists nothing of what is pushed is not called absent, and not believed either", async () => {
    const place = await placeWith({ indexing: false });
    const { steps, upgrade } = await probePlace(place);
    expect(outcomes(steps)).toMatchObject({ A3: "no", A5: "yes", A7: "unknown" });
    expect(upgrade.capabilities.referrersApi).toMatchObject({ support: "supported", confidence: "low" });
    expect(upgrade.proposalE.note).toContain("low confidence");
  });

  it("an API that is slow to list is waited for, and the latency told", async () => {
    const place = await placeWith();
    let looks = 0;
    place.registry.onRequest = ({ url = "" }) => {
      const isList = /\/referrers\/sha256:(?!0{64})/.test(url);
      const body = JSON.stringify({
        schemaVersion: 2,
        mediaType: "application/vnd.oci.image.index.v1+json",
        manifests: [],
      });
      const headers = { "Content-Type": "application/vnd.oci.image.index.v1+json" };
      return isList && ++looks < 3 ? { status: 200, headers, body } : undefined;
    };
    const { steps, upgrade } = await probePlace(place);
    const [latency] = steps.find(({ id }) => id === "A3")?.facts ?? [];
    expect(latency?.[0]).toBe("listed within");
    expect(Number.parseInt(latency?.[1] ?? "", 10)).toBeGreaterThanOrEqual(50);
    expect(upgrade.capabilities.referrersApi).toMatchObject({ support: "supported", confidence: "high" });
  });
});
