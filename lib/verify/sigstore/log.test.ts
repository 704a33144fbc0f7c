// What a log entry proves, and what it does not: whose number, in whose time, of which kind.
import { createHash, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Verification } from "#lib/evidence";
import { integer, sequence } from "../../../scripts/demo-content/der.mts";
import { resultOf, verified } from "../fixtures.test-support.ts";
import { mint } from "../notation/certificates.test-support.ts";
import { mintTimestamp } from "../notation/timestamp.test-support.ts";
import {
  annotated,
  asked,
  authorityOf,
  DIGEST,
  hash,
  LOG,
  leaf,
  logOf,
  pem,
  SIGNING_KEY,
  spki,
  trusting,
} from "./minted.test-support.ts";

const TYPE = "application/vnd.in-toto+json";
const STATEMENT = Buffer.from(
  JSON.stringify({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: "x", digest: { sha256: DIGEST.slice(7) } }],
    predicateType: "https://predicate.example",
    predicate: {},
  }),
);
const SIGNED = Buffer.concat([Buffer.from(`DSSEv1 ${TYPE.length} ${TYPE} ${STATEMENT.length} `), STATEMENT]);
const SIGNATURE = sign("sha256", SIGNED, SIGNING_KEY);
const CERTIFICATE = leaf();
const TSA_ROOT = mint({ name: "tsa root", kind: "authority" });
const TSA = mint({ name: "tsa", issuer: TSA_ROOT, kind: "timestamping" });

/** The log's first entry, alone in its tree, with the proof and nothing that says when. */
function entry() {
  const signatures = [
    { signature: SIGNATURE.toString("base64"), verifier: Buffer.from(pem(CERTIFICATE)).toString("base64") },
  ];
  const payloadHash = { algorithm: "sha256", value: hash(STATEMENT).toString("hex") };
  const body = Buffer.from(
    JSON.stringify({ apiVersion: "0.0.1", kind: "dsse", spec: { payloadHash, signatures } }),
  );
  const rootHash = createHash("sha256")
    .update(Buffer.from([0]))
    .update(body)
    .digest("base64");
  const id = hash(spki(LOG));
  const note = `log.example\n1\n${rootHash}\n`;
  const signed = Buffer.concat([id.subarray(0, 4), sign("sha256", Buffer.from(note), LOG)]);
  const envelope = `${note}\n\u2014 log.example ${signed.toString("base64")}\n`;
  return {
    logIndex: "123456789",
    logId: { keyId: id.toString("base64") },
    kindVersion: { kind: "dsse", version: "0.0.1" },
    integratedTime: "0",
    inclusionProof: { logIndex: "0", rootHash, treeSize: "1", hashes: [], checkpoint: { envelope } },
    canonicalizedBody: body.toString("base64"),
  };
}

function ask(isStamped: boolean, end?: string): Promise<Verification> {
  const granted = sequence(integer(Buffer.from([0])));
  const token = sequence(granted, mintTimestamp(SIGNATURE, TSA, { at: "2026-06-01T00:00:00Z" }));
  const rfc3161Timestamps = isStamped ? [{ signedTimestamp: token.toString("base64") }] : [];
  const bundle = {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      certificate: { rawBytes: CERTIFICATE.toString("base64") },
      tlogEntries: [entry()],
      timestampVerificationData: { rfc3161Timestamps },
    },
    dsseEnvelope: {
      payload: STATEMENT.toString("base64"),
      payloadType: TYPE,
      signatures: [{ sig: SIGNATURE.toString("base64"), keyid: "" }],
    },
  };
  const root = { tlogs: [logOf(LOG, end)], timestampAuthorities: [authorityOf(TSA.der, TSA_ROOT.der)] };
  return verified({
    bytes: Buffer.from(JSON.stringify(bundle)),
    about: { digest: DIGEST },
    trust: trusting(root),
  });
}

const detailOf = ({ checks }: Verification, name: string) =>
  checks.find((check) => check.name === name)?.detail ?? "";

describe("an entry with its proof alone", () => {
  it("counts in the time in which the log is trusted", async () => {
    const inForce = await ask(true);
    expect([inForce.state, resultOf(inForce, "transparency-log")]).toEqual(["verified", "passed"]);
    const retired = await ask(true, "2026-02-01T00:00:00Z");
    expect([retired.state, resultOf(retired, "transparency-log")]).toEqual(["expired", "failed"]);
    expect(retired.reason).toMatch(/2026-06-01T00:00:00Z is outside the time in which log\.example/);
  });

  it("is not said to hold where nobody says when, nor is the certificate said to be in time", async () => {
    const timeless = await ask(false);
    expect(timeless.state).toBe("time-unproven");
    expect(resultOf(timeless, "transparency-log")).toBe("not-checked");
    expect(resultOf(timeless, "expiry")).toBe("not-checked");
    expect(detailOf(timeless, "identity")).toBe("When it was signed is not proven.");
  });

  it("has the number that was proven, not the one that it came with", async () => {
    const detail = detailOf(await ask(true), "transparency-log");
    expect(detail).toMatch(/^Entry 0 in a tree of 1 of log\.example/);
    expect(detail).not.toMatch(/123456789/);
  });
});

describe("an entry", () => {
  it("of a kind that is not read here is not called wrong", async () => {
    const { state, reason } = await asked(annotated(CERTIFICATE, { kind: "rekord" }), trusting());
    expect([state, reason]).toEqual([
      "self-consistent-untrusted",
      expect.stringMatching(/of the kind rekord 0\.0\.1, which is not read here/),
    ]);
  });

  it("of a log that is not known leaves open who signed it, and says only that", async () => {
    const verification = await asked(annotated(CERTIFICATE), trusting({ tlogs: [logOf(SIGNING_KEY)] }));
    expect(verification.state).toBe("self-consistent-untrusted");
    expect(detailOf(verification, "identity")).toMatch(/could not be verified/);
    for (const { detail } of verification.checks) expect(detail).not.toMatch(/covers/);
  });
});

describe("a timestamp", () => {
  const stamped = (key: "RSA 2048" | "P-256", change: (token: Buffer) => Buffer) => {
    const authority = mint({ name: "tsa", issuer: TSA_ROOT, kind: "timestamping", key });
    const annotations = annotated(CERTIFICATE);
    const signature = Buffer.from(annotations["dev.cosignproject.cosign/signature"] ?? "", "base64");
    const token = change(mintTimestamp(signature, authority, { at: "2026-06-01T00:00:00Z" }));
    const answer = sequence(sequence(integer(Buffer.from([0]))), token).toString("base64");
    const timestamp = JSON.stringify({ SignedRFC3161Timestamp: answer });
    const root = { timestampAuthorities: [authorityOf(authority.der, TSA_ROOT.der)] };
    return asked({ ...annotations, "dev.sigstore.cosign/rfc3161timestamp": timestamp }, trusting(root));
  };
  /** Its last algorithm: how it is signed. */
  const signedBy = (from: number[], to: number[]) => (token: Buffer) => {
    const at = token.lastIndexOf(Buffer.from(from));
    return Buffer.concat([token.subarray(0, at), Buffer.from(to), token.subarray(at + to.length)]);
  };
  const RSA = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
  const RSA_SHA512 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d];
  const flipped = (token: Buffer) => {
    const copy = Buffer.from(token);
    copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
    return copy;
  };

  it("that holds is a time", async () => {
    const found = await stamped("RSA 2048", (token) => token);
    expect([found.state, detailOf(found, "trusted-time")]).toEqual([
      "verified",
      expect.stringMatching(/timestamping authority/),
    ]);
  });

  it("that does not hold is wrong, where it is signed in a way that is read", async () => {
    expect((await stamped("RSA 2048", flipped)).state).toBe("invalid");
    expect((await stamped("P-256", flipped)).state).toBe("invalid");
  });

  it("that is signed in a way that is not read here is left out, and said", async () => {
    const found = await stamped("RSA 2048", (token) => flipped(signedBy(RSA, RSA_SHA512)(token)));
    expect([found.state, detailOf(found, "trusted-time")]).toEqual([
      "verified",
      expect.stringMatching(/signed in a way that is not read here was left out/),
    ]);
  });
});
