// Each of the twelve states is reached, by the demo's own content and by what is done to it.
import { generateKeyPairSync, sign } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { CHECK_NAMES, VERIFICATION_STATES, type Verification, type VerificationState } from "#lib/evidence";
import {
  BUNDLE,
  BUNDLE_ABOUT,
  type Bundle,
  changedBundle,
  DEMO_LAYERS,
  demoTrust,
  SIGNER,
  trustAfter,
} from "./demo.test-support.ts";
import { NOW, REPOSITORY, resultOf, trustOf, verified } from "./fixtures.test-support.ts";
import { type Signed, type Trust, verifySigned } from "./index.ts";
import { LIMITS } from "./limits.ts";

const RULE = { name: "our workflow", scope: [], ...SIGNER };
const reached = new Set<VerificationState>();

async function expectState(
  state: VerificationState,
  asked: Promise<Verification>,
  why: RegExp,
): Promise<Verification> {
  const verification = await asked;
  expect(verification.state, verification.reason).toBe(state);
  expect(verification.reason).toMatch(why);
  expect(verification.checks.map(({ name }) => name)).toEqual([...CHECK_NAMES]);
  expect(verification.checks.every(({ detail }) => detail !== "" && detail.length < 1500)).toBe(true);
  reached.add(state);
  return verification;
}

const ask = (trust: Trust, bytes: Buffer = BUNDLE.bytes, digest = BUNDLE_ABOUT.digest) =>
  verified({
    bytes,
    about: { ...BUNDLE_ABOUT, digest },
    trust,
    layer: { mediaType: BUNDLE.layer.mediaType },
  });

const unread = (why: "missing" | "too-large" | "failed"): Promise<Verification> => {
  const signed: Signed = { ...BUNDLE, content: { unread: "the registry answered 404", why } };
  return demoTrust().then((trust) => verifySigned(signed, { ...BUNDLE_ABOUT, platforms: [] }, trust, NOW));
};

describe("the states", () => {
  it("verified: everything holds, and the signer equals a rule", async () => {
    const { identity, checks, time } = await expectState(
      "verified",
      ask(await demoTrust({ identities: [RULE] })),
      /as the rule "our workflow" says/,
    );
    expect(identity).toEqual({ kind: "uri", ...SIGNER, rule: "our workflow" });
    expect(time?.at).toMatch(/^2026-11-24T/);
    const passed = checks.filter(({ result }) => result === "passed").map(({ name }) => name);
    expect(passed).toEqual(CHECK_NAMES.filter((name) => !/^(manifest-subject|revocation)$/.test(name)));
  });

  it("valid-identity-unchecked: everything holds, and no rule says who may sign", async () => {
    await expectState(
      "valid-identity-unchecked",
      ask(await demoTrust()),
      /Anybody can get such a certificate/,
    );
  });

  it("identity-mismatch: it is valid, by another one than the rule says; both are named", async () => {
    const identities = [{ ...RULE, subject: "https://refscope.example/people/reviewer" }];
    const { checks } = await expectState(
      "identity-mismatch",
      ask(await demoTrust({ identities })),
      /demo-content\/make\.mts .* is not https:\/\/refscope\.example\/people\/reviewer/,
    );
    expect(checks.find(({ name }) => name === "identity")?.result).toBe("failed");
  });

  it("self-consistent-untrusted: no root covers it, which is nothing wrong", async () => {
    const { checks } = await expectState(
      "self-consistent-untrusted",
      ask(await trustOf()),
      /No trust root .* CN=sigstore, O=sigstore\.mock/,
    );
    expect(checks.filter(({ result }) => result === "failed")).toEqual([]);
    expect(checks.find(({ name }) => name === "signature")?.result).toBe("passed");
  });

  it("self-consistent-untrusted: the root covers the issuer, but not the log", async () => {
    const trust = await trustAfter((root) => {
      root.tlogs[0].logId.keyId = Buffer.alloc(32, 1).toString("base64");
    });
    await expectState("self-consistent-untrusted", ask(trust), /The log c83877.* is in no trust root/);
  });

  it("self-consistent-untrusted: the root knows no log of its certificates", async () => {
    const trust = await trustAfter((root) => {
      root.ctlogs[0].logId.keyId = Buffer.alloc(32, 1).toString("base64");
    });
    const verification = await expectState(
      "self-consistent-untrusted",
      ask(trust),
      /log that logged the certificate/,
    );
    expect(resultOf(verification, "sct")).toBe("not-checked");
  });

  it("unverifiable-no-material: a key signed it, and none is configured", async () => {
    await expectState(
      "unverifiable-no-material",
      ask(await demoTrust(), keySigned().bytes),
      /signed with a key, and none/,
    );
  });

  it("unverifiable-no-material: an envelope with two signatures", async () => {
    const twice = changedBundle(({ dsseEnvelope }) =>
      dsseEnvelope.signatures.push(dsseEnvelope.signatures[0]),
    );
    await expectState("unverifiable-no-material", ask(await demoTrust(), twice), /carries 2 signatures/);
  });

  it("expired: it was signed outside the time in which the authority is trusted", async () => {
    const trust = await trustAfter((root) => {
      root.certificateAuthorities[0].validFor.end = "2026-11-24T08:31:21Z";
      root.certificateAuthorities[0].validFor.start = "2026-11-20T00:00:00Z";
    });
    const { checks } = await expectState("expired", ask(trust), /outside the time in which/);
    expect(checks.find(({ name }) => name === "expiry")?.result).toBe("failed");
  });

  it("time-unproven: it is in the log, but nobody signed when", async () => {
    const timeless = changedBundle(({ verificationMaterial: material }) => {
      delete material.tlogEntries[0].inclusionPromise;
      delete material.timestampVerificationData;
    });
    const verification = await expectState(
      "time-unproven",
      ask(await demoTrust(), timeless),
      /Nobody who is trusted says when/,
    );
    expect(resultOf(verification, "transparency-log")).toBe("not-checked");
  });

  it("subject-mismatch: it is about something else", async () => {
    const other = `sha256:${"0".repeat(64)}`;
    await expectState(
      "subject-mismatch",
      ask(await demoTrust({ identities: [RULE] }), BUNDLE.bytes, other),
      /0000/,
    );
  });

  it("subject-mismatch: its manifest is attached to something else, whatever its content says", async () => {
    const manifest = { subject: { mediaType: "x", size: 1, digest: `sha256:${"1".repeat(64)}` } };
    const trust = await demoTrust({ identities: [RULE] });
    const asked = verified({ bytes: BUNDLE.bytes, about: BUNDLE_ABOUT, trust, manifest });
    await expectState("subject-mismatch", asked, /manifest's subject is sha256:1111/);
  });

  it("invalid: the payload is another one", async () => {
    const forged = changedBundle(({ dsseEnvelope }) => {
      const payload = Buffer.from(dsseEnvelope.payload, "base64").toString();
      dsseEnvelope.payload = Buffer.from(payload.replace("refscope", "refscopf")).toString("base64");
    });
    for (const trust of [await demoTrust(), await trustOf()])
      await expectState("invalid", ask(trust, forged), /not made over/);
  });

  it("invalid: it is in no log, though the root asks for one", async () => {
    const unlogged = changedBundle(({ verificationMaterial }) => {
      verificationMaterial.tlogEntries = [];
    });
    await expectState("invalid", ask(await demoTrust(), unlogged), /in no transparency log/);
  });

  it("unsigned: a bare statement, and an envelope without a signature", async () => {
    const bare = DEMO_LAYERS.find(({ layer }) => layer.mediaType === "application/vnd.in-toto+json");
    await expectState("unsigned", ask(await demoTrust(), bare?.bytes), /^It is not signed itself/);
    const { dsseEnvelope } = JSON.parse(BUNDLE.bytes.toString());
    const envelope = Buffer.from(JSON.stringify({ ...dsseEnvelope, signatures: [] }));
    await expectState("unsigned", ask(await demoTrust(), envelope), /without a signature/);
  });

  it("error: it could not be had, is broken, or is not what its digest says", async () => {
    const missing = await expectState("error", unread("missing"), /^Its content is missing: .*404/);
    const failed = await expectState("error", unread("failed"), /^The content could not be read: .*404/);
    expect([missing.isMissing, failed.isMissing]).toEqual([true, undefined]);
    const cut = BUNDLE.bytes.subarray(0, 500);
    await expectState("error", ask(await demoTrust(), cut), /cannot be read as such/);
    const trust = await demoTrust();
    const digest = `sha256:${"2".repeat(64)}`;
    const wrong = verified({ bytes: BUNDLE.bytes, about: BUNDLE_ABOUT, trust, layer: { digest } });
    await expectState("error", wrong, /not what its digest says/);
  });

  it("skipped: it is too large, or holds too much", async () => {
    await expectState("skipped", unread("too-large"), /too large/);
    const heavy = Buffer.from(`{"a":[${"0,".repeat(LIMITS.tokens + 1)}0]}`);
    await expectState("skipped", ask(await demoTrust(), heavy), /more than/);
  });

  afterAll(() => expect([...reached].sort()).toEqual([...VERIFICATION_STATES].sort()));
});

function keySigned(): { bytes: Buffer } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { dsseEnvelope }: Bundle = JSON.parse(BUNDLE.bytes.toString());
  const payload = Buffer.from(dsseEnvelope.payload, "base64");
  const head = `DSSEv1 ${dsseEnvelope.payloadType.length} ${dsseEnvelope.payloadType} ${payload.length} `;
  const sig = sign("sha256", Buffer.concat([Buffer.from(head), payload]), privateKey).toString("base64");
  return { bytes: Buffer.from(JSON.stringify({ ...dsseEnvelope, signatures: [{ keyid: "", sig }] })) };
}

it("a rule for another repository is no rule for this one", async () => {
  const identities = [{ ...RULE, scope: [REPOSITORY] }];
  expect((await ask(await demoTrust({ identities }))).state).toBe("valid-identity-unchecked");
});

it("of several roots that cover the issuer, the one that knows most decides", async () => {
  const trust = await demoTrust();
  const unaware = await trustAfter((root) => {
    root.tlogs[0].logId.keyId = Buffer.alloc(32, 1).toString("base64");
  });
  for (const roots of [
    [...unaware.roots, ...trust.roots],
    [...trust.roots, ...unaware.roots],
  ]) {
    const { state, trust: held } = await ask({ ...trust, roots });
    expect([state, held?.name]).toEqual(["valid-identity-unchecked", "Refscope demo"]);
  }
});
