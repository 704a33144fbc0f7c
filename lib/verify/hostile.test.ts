// What only somebody with bad intent sends: each is refused for what it is, soon, and with nothing left behind.
import { describe, expect, it } from "vitest";
import type { Verification } from "#lib/evidence";
import { BUNDLE, BUNDLE_ABOUT, type Bundle, changedBundle, demoTrust, SIGNER } from "./demo.test-support.ts";
import { resultOf, verified } from "./fixtures.test-support.ts";
import { LIMITS } from "./limits.ts";
import { isLoggedFor } from "./sigstore/log-signer.ts";

async function ask(bytes: Buffer, mediaType = BUNDLE.layer.mediaType): Promise<Verification> {
  const trust = await demoTrust({ identities: [{ name: "rule", scope: [], ...SIGNER }] });
  const began = performance.now();
  const verification = await verified({ bytes, about: BUNDLE_ABOUT, trust, layer: { mediaType } });
  expect(performance.now() - began).toBeLessThan(5000);
  return verification;
}

const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const material = (bundle: Bundle): Bundle => bundle.verificationMaterial;

/** DER of octet strings within each other. */
function nested(levels: number): string {
  let der = Buffer.from([0x05, 0x00]);
  for (let at = 0; at < levels; at++) {
    const { length } = der;
    const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
    der = Buffer.concat([Buffer.from([0x30, ...head]), der]);
  }
  return der.toString("base64");
}

describe("a bundle with too much of a thing", () => {
  it.each<[string, (bundle: Bundle) => void]>([
    ["log entries", (b) => (material(b).tlogEntries = many(1000, material(b).tlogEntries[0]))],
    ["hashes in a proof", (b) => (material(b).tlogEntries[0].inclusionProof.hashes = many(10_000, "AAAA"))],
    [
      "bytes in a log entry",
      (b) => (material(b).tlogEntries[0].canonicalizedBody = "A".repeat(2 * LIMITS.logBody)),
    ],
    [
      "timestamps",
      (b) => {
        const { rfc3161Timestamps: stamps } = material(b).timestampVerificationData;
        material(b).timestampVerificationData.rfc3161Timestamps = many(1000, stamps[0]);
      },
    ],
    [
      "certificates",
      (b) => {
        b.mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.2";
        const { certificate } = material(b);
        delete material(b).certificate;
        material(b).x509CertificateChain = { certificates: many(1000, certificate) };
      },
    ],
    [
      "bytes in a certificate",
      (b) => (material(b).certificate.rawBytes = "A".repeat(4 * LIMITS.certificate)),
    ],
    ["bytes in a signature", (b) => (b.dsseEnvelope.signatures[0].sig = "A".repeat(4 * LIMITS.signature))],
    [
      "bytes in a timestamp",
      (b) => {
        const [stamp] = material(b).timestampVerificationData.rfc3161Timestamps;
        stamp.signedTimestamp = "A".repeat(4 * LIMITS.timestamp);
      },
    ],
  ])("%s", async (_, change) => {
    const { state, reason } = await ask(changedBundle(change));
    expect([state, reason]).toEqual(["error", expect.stringMatching(/more .* than any signature needs/)]);
  });

  it("the same entry twice is still one", async () => {
    const twice = changedBundle((b) => material(b).tlogEntries.push(material(b).tlogEntries[0]));
    expect((await ask(twice)).state).toBe("verified");
  });
});

describe("a bundle that is none", () => {
  it.each<[string, (bundle: Bundle) => void, string]>([
    ["a certificate that is deep", (b) => (material(b).certificate.rawBytes = nested(500)), "error"],
    ["a certificate that is a text", (b) => (material(b).certificate.rawBytes = "aGVsbG8="), "error"],
    ["a certificate that is a number", (b) => (material(b).certificate.rawBytes = 7), "error"],
    ["an envelope beside a message", (b) => (b.messageSignature = { signature: "AA==" }), "error"],
    [
      "a payload with blanks in its base64",
      (b) =>
        (b.dsseEnvelope.payload = `${b.dsseEnvelope.payload.slice(0, 40)} ${b.dsseEnvelope.payload.slice(40)}`),
      "error",
    ],
    [
      "another version",
      (b) => (b.mediaType = "application/vnd.dev.sigstore.bundle.v9.9+json"),
      "unverifiable-no-material",
    ],
    ["no version", (b) => delete b.mediaType, "unverifiable-no-material"],
    [
      "a time beyond all times",
      (b) => (material(b).tlogEntries[0].integratedTime = "9".repeat(30)),
      "invalid",
    ],
    ["a time before all times", (b) => (material(b).tlogEntries[0].integratedTime = "-1"), "invalid"],
    [
      "an index that is no number",
      (b) => (material(b).tlogEntries[0].inclusionProof.logIndex = "x"),
      "invalid",
    ],
    [
      "a short signature of the checkpoint",
      (b) =>
        (material(b).tlogEntries[0].inclusionProof.checkpoint.envelope = "a\n1\nAA==\n\n\u2014 a AA==\n"),
      "invalid",
    ],
    [
      "a log entry that is no JSON",
      (b) => (material(b).tlogEntries[0].canonicalizedBody = "e3t7"),
      "invalid",
    ],
  ])("%s", async (_, change, state) => {
    const found = await ask(changedBundle(change));
    expect(found.state, found.reason).toBe(state);
    expect(found.reason).not.toMatch(/Refscope failed/);
  });

  it("keys named __proto__ and constructor mean nothing", async () => {
    const text = BUNDLE.bytes
      .toString()
      .replace("{", '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},');
    expect((await ask(Buffer.from(text))).state).toBe("verified");
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    const inherited = `{"__proto__":${BUNDLE.bytes.toString()}}`;
    expect((await ask(Buffer.from(inherited))).state).toBe("error");
  });

  it("brackets without end are no signature", async () => {
    expect((await ask(Buffer.from("[".repeat(1_000_000)))).state).toBe("error");
    expect((await ask(Buffer.from(`{"a":${"[".repeat(1_000_000)}`))).state).toBe("error");
  });
});

describe("a log entry", () => {
  const certificate = Buffer.from(
    JSON.parse(BUNDLE.bytes.toString()).verificationMaterial.certificate.rawBytes,
    "base64",
  );
  const pem = Buffer.from(
    `-----BEGIN CERTIFICATE-----\n${certificate.toString("base64")}\n-----END CERTIFICATE-----\n`,
  );
  const entry = (verifier: Buffer) => ({ spec: { signatures: [{ verifier: verifier.toString("base64") }] } });

  it("is for the certificate that it holds, alone or first in a chain", () => {
    expect(isLoggedFor(entry(pem), { certificate })).toBe(true);
    expect(isLoggedFor(entry(Buffer.concat([pem, pem])), { certificate })).toBe(true);
  });

  it("is for nobody where it names nobody, another, or somebody besides", () => {
    const other = Buffer.from(certificate);
    other[other.length - 1] = (other.at(-1) ?? 0) ^ 1;
    expect(isLoggedFor(entry(pem), { certificate: other })).toBe(false);
    expect(isLoggedFor({ spec: { signatures: [] } }, { certificate })).toBe(false);
    expect(isLoggedFor(entry(Buffer.from("x")), { certificate })).toBe(false);
    expect(isLoggedFor(null, { certificate })).toBe(false);
  });
});

describe("a timestamp", () => {
  it("of an authority that no root has is left out, and said", async () => {
    const trust = await demoTrust();
    const [root, ...more] = trust.roots;
    const roots = root
      ? [{ ...root, material: { ...root.material, timestampAuthorities: [] } }, ...more]
      : [];
    const verification = await verified({
      bytes: BUNDLE.bytes,
      about: BUNDLE_ABOUT,
      trust: { ...trust, roots },
    });
    expect(verification.state, verification.reason).toBe("valid-identity-unchecked");
    expect(resultOf(verification, "trusted-time")).toBe("passed");
    expect(verification.checks.find(({ name }) => name === "trusted-time")?.detail).toMatch(
      /authority that is in no trust root/,
    );
  });
});
