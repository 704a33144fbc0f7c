import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAPABILITIES, type Support } from "#lib/evidence";
import { type AssessInput, assess } from "./assess.ts";
import { STATE_ROWS, STEP_ROWS } from "./decision-table.ts";
import { upgradeSchema } from "./shapes.ts";
import { notAsked, supported, unknownBecause, unknownCapabilities, unsupported } from "./verdicts.ts";

const yes = supported("told", ["x1"]);
const no = unsupported("refused", ["x2"]);
const denied = unknownBecause("denied", "401 for the referrers API", ["x3"]);

type Given = {
  api?: Support;
  manifest?: Support;
  subject?: Support;
  header?: Support;
  gap?: string[];
  digestTags?: number;
  compared?: number;
};

function given({ api, manifest, subject, header, gap, digestTags = 0, compared }: Given): AssessInput {
  const rest = unknownCapabilities("needs a push");
  return {
    registry: "registry.example",
    capabilities: {
      ...rest,
      referrersApi: api ?? rest.referrersApi,
      artifactManifest: manifest ?? rest.artifactManifest,
      subjectAccepted: subject ?? rest.subjectAccepted,
      ociSubjectHeader: header ?? rest.ociSubjectHeader,
    },
    ...(gap ? { reindexGap: gap } : {}),
    tagEvidence: { digestTags, compared },
  };
}

describe("the decision table, row by row", () => {
  test.each<[string, Given, string, 1 | 2 | 3 | null, string]>([
    ["API not asked", {}, "unknown", null, "unknown"],
    [
      "API denied, all else proven",
      { api: denied, manifest: yes, subject: yes, header: yes, digestTags: 9 },
      "unknown",
      null,
      "unknown",
    ],
    [
      "API rate-limited",
      { api: unknownBecause("rate-limited", "429", []), manifest: no },
      "unknown",
      null,
      "unknown",
    ],
    ["API failed", { api: unknownBecause("failed", "503", []), header: yes }, "unknown", null, "unknown"],
    ["no API, nothing else known", { api: no }, "bicycle", null, "tag-schema"],
    ["no API, artifact manifest refused", { api: no, manifest: no }, "bicycle", null, "tag-schema"],
    ["no API, subject accepted", { api: no, subject: yes }, "bicycle", 1, "tag-schema"],
    ["no API, digest tags seen", { api: no, digestTags: 1 }, "bicycle", 1, "tag-schema"],
    ["no API, artifact manifest accepted", { api: no, manifest: yes, subject: yes }, "bicycle", 1, "anomaly"],
    ["no API, header sent", { api: no, header: yes, subject: yes }, "bicycle", 2, "tag-schema"],
    [
      "no API, subject refused",
      { api: no, subject: no, digestTags: 3 },
      "not-representable",
      null,
      "anomaly",
    ],
    ["API, artifact manifest accepted", { api: yes, manifest: yes }, "motorcycle", 3, "rc-era"],
    ["API, artifact manifest refused", { api: yes, manifest: no }, "not-representable", 3, "complete"],
    ["API, artifact manifest not tried", { api: yes }, "motorcycle", 3, "complete-passive"],
    ["API, artifact manifest denied", { api: yes, manifest: denied }, "motorcycle", 3, "complete-passive"],
    ["API, subject refused", { api: yes, subject: no, manifest: no }, "not-representable", null, "anomaly"],
  ])("%s", (_, facts, proposalE, step, oci11) => {
    const upgrade = assess(given(facts));
    expect(upgrade.proposalE).toMatchObject({ state: proposalE, step });
    expect(upgrade.oci11.state).toBe(oci11);
    expect(upgradeSchema.parse(upgrade)).toEqual(upgrade);
  });

  test("every row can be reached", () => {
    const facts = fc.sample(anyFacts(), { numRuns: 3000, seed: 7 }).map((input) => assess(input));
    const notes = facts.flatMap(({ proposalE, oci11 }) => [proposalE.note, oci11.note]).join("\n");
    const unreached = [
      ...STATE_ROWS.map((row) => row.oci11.note),
      ...STEP_ROWS.map((row) => row.note),
    ].filter((note) => !notes.includes(note));
    expect(unreached).toEqual([]);
  });
});

describe("notes say what the state leaves out", () => {
  test.each<[string, Given, RegExp]>([
    ["header without API", { api: no, header: yes }, /step 2 suspected, unsafe/],
    ["gap", { api: yes, gap: ["sha256:a"] }, /step 3, re-index gap/],
    [
      "compared, no gap",
      { api: yes, gap: [], compared: 4 },
      /step 3, final: all that was compared of referrers tags is in the API/,
    ],
    [
      "nothing to compare",
      { api: yes, gap: [], compared: 0 },
      /this verdict held no referrers tag .* re-indexing is not shown/,
    ],
    ["not compared", { api: yes }, /re-indexing is not shown/],
    [
      "manifest not tried",
      { api: yes },
      /Motorcycle by its API; whether it takes the new manifest is not known/,
    ],
    ["why unknown", { api: denied }, /not known; 401 for the referrers API;/],
    ["weak evidence", { api: unsupported("405.", ["x1"], "low") }, /low confidence: 405; /],
  ])("%s", (_, facts, note) => {
    expect(assess(given(facts)).proposalE.note).toMatch(note);
  });

  test("a registry with the API and no OCI-Subject makes clients go on with tags", () => {
    expect(assess(given({ api: yes, header: no })).oci11.note).toMatch(/no OCI-Subject/);
  });

  test("the gap is handed on as it was given, and only then", () => {
    expect(assess(given({ api: yes, gap: ["sha256:a"] })).reindexGap).toEqual(["sha256:a"]);
    expect(assess(given({ api: yes }))).not.toHaveProperty("reindexGap");
  });
});

describe("nothing is concluded from an unknown", () => {
  test("no input with the API unknown ever becomes a bicycle, a motorcycle or a step", () => {
    fc.assert(
      fc.property(anyFacts(), (input) => {
        const { proposalE, oci11 } = assess(input);
        if (input.capabilities.referrersApi.support !== "unknown") return;
        expect([proposalE.state, proposalE.step, oci11.state]).toEqual(["unknown", null, "unknown"]);
      }),
    );
  });

  test("motorcycle only with the API proven and no manifest refused, bicycle only with the API proven absent", () => {
    fc.assert(
      fc.property(anyFacts(), (input) => {
        const { state } = assess(input).proposalE;
        const { referrersApi, artifactManifest } = input.capabilities;
        if (state === "motorcycle") {
          expect(referrersApi.support).toBe("supported");
          expect(artifactManifest.support).not.toBe("unsupported");
        }
        if (state === "bicycle") expect(referrersApi.support).toBe("unsupported");
      }),
    );
  });

  test("the nine capabilities that no row names change nothing", () => {
    const inert = CAPABILITIES.filter(
      (name) => !["referrersApi", "artifactManifest", "subjectAccepted", "ociSubjectHeader"].includes(name),
    );
    fc.assert(
      fc.property(anyFacts(), fc.constantFrom(...inert), anySupport(), (input, name, support) => {
        const { proposalE, oci11 } = assess({
          ...input,
          capabilities: { ...input.capabilities, [name]: support },
        });
        expect({ proposalE, oci11 }).toEqual(
          (({ proposalE, oci11 }) => ({ proposalE, oci11 }))(assess(input)),
        );
      }),
    );
  });
});

function anySupport(): fc.Arbitrary<Support> {
  return fc.constantFrom(yes, no, denied, notAsked("needs a push"), unsupported("406", ["x4"], "low"));
}

function anyFacts(): fc.Arbitrary<AssessInput> {
  return fc
    .record({
      api: anySupport(),
      manifest: anySupport(),
      subject: anySupport(),
      header: anySupport(),
      gap: fc.constantFrom<(string[] | undefined)[]>(undefined, [], ["sha256:a"]),
      digestTags: fc.constantFrom(0, 2),
      compared: fc.constantFrom(undefined, 0, 3),
    })
    .map(given);
}
