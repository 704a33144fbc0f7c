// notation's two envelopes and Helm's provenance file, whole and damaged.
import { describe, expect, it } from "vitest";
import { FIXTURES, fixtureBytes } from "../fixtures.test-support.ts";
import { facts, inspected, SUBJECT, sources } from "../inspect.test-support.ts";

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const target = { targetArtifact: { mediaType: "m", digest: SUBJECT, size: 7, annotations: { build: "9" } } };
const head = {
  alg: "ES256",
  cty: "application/vnd.cncf.notary.payload.v1+json",
  crit: ["io.cncf.notary.signingScheme"],
  "io.cncf.notary.signingScheme": "notary.x509",
  "io.cncf.notary.signingTime": "2024-01-01T00:00:00Z",
};
const jws = (change: object = {}, protectedChange: object = {}) => ({
  payload: b64(target),
  protected: b64({ ...head, ...protectedChange }),
  header: { x5c: [], "io.cncf.notary.signingAgent": "notation/1" },
  signature: "c2ln",
  ...change,
});

describe("notation in JWS", () => {
  it("says what was signed, and what stands beside", () => {
    const report = inspected(jws());
    expect(report).toMatchObject({
      inspector: "notation-jws",
      kind: "signature",
      title: "notation signature",
      problems: [],
    });
    expect([
      facts(report, "Signed digest"),
      sources(report, "Signed digest"),
      facts(report, "Annotation build"),
    ]).toEqual([[SUBJECT], ["signed"], ["9"]]);
    expect([sources(report, "Signing time"), sources(report, "Agent")]).toEqual([["signed"], ["claimed"]]);
    expect(report.subjects).toEqual([{ digests: [["sha256", "ab".repeat(32)]], source: "signed" }]);
  });

  it.each([
    ["no signature", jws({ signature: "" }), "The envelope carries no signature."],
    ["a header that is no JSON", jws({ protected: "%%" }), "The protected header cannot be read."],
    ["a payload that is no JSON", jws({ payload: "YWJj" }), "The payload names no target artifact."],
    ["a payload of another type", jws({}, { cty: "x" }), "The payload is not of notation's type."],
    [
      "a header that nobody knows",
      jws({}, { crit: ["SomeKey"] }),
      "A critical header is not known here, so the signature must not be accepted: SomeKey.",
    ],
    ["an unreadable certificate", jws({ header: { x5c: ["AAAA"] } }), "The certificate cannot be read."],
    [
      "an unreadable timestamp",
      jws({ header: { "io.cncf.notary.timestampSignature": "AAAA" } }),
      "A timestamp token cannot be read.",
    ],
  ])("with %s says so", (_, envelope, problem) => {
    expect(inspected(envelope).problems).toContain(problem);
  });
});

describe.runIf(FIXTURES)("notation in COSE", () => {
  const bytes = FIXTURES ? fixtureBytes("notation/coseWithTimestamp.sig") : new Uint8Array();

  it("says what was signed", () => {
    const report = inspected(bytes);
    expect(report).toMatchObject({ inspector: "notation-cose", problems: [] });
    expect([sources(report, "Signed digest"), sources(report, "Agent")]).toEqual([["signed"], ["claimed"]]);
  });

  it("cut anywhere keeps what came before, and says where it breaks", () => {
    const half = inspected(bytes.subarray(0, 400));
    expect(facts(half, "Signing scheme")).toEqual(["notary.x509"]);
    expect(half.problems[0]).toMatch(/^The CBOR breaks at byte \d+/);
    expect(half.problems).toContain("The envelope carries no signature.");
    for (let length = 1; length < bytes.length; length += 97) {
      expect(inspected(bytes.subarray(0, length), { mediaType: "application/cose" }).kind).toBe("signature");
    }
  });
});

it("a lone signature that begins as COSE does is not taken for it", () => {
  const bytes = Uint8Array.from([0xd2, 0x31, 0x84, ...Array.from({ length: 61 }, (_, n) => (n * 37) % 256)]);
  expect(inspected(bytes).inspector).toBe("unknown");
  expect(inspected(bytes, { mediaType: "application/cose" }).inspector).toBe("notation-cose");
});

describe("Helm's provenance file", () => {
  const file = (signature: string) => `-----BEGIN PGP SIGNED MESSAGE-----
Hash: SHA512

apiVersion: v2
name: app
version: "1.2.3"
appVersion: 2
- - not a field

...
files:
  app-1.2.3.tgz: sha256:abcd
${signature}`;
  const signed = file(
    "-----BEGIN PGP SIGNATURE-----\nVersion: X\n\nwsBcBAEBCgAQBQJcon2ICRCEO7+YH8GHYgAASEAI\n=YgnR\n-----END PGP SIGNATURE-----\n",
  );

  it("names chart, archive and key", () => {
    const report = inspected(signed);
    expect(report).toMatchObject({
      inspector: "helm-provenance",
      kind: "signature",
      headline: "Signed with PGP: chart app 1.2.3",
      problems: [],
    });
    expect(
      ["Chart", "Version", "App version", "Digest of app-1.2.3.tgz", "PGP key id", "Hash"].flatMap((name) =>
        facts(report, name),
      ),
    ).toEqual(["app", "1.2.3", "2", "sha256:abcd", "843BBF981FC18762", "SHA512"]);
    expect(sources(report, "Chart")).toEqual(["signed"]);
    expect(report.subjects).toEqual([
      { name: "app-1.2.3.tgz", digests: [["sha256", "abcd"]], source: "signed" },
    ]);
  });

  it.each([
    ["without a signature", file(""), "claimed"],
    ["whose signature does not end", file("-----BEGIN PGP SIGNATURE-----\n\nwsBc"), "claimed"],
  ])("%s only claims", (_, text, source) => {
    const report = inspected(text);
    expect(sources(report, "Chart")).toEqual([source]);
    expect(report.problems).toEqual(["It carries no PGP signature that could be read."]);
  });

  it("cut at its start says that it names nothing", () => {
    expect(inspected("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256").problems).toEqual([
      "It names no file.",
      "It carries no PGP signature that could be read.",
    ]);
  });

  it("made to hang a careless pattern is read at once", () => {
    const began = performance.now();
    inspected(file(`${" ".repeat(500_000)}\n-----BEGIN PGP SIGNATURE-----\n${" \n".repeat(200_000)}`));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
