// Valid bundles, changed in 25 ways: none of them is verified any more, and no signer is named as one who signed.
import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import type { Verification } from "#lib/evidence";
import {
  BUNDLE,
  BUNDLE_ABOUT,
  type Bundle,
  changedBundle,
  DEMO_LAYERS,
  demoTrust,
  SIGNER,
} from "./demo.test-support.ts";
import { firstSubject, fixture, HAS_FIXTURES, verified } from "./fixtures.test-support.ts";

const PAGE = new URL("../../docs/figures/mutations.md", import.meta.url);

/** The same kind of entry of another bundle. */
const other: Bundle = JSON.parse(
  DEMO_LAYERS.find(
    ({ layer, bytes }) =>
      layer.mediaType === BUNDLE.layer.mediaType &&
      bytes.includes("dsseEnvelope") &&
      !bytes.equals(BUNDLE.bytes),
  )?.bytes.toString() ?? "",
);

function inPayload(bundle: Bundle, change: (statement: Bundle) => void): void {
  const statement = JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, "base64").toString());
  change(statement);
  bundle.dsseEnvelope.payload = Buffer.from(JSON.stringify(statement)).toString("base64");
}

function flipped(base64: string, at: number): string {
  const bytes = Buffer.from(base64, "base64");
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  return bytes.toString("base64");
}

const entry = (bundle: Bundle): Bundle => bundle.verificationMaterial.tlogEntries[0];
const stamp = (bundle: Bundle): Bundle =>
  bundle.verificationMaterial.timestampVerificationData.rfc3161Timestamps[0];

const MUTATIONS: [string, (bundle: Bundle) => void][] = [
  [
    "the payload names another image",
    (b) => inPayload(b, (s) => (s.subject[0].digest.sha256 = "0".repeat(64))),
  ],
  [
    "the payload says something else",
    (b) => inPayload(b, (s) => (s.predicateType = "https://spdx.dev/Document")),
  ],
  [
    "the payload is written with other blanks",
    (b) => inPayload(b, (s) => (s.predicate = { ...s.predicate, x: 1 })),
  ],
  ["the payload is of another type", (b) => (b.dsseEnvelope.payloadType = "application/json")],
  [
    "one bit of the signature",
    (b) => (b.dsseEnvelope.signatures[0].sig = flipped(b.dsseEnvelope.signatures[0].sig, -1)),
  ],
  ["the signature of another bundle", (b) => (b.dsseEnvelope.signatures = other.dsseEnvelope.signatures)],
  ["no signature", (b) => (b.dsseEnvelope.signatures = [])],
  ["a second signature", (b) => b.dsseEnvelope.signatures.push(other.dsseEnvelope.signatures[0])],
  [
    "the certificate of another bundle",
    (b) => (b.verificationMaterial.certificate = other.verificationMaterial.certificate),
  ],
  [
    "one bit of the certificate's own signature",
    (b) =>
      (b.verificationMaterial.certificate.rawBytes = flipped(
        b.verificationMaterial.certificate.rawBytes,
        -1,
      )),
  ],
  [
    "another identity written into the certificate",
    (b) => {
      const der = Buffer.from(b.verificationMaterial.certificate.rawBytes, "base64");
      der.write("httpx", der.indexOf("https://refscope.example/scripts"));
      b.verificationMaterial.certificate.rawBytes = der.toString("base64");
    },
  ],
  ["a key's hint instead of the certificate", (b) => swapForKey(b)],
  ["no log entry", (b) => (b.verificationMaterial.tlogEntries = [])],
  [
    "the log entry of another bundle",
    (b) => (b.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries),
  ],
  ["another index in the log", (b) => (entry(b).logIndex = String(Number(entry(b).logIndex) + 1))],
  ["another time of the log", (b) => (entry(b).integratedTime = String(Number(entry(b).integratedTime) + 1))],
  ["one bit of the log's signed timestamp", (b) => flipSet(b)],
  [
    "the log entry's body of another bundle",
    (b) => (entry(b).canonicalizedBody = entry(other).canonicalizedBody),
  ],
  ["another kind of log entry", (b) => (entry(b).kindVersion.kind = "hashedrekord")],
  ["another index in the proof", (b) => (entry(b).inclusionProof.logIndex = "7")],
  [
    "one hash more in the proof",
    (b) => (entry(b).inclusionProof.hashes = [Buffer.alloc(32).toString("base64")]),
  ],
  ["the tree's checkpoint with another root", (b) => changeCheckpoint(b)],
  ["no proof of inclusion, which this version asks for", (b) => delete entry(b).inclusionProof],
  [
    "one bit of the timestamp's signature",
    (b) => (stamp(b).signedTimestamp = flipped(stamp(b).signedTimestamp, -1)),
  ],
  ["the timestamp of another bundle", (b) => (stamp(b).signedTimestamp = stamp(other).signedTimestamp)],
];

function swapForKey(bundle: Bundle): void {
  delete bundle.verificationMaterial.certificate;
  bundle.verificationMaterial.publicKey = { hint: "release" };
}

function flipSet(bundle: Bundle): void {
  const promise = entry(bundle).inclusionPromise;
  promise.signedEntryTimestamp = flipped(promise.signedEntryTimestamp, -1);
}

function changeCheckpoint(bundle: Bundle): void {
  const { checkpoint } = entry(bundle).inclusionProof;
  const lines = checkpoint.envelope.split("\n");
  lines[2] = Buffer.alloc(32, 1).toString("base64");
  checkpoint.envelope = lines.join("\n");
}

const rows: string[] = [];

/** With a rule for the signer, so that nothing but the change stands between it and "verified". */
async function ask(bytes: Buffer): Promise<Verification> {
  const trust = await demoTrust({ identities: [{ name: "the demo's script", scope: [], ...SIGNER }] });
  return verified({ bytes, about: BUNDLE_ABOUT, trust, layer: { mediaType: BUNDLE.layer.mediaType } });
}

describe("a valid bundle", () => {
  it("is verified as it is, and when it is written anew", async () => {
    expect((await ask(BUNDLE.bytes)).state).toBe("verified");
    expect((await ask(changedBundle(() => undefined))).state).toBe("verified");
    expect(MUTATIONS).toHaveLength(25);
  });

  it.each(MUTATIONS)("with %s is not", async (name, change) => {
    const bytes = changedBundle(change);
    expect(bytes.equals(changedBundle(() => undefined))).toBe(false);
    const { state, reason, checks } = await ask(bytes);
    expect(["verified", "valid-identity-unchecked", "identity-mismatch"], reason).not.toContain(state);
    const failed = checks.filter(({ result }) => result === "failed").map((check) => check.name);
    // The demo content's numbers are others each time that it is made.
    const stable = reason.replaceAll(/Entry \d+/g, "Entry …").replaceAll("|", "\\|");
    rows.push(`| ${name} | ${state} | ${failed.join(", ") || "-"} | ${stable} |`);
  });

  afterAll(() => {
    if (process.env.UPDATE_FIGURES === "1") writeFileSync(PAGE, page(rows));
  });

  it("the page of figures says the same", () => {
    if (process.env.UPDATE_FIGURES === "1") return;
    expect(readFileSync(PAGE, "utf8")).toBe(page(rows));
  });
});

describe.skipIf(!HAS_FIXTURES)("a bundle of the public-good instance", () => {
  it("of which any one byte of payload, signature or certificate is changed is not valid", async () => {
    const whole: Bundle = JSON.parse(fixture("github-attestations/sigstore-js-2.1.0-bundle.json").toString());
    const digest = firstSubject(Buffer.from(JSON.stringify(whole)));
    const trust = await demoTrust();
    const ask = (bundle: Bundle) =>
      verified({ bytes: Buffer.from(JSON.stringify(bundle)), about: { digest }, trust });
    expect((await ask(whole)).state).toBe("valid-identity-unchecked");
    for (const share of [0.01, 0.2, 0.4, 0.6, 0.8, 0.99]) {
      const places: [Bundle, string][] = [
        [whole.dsseEnvelope, "payload"],
        [whole.dsseEnvelope.signatures[0], "sig"],
        [whole.verificationMaterial.tlogEntries[0], "canonicalizedBody"],
        [whole.verificationMaterial.certificate, "rawBytes"],
      ];
      for (const [holder, field] of places) {
        const before = holder[field];
        holder[field] = flipped(before, Math.floor(Buffer.from(before, "base64").length * share));
        const { state, reason } = await ask(whole);
        expect(
          ["verified", "valid-identity-unchecked", "identity-mismatch"],
          `${field} ${reason}`,
        ).not.toContain(state);
        holder[field] = before;
      }
    }
  });
});

function page(lines: readonly string[]): string {
  return `# Valid bundles, changed

Written by \`lib/verify/mutations.test.ts\`: one bundle of the demo registries, valid and by a signer whom a rule names (so
"verified" as it is), is changed in ${MUTATIONS.length} ways. None may be verified, none may be valid by anybody. The test holds this
page to what it finds; \`UPDATE_FIGURES=1 npx vitest run --project unit lib/verify/mutations\` writes it anew.

| change | state | failed checks | reason |
| --- | --- | --- | --- |
${lines.join("\n")}
`;
}
