// Ten thousand changed documents, and a thousand changed artifacts: every reader ends in a report, soon, and with nothing in it that it must not hold.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeSection } from "./figures.test-support.ts";
import { FIXTURES, fixtureBytes, TOOLS } from "./fixtures.test-support.ts";
import { changed, changes } from "./fuzz.test-support.ts";
import { type Artifact, inspectArtifact, inspectDocument, type Report, reportSchema } from "./index.ts";
import { artifactOf, envelopeOf, SUBJECT, statementOf } from "./inspect.test-support.ts";
import { LIMITS } from "./limits.ts";
import { OWN_FAULT } from "./read-document.ts";

const ROUNDS = 10_000;
/** Of a round, under whatever else the machine does. */
const BOUND_MS = 5000;
const BOUND_MIB = 32;
/** Larger files are as good as small ones at finding faults, and cost a hundred times as much. */
const LARGE = 100_000;

const MEDIA_TYPES = [
  "",
  "application/json",
  "application/vnd.cyclonedx+json",
  "application/spdx+json",
  "application/vnd.dsse.envelope.v1+json",
  "application/jose+json",
  "application/cose",
  "application/vnd.dev.cosign.simplesigning.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "text/spdx",
  "application/octet-stream",
];
/** One of each way in which an artifact carries a document. */
const ARTIFACTS = {
  SPDX: artifactOf({
    artifactType: "application/spdx+json",
    subject: SUBJECT,
    layers: [
      { type: "application/spdx+json", content: { spdxVersion: "SPDX-2.3", packages: [{ name: "a" }] } },
    ],
  }),
  DSSE: artifactOf({
    config: "application/vnd.oci.image.config.v1+json",
    layers: [
      {
        type: "application/vnd.dsse.envelope.v1+json",
        content: envelopeOf(statementOf("https://slsa.dev/provenance/v1", { buildDefinition: {} })),
      },
    ],
  }),
  SIGNATURE: artifactOf({
    config: "application/vnd.oci.image.config.v1+json",
    layers: [
      {
        type: "application/vnd.dev.cosign.simplesigning.v1+json",
        content: {
          critical: {
            identity: {},
            image: { "docker-manifest-digest": SUBJECT },
            type: "cosign container image signature",
          },
          optional: null,
        },
        annotations: {
          "dev.cosignproject.cosign/signature": "c2ln",
          "dev.sigstore.cosign/bundle": '{"Payload":{"logIndex":1}}',
        },
      },
    ],
  }),
  NOTATION: artifactOf({
    artifactType: "application/vnd.cncf.notary.signature",
    subject: SUBJECT,
    layers: [
      {
        type: "application/jose+json",
        content: { payload: "e30", protected: "e30", header: {}, signature: "eA" },
      },
    ],
  }),
};

/** None of these may be in what is shown as one line. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;

const seen = new Map<string, number>();

/** MiB that the heap holds once what nobody needs is collected. */
function retained(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

describe.skipIf(!FIXTURES)("changed documents", () => {
  const documents = (FIXTURES ?? []).map(({ file }) => ({ file, bytes: fixtureBytes(file) }));
  const small = documents.filter(({ bytes }) => bytes.length <= LARGE);
  const large = documents.filter(({ bytes }) => bytes.length > LARGE);
  const took: number[] = [];

  it(`end in a report, ${ROUNDS} times`, () => {
    const before = retained();
    const document = fc.oneof(
      { weight: 99, arbitrary: fc.constantFrom(...small) },
      { weight: 1, arbitrary: fc.constantFrom(...large) },
    );
    fc.assert(
      fc.property(document, changes, fc.constantFrom(...MEDIA_TYPES), ({ bytes }, all, mediaType) => {
        const broken = changed(bytes, all);
        const began = performance.now();
        const reports = inspectDocument({ bytes: broken, mediaType }, TOOLS);
        took.push(performance.now() - began);
        expect(took.at(-1)).toBeLessThan(BOUND_MS);
        expect(reports.length).toBeGreaterThan(0);
        for (const report of reports) check(report);
      }),
      { numRuns: ROUNDS },
    );
    const grown = retained() - before;
    expect(took.length).toBeGreaterThanOrEqual(ROUNDS);
    expect(grown).toBeLessThan(BOUND_MIB);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    writeFigures(grown);
  }, 900_000);

  function writeFigures(grown: number): void {
    took.sort((a, b) => a - b);
    const at = (share: number) => (took[Math.floor((took.length - 1) * share)] ?? 0).toFixed(1);
    const rows = [...seen].sort(([, a], [, b]) => b - a).map(([name, count]) => `| ${name} | ${count} |`);
    writeSection(
      "Changed documents",
      `Measured by \`lib/inspect/fuzz.test.ts\`: each of ${took.length} rounds takes one of ${documents.length} real files, changes it in one to four
places (bytes flipped, cut, dropped, repeated or inserted; values in its JSON, or in the JSON of its payload, replaced,
removed or renamed), gives it one of ${MEDIA_TYPES.length} media types, and reads it. A throw, a fault of ours that was caught, a control or
direction character in what is shown, a round of more than ${BOUND_MS} ms or more than ${BOUND_MIB} MiB that stay on the heap fails the test;
what a single document may take is measured above.
\`UPDATE_FIGURES=1 npx vitest run --project unit lib/inspect/fuzz\` writes this section anew.

| rounds | throws | median | 99 of 100 | longest | stays on the heap |
| --- | --- | --- | --- | --- | --- |
| ${took.length} | 0 | ${at(0.5)} ms | ${at(0.99)} ms | ${at(1)} ms | ${Math.max(0, grown).toFixed(0)} MiB |

| outermost reader | reports |
| --- | --- |
${rows.join("\n")}`,
    );
  }
});

describe("changed artifacts", () => {
  const { SPDX, DSSE, SIGNATURE, NOTATION } = ARTIFACTS;

  it("end in a report for each layer, whichever of its parts was changed", () => {
    const artifact = fc.constantFrom(SPDX, DSSE, SIGNATURE, NOTATION);
    fc.assert(
      fc.property(artifact, changes, fc.boolean(), ({ manifest, descriptor, blobs }, all, isLayer) => {
        const broken = isLayer
          ? {
              manifest,
              descriptor,
              blobs: blobs.map((blob) =>
                "bytes" in blob ? { ...blob, bytes: changed(blob.bytes, all) } : blob,
              ),
            }
          : { manifest: changed(manifest, all), descriptor, blobs };
        const reports = inspectArtifact(broken, TOOLS);
        expect(reports.length).toBeGreaterThan(0);
        for (const report of reports) check(report);
        if (isLayer)
          expect(reports.some(({ problems }) => problems.length > 0) || same(broken.blobs, blobs)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  }, 300_000);
});

/** A layer that is not what its digest names is told. */
function same(one: Artifact["blobs"], other: Artifact["blobs"]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function check(report: Report): void {
  seen.set(report.inspector, (seen.get(report.inspector) ?? 0) + 1);
  expect(report.problems).not.toContain(OWN_FAULT);
  expect(report.facts.length).toBeLessThanOrEqual(LIMITS.facts);
  expect([report.title, report.headline].every((text) => text !== "" && !UNSHOWN.test(text))).toBe(true);
  expect(report.facts.filter(({ name, value }) => UNSHOWN.test(name) || UNSHOWN.test(value))).toEqual([]);
  expect(report.problems.filter((problem) => UNSHOWN.test(problem))).toEqual([]);
  for (const { rows, columns } of report.tables) {
    expect(rows.every((row) => row.length <= columns.length)).toBe(true);
    expect(
      rows
        .slice(0, 100)
        .flat()
        .some((cell) => typeof cell === "string" && UNSHOWN.test(cell)),
    ).toBe(false);
  }
  if (report.tables.every(({ rows }) => rows.length < 100))
    expect(reportSchema.safeParse(report).error).toBeUndefined();
}
