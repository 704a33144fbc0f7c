// Bundles, envelopes, simplesigning and the statements in them: what is signed, what is only claimed, what is wrong.
import { describe, expect, it } from "vitest";
import {
  envelopeOf,
  facts,
  inspected,
  inspectedArtifact,
  rows,
  SUBJECT,
  sources,
  statementOf,
} from "../inspect.test-support.ts";

const SLSA = "https://slsa.dev/provenance/v1";
const PROVENANCE = {
  buildDefinition: { buildType: "t" },
  runDetails: { builder: { id: "https://b.example" } },
};
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

describe("in-toto statements", () => {
  it.each(["https://in-toto.io/Statement/v0.1", "https://in-toto.io/Statement/v1"])("%s", (_type) => {
    const report = inspected({ ...statementOf(SLSA, PROVENANCE), _type });
    expect(report).toMatchObject({ inspector: "statement", kind: "provenance", problems: [] });
    expect(facts(report, "Subject digest")).toEqual([SUBJECT]);
    expect(report.subjects).toEqual([
      { name: "registry.example/app", digests: [["sha256", "ab".repeat(32)]], source: "claimed" },
    ]);
  });

  it("of another version are read, and doubted", () => {
    const report = inspected({ ...statementOf(SLSA, PROVENANCE), _type: "https://in-toto.io/Statement/v9" });
    expect(facts(report, "Builder")).toEqual(["https://b.example"]);
    expect(report.problems).toEqual(["The statement's type is neither v0.1 nor v1 of in-toto's."]);
  });

  it("without a type are read, and doubted", () => {
    const { _type, ...rest } = statementOf(SLSA, PROVENANCE);
    expect(inspected(rest).problems).toEqual(["The statement's type is neither v0.1 nor v1 of in-toto's."]);
    expect(facts(inspected(rest), "Builder")).toEqual(["https://b.example"]);
  });

  it("without subjects or predicate say so", () => {
    const report = inspected({ _type: "https://in-toto.io/Statement/v1", predicateType: SLSA });
    expect(report.problems).toEqual([
      "The statement has no predicate that could be read.",
      "The statement names no subject: it is about nothing.",
    ]);
  });

  it("of unknown predicates are shown field by field", () => {
    const report = inspected(
      statementOf("https://acme.example/review/v1", { reviewer: { name: "x" }, marks: [1, 2] }),
    );
    expect(report).toMatchObject({ kind: "attestation", title: "https://acme.example/review/v1" });
    expect(rows(report, "predicate")).toEqual([
      { field: "reviewer.name", value: "x" },
      { field: "marks[0]", value: 1 },
      { field: "marks[1]", value: 2 },
    ]);
  });
});

describe("DSSE envelopes", () => {
  it("make what is in them signed, when there is a signature", () => {
    const report = inspected(envelopeOf(statementOf(SLSA, PROVENANCE)));
    expect(report).toMatchObject({ inspector: "dsse", kind: "provenance", problems: [] });
    expect(sources(report, "Builder")).toEqual(["signed"]);
    expect(sources(report, "Signatures")).toEqual(["claimed"]);
    expect(report.subjects[0]?.source).toBe("signed");
    expect(report.tables.find(({ id }) => id === "subjects")?.source).toBe("signed");
    expect(report.raw.map(({ title }) => title)).toEqual(["document", "payload"]);
  });

  it.each([
    ["without signatures", { signatures: [] }],
    ["with an empty one", { signatures: [{ keyid: "x", sig: "" }] }],
  ])("%s leave it claimed", (_, change) => {
    const report = inspected({ ...envelopeOf(statementOf(SLSA, PROVENANCE)), ...change });
    expect(sources(report, "Builder")).toEqual(["claimed"]);
    expect(report.problems).toEqual(["The envelope carries no signature: what it says is a claim."]);
  });

  it("of two signatures show both keys", () => {
    const signatures = [
      { keyid: "one", sig: "eA==" },
      { keyid: "two", sig: "eQ==" },
    ];
    const report = inspected({ ...envelopeOf(statementOf(SLSA, PROVENANCE)), signatures });
    expect([facts(report, "Signatures"), facts(report, "Key id")]).toEqual([["2"], ["one", "two"]]);
  });

  it("with a payload of another type, or none, say so", () => {
    const other = inspected({ ...envelopeOf({ a: 1 }), payloadType: "text/x" });
    expect(other.problems[0]).toBe('The payload is of type "text/x", not an in-toto statement.');
    const broken = inspected({ ...envelopeOf({}), payload: "%%%" });
    expect(broken.problems).toContain("The payload is not base64.");
    expect(broken.headline).toBe("An envelope without a payload that can be read");
  });

  it("in URL-safe base64 are read alike", () => {
    const envelope = envelopeOf(statementOf(SLSA, { ...PROVENANCE, x: "~~~???>>>" }));
    const payload = envelope.payload.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    expect(facts(inspected({ ...envelope, payload }), "Builder")).toEqual(["https://b.example"]);
  });

  it("show what a cut payload still says", () => {
    const cut = JSON.stringify(statementOf(SLSA, { ...PROVENANCE, zz: "never read" })).slice(0, -20);
    const report = inspected(envelopeOf(cut));
    expect(facts(report, "Builder")).toEqual(["https://b.example"]);
    expect(report.problems[0]).toMatch(
      /^In the payload: The JSON was read up to line 1, column \d+: it ends there/,
    );
  });
});

describe("sigstore bundles", () => {
  const material = { publicKey: { hint: "k1" }, tlogEntries: [] };

  it("over a message name a digest", () => {
    const messageSignature = { messageDigest: { algorithm: "SHA2_256", digest: "q83v" }, signature: "c2ln" };
    const report = inspected({ mediaType: BUNDLE, verificationMaterial: material, messageSignature });
    expect(report).toMatchObject({
      kind: "signature",
      headline: "A signature that names the key k1",
      problems: [],
    });
    expect(facts(report, "Digest of what was signed")).toEqual(["sha256:abcdef"]);
    expect(report.subjects).toEqual([{ digests: [["sha256", "abcdef"]], source: "claimed" }]);
  });

  it("over an envelope are what the statement in it is", () => {
    const dsseEnvelope = envelopeOf(statementOf("https://sigstore.dev/cosign/sign/v1", {}));
    const report = inspected({ mediaType: BUNDLE, verificationMaterial: material, dsseEnvelope });
    expect(report).toMatchObject({ inspector: "sigstore-bundle", kind: "signature", title: "cosign bundle" });
  });

  it.each([
    ["application/vnd.dev.sigstore.bundle+json;version=0.1", 0],
    ["application/vnd.dev.sigstore.bundle+json;version=0.2", 0],
    ["application/vnd.dev.sigstore.bundle+json;version=0.3", 0],
    [BUNDLE, 0],
    ["application/vnd.dev.sigstore.bundle+json;version=0.9", 1],
    ["application/vnd.dev.sigstore.bundle.v0.4+json", 1],
  ])("of type %s are read, with %i doubts", (mediaType, doubts) => {
    const report = inspected({
      mediaType,
      verificationMaterial: material,
      dsseEnvelope: envelopeOf(statementOf(SLSA, PROVENANCE)),
    });
    expect(facts(report, "Builder")).toEqual(["https://b.example"]);
    expect(report.problems).toHaveLength(doubts);
  });

  it("with both kinds of content, or none, or an unreadable certificate, say so", () => {
    const both = {
      mediaType: BUNDLE,
      messageSignature: {},
      dsseEnvelope: envelopeOf({}),
      verificationMaterial: {},
    };
    expect(inspected(both).problems).toContain("The bundle holds both an envelope and a message signature.");
    const none = inspected({
      mediaType: BUNDLE,
      verificationMaterial: { certificate: { rawBytes: "AAAA" } },
    });
    expect(none.problems).toContain("The certificate cannot be read.");
    expect(none.headline).toBe("A bundle without content");
  });

  it("have log entries with times that are none", () => {
    const tlogEntries = [
      { logIndex: "7", integratedTime: "99999999999999999", kindVersion: { kind: "dsse" } },
    ];
    const report = inspected({ mediaType: BUNDLE, verificationMaterial: { ...material, tlogEntries } });
    expect(facts(report, "Log index")).toEqual(["7"]);
    expect(report.problems).toContain("The log's time is no time.");
  });
});

describe("cosign's signatures of old", () => {
  const payload = {
    critical: {
      identity: { "docker-reference": "registry.example/app" },
      image: { "docker-manifest-digest": SUBJECT },
      type: "cosign container image signature",
    },
    optional: { creator: "me" },
  };
  const type = "application/vnd.dev.cosign.simplesigning.v1+json";
  const config = "application/vnd.oci.image.config.v1+json";
  const annotations = { "dev.cosignproject.cosign/signature": "c2ln" };

  it("are one a layer, signed by what the layer's annotations hold", () => {
    const [first, second, ...more] = inspectedArtifact({
      config,
      layers: [
        { type, content: payload, annotations },
        { type, content: payload, annotations: { ...annotations, "dev.sigstore.cosign/bundle": "{" } },
      ],
    });
    expect(more).toEqual([]);
    expect(first).toMatchObject({ kind: "signature", title: "cosign signature", problems: [] });
    expect(first?.headline).toBe("A signature that names no signer: a key made it");
    expect([facts(first, "Signed digest"), sources(first, "Signed digest")]).toEqual([[SUBJECT], ["signed"]]);
    expect(facts(first, "Annotation creator")).toEqual(["me"]);
    expect(second?.problems).toEqual(["The annotation dev.sigstore.cosign/bundle is not a JSON object."]);
  });

  it("whose payload was not fetched are still signatures", () => {
    const [report] = inspectedArtifact({ config, layers: [{ type, annotations }] });
    expect(report).toMatchObject({ kind: "signature", title: "cosign signature" });
    expect(report?.problems).toEqual([
      "Its content could not be read: it was not fetched. What is shown comes from the manifest.",
    ]);
  });

  it("alone, as a file, are a payload and no signature", () => {
    const report = inspected(payload);
    expect(report.headline).toBe("A payload for a signature, without the signature");
    expect(sources(report, "Signed digest")).toEqual(["claimed"]);
  });

  it("of another type are doubted", () => {
    const odd = { critical: { ...payload.critical, type: "x" } };
    expect(inspected(odd).problems).toEqual(["The payload's type is none that cosign writes."]);
  });
});
