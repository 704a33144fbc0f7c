// Algorithms that must fit the key, and chains that must hold together, in both envelopes.
import { describe, expect, it } from "vitest";
import type { CheckName, VerificationState } from "#lib/evidence";
import { chainOf, type Minted, mint, type Profile, PURPOSE, subjectOf } from "./certificates.test-support.ts";
import {
  ABOUT,
  envelope,
  type Form,
  LEAF,
  type Making,
  NOW,
  ROOT,
  signedLayer,
  store,
  TSA,
  TSA_ROOT,
  trusting,
} from "./envelopes.test-support.ts";
import { verifyNotation } from "./index.ts";
import { mintTimestamp } from "./timestamp.test-support.ts";

const FORMS: Form[] = ["jws", "cose"];
const TRUST = trusting([store("ca", ROOT), store("tsa", TSA_ROOT)], subjectOf("leaf"));

async function verified(making: Making, trust = TRUST) {
  const { bytes } = envelope(making);
  return verifyNotation(signedLayer(bytes, making.form), ABOUT, trust, NOW);
}

async function expectFailed(making: Making, state: VerificationState, name: CheckName, trust = TRUST) {
  const verification = await verified(making, trust);
  expect(verification.state).toBe(state);
  expect(verification.checks.find((check) => check.name === name)?.result).toBe("failed");
  return verification;
}

describe.each(FORMS)("%s: algorithms", (form) => {
  it.each<[NonNullable<Profile["key"]>, string]>([
    ["P-256", "ES256"],
    ["P-384", "ES384"],
    ["P-521", "ES512"],
    ["RSA 2048", "PS256"],
    ["RSA 4096", "PS512"],
  ])("%s signs by %s", async (key, algorithm) => {
    const leaf = mint({ name: "leaf", issuer: ROOT, key });
    const verification = await verified({ leaf, form });
    expect(verification.state).toBe("verified");
    expect(verification.checks.find(({ name }) => name === "signature")?.detail).toContain(algorithm);
  });

  const RSA = mint({ name: "leaf", issuer: ROOT, key: "RSA 2048" });
  it.each<[string, Minted, string]>([
    ["HS256", LEAF, "no key at all"],
    ["none", LEAF, "nothing"],
    ["RS256", RSA, "the old padding"],
    ["ES256", RSA, "an RSA key"],
    ["PS256", LEAF, "an EC key"],
    ["PS512", RSA, "a shorter RSA key"],
    ["ES384", LEAF, "another curve"],
    ["EdDSA", LEAF, "an EC key"],
  ])("%s is refused for %s", async (alg, leaf) => {
    const { reason } = await expectFailed({ leaf, form, header: { alg } }, "invalid", "signature");
    expect(reason).toContain("signs by");
  });

  it.each<NonNullable<Profile["key"]>>(["RSA 1024", "Ed25519"])("a key of %s is refused", async (key) => {
    const leaf = mint({ name: "leaf", issuer: ROOT, key });
    await expectFailed({ leaf, form }, "invalid", "signature");
  });
});

describe.each(FORMS)("%s: chains", (form) => {
  const middle = mint({ name: "middle", kind: "authority", issuer: ROOT });
  const leaf = mint({ name: "leaf", issuer: middle });
  const [first = Buffer.alloc(0), second = Buffer.alloc(0), third = Buffer.alloc(0)] = chainOf(leaf);
  const stranger = mint({ name: "stranger", kind: "authority" });

  const constrained = mint({
    ...{ name: "constrained", kind: "authority", issuer: ROOT },
    more: [{ id: "2.5.29.30", isCritical: true }],
  });
  const odd = { id: "1.3.6.1.4.1.99999.1", isCritical: true };
  it.each([
    ["an extension of the leaf that must be understood", mint({ name: "leaf", issuer: ROOT, more: [odd] })],
    ["an authority that constrains names", mint({ name: "leaf", issuer: constrained })],
  ])("%s: nothing can be said", async (_, leaf) => {
    const { state, checks } = await verified({ leaf, form });
    expect(state).toBe("unverifiable-no-material");
    expect(checks.find(({ name }) => name === "certificate-chain")?.result).toBe("not-checked");
  });

  it("an extension that may be ignored is, and one that is there twice makes the certificate unreadable", async () => {
    const ignored = mint({ name: "leaf", issuer: ROOT, more: [{ ...odd, isCritical: false }] });
    expect((await verified({ leaf: ignored, form })).state).toBe("verified");
    const twice = mint({ name: "leaf", issuer: ROOT, more: [{ ...odd, isCritical: false }, odd] });
    expect((await verified({ leaf: twice, form })).state).toBe("error");
  });

  it("a root with a short RSA key is refused, though the store has it", async () => {
    const short = mint({ name: "short", kind: "authority", key: "RSA 1024" });
    const trust = trusting([store("ca", short)], subjectOf("leaf"));
    const leaf = mint({ name: "leaf", issuer: short });
    await expectFailed({ leaf, form }, "invalid", "certificate-chain", trust);
  });

  it("three certificates, in order", async () => {
    expect((await verified({ leaf, form })).state).toBe("verified");
  });

  it("the one in the middle is in the store", async () => {
    expect((await verified({ leaf, form }, trusting([store("ca", middle)], subjectOf("leaf")))).state).toBe(
      "verified",
    );
  });

  it.each<[string, Uint8Array[], CheckName]>([
    ["the two above swapped", [first, third, second], "certificate-chain"],
    ["the one between left out", [first, third], "certificate-chain"],
    ["the root left out", [first, second], "certificate-chain"],
    ["a stranger at its end", [first, second, third, stranger.der], "certificate-chain"],
    ["the root twice", [first, second, third, third], ""],
    ["the root first", [third, second, first], "signature"],
  ] as [string, Uint8Array[], CheckName][])("%s", async (what, chain, name) => {
    // A root that issued itself may stand there twice: nothing follows from it.
    if (what === "the root twice")
      return expect((await verified({ leaf, form, chain })).state).toBe("verified");
    await expectFailed({ leaf, form, chain }, "invalid", name);
  });

  it("another root of the same name is not the one in the store", async () => {
    const impostor = mint({ name: "root", kind: "authority", from: "2019-01-01" });
    const forged = mint({ name: "leaf", issuer: impostor });
    expect((await verified({ leaf: forged, form })).state).toBe("self-consistent-untrusted");
    // With the true root in its place, the signature on the leaf gives it away.
    const chain = [forged.der, ROOT.der];
    await expectFailed({ leaf: forged, form, chain }, "invalid", "certificate-chain");
  });

  it("a trusted chain before somebody else's signature", async () => {
    const forger = mint({ name: "leaf" });
    await expectFailed({ leaf: forger, form, chain: chainOf(LEAF) }, "invalid", "signature");
  });

  it.each<[string, Minted]>([
    ["a leaf that is an authority", mint({ name: "leaf", issuer: ROOT, kind: "authority", usage: 0x84 })],
    ["a leaf for servers", mint({ name: "leaf", issuer: ROOT, purposes: [PURPOSE.server] })],
    ["a leaf for timestamps", mint({ name: "leaf", issuer: ROOT, purposes: [PURPOSE.time] })],
    ["a leaf without a usage", mint({ name: "leaf", issuer: ROOT, usage: "none" })],
    ["a leaf not for signatures", mint({ name: "leaf", issuer: ROOT, usage: 0x20 })],
    ["a leaf for encipherment as well", mint({ name: "leaf", issuer: ROOT, usage: 0xa0 })],
    ["a leaf issued by a leaf", mint({ name: "leaf", issuer: LEAF })],
    [
      "an authority that may not issue",
      mint({ name: "leaf", issuer: mint({ name: "m", issuer: ROOT, kind: "authority", usage: 0x02 }) }),
    ],
    [
      "a chain longer than its root allows",
      mint({
        name: "leaf",
        issuer: mint({
          name: "m",
          kind: "authority",
          issuer: mint({ name: "r", kind: "authority", below: 0 }),
        }),
      }),
    ],
    ["a leaf signed by way of SHA-1", mint({ name: "leaf", issuer: ROOT, hash: "sha1" })],
  ])("%s", async (_, minted) => {
    await expectFailed({ leaf: minted, form }, "invalid", "certificate-chain");
  });

  it("a leaf that signed itself is its own root", async () => {
    const alone = mint({ name: "leaf" });
    expect((await verified({ leaf: alone, form })).state).toBe("self-consistent-untrusted");
    expect(
      (await verified({ leaf: alone, form }, trusting([store("ca", alone)], subjectOf("leaf")))).state,
    ).toBe("verified");
  });
});

describe("the authority of a timestamp", () => {
  const OLD = mint({ name: "leaf", issuer: ROOT, from: "2024-01-01", until: "2025-01-01" });
  const late = (authority: Minted, certificates?: Buffer[], trust = TRUST) => {
    const stamp = { at: "2024-06-01T00:00:00Z", ...(certificates ? { certificates } : {}) };
    return verified(
      { leaf: OLD, timestamp: (signature) => mintTimestamp(signature, authority, stamp) },
      trust,
    );
  };

  it.each<[string, Minted, VerificationState]>([
    ["in order", TSA, "verified"],
    [
      "of an RSA key",
      mint({ name: "t", issuer: TSA_ROOT, kind: "timestamping", key: "RSA 2048", from: "2019-01-01" }),
      "verified",
    ],
    ["that is not marked for time", mint({ name: "t", issuer: TSA_ROOT, from: "2019-01-01" }), "invalid"],
    [
      "that is marked for more than time",
      mint({
        name: "t",
        issuer: TSA_ROOT,
        kind: "timestamping",
        purposes: [PURPOSE.time, PURPOSE.code],
        from: "2019-01-01",
      }),
      "invalid",
    ],
    [
      "that is not critically marked for time",
      mint({
        name: "t",
        issuer: TSA_ROOT,
        kind: "timestamping",
        isPurposeCritical: false,
        from: "2019-01-01",
      }),
      "invalid",
    ],
    [
      "that was not valid then",
      mint({ name: "t", issuer: TSA_ROOT, kind: "timestamping", from: "2025-01-01" }),
      "time-unproven",
    ],
    [
      "below one that may not issue",
      mint({
        name: "t",
        issuer: mint({ name: "m", issuer: TSA_ROOT, from: "2019-01-01" }),
        kind: "timestamping",
        from: "2019-01-01",
      }),
      "time-unproven",
    ],
    [
      "of another root",
      mint({
        name: "t",
        issuer: mint({ name: "time root", kind: "authority", from: "2019-01-01" }),
        kind: "timestamping",
        from: "2019-01-01",
      }),
      "time-unproven",
    ],
    [
      "in the store for certificate authorities",
      mint({ name: "t", issuer: ROOT, kind: "timestamping", from: "2019-01-01" }),
      "time-unproven",
    ],
  ])("%s", async (_, authority, state) => {
    expect((await late(authority)).state).toBe(state);
  });

  const authority = (profile: Partial<Profile>) =>
    mint({ name: "m", issuer: TSA_ROOT, kind: "authority", from: "2019-01-01", ...profile });
  const below = (issuer: Minted) => mint({ name: "t", issuer, kind: "timestamping", from: "2019-01-01" });

  it.each<[string, Minted, VerificationState]>([
    ["below another", authority({}), "verified"],
    ["below one that is kept to timestamping", authority({ purposes: [PURPOSE.time] }), "verified"],
    ["below one that is kept to another purpose", authority({ purposes: [PURPOSE.server] }), "time-unproven"],
    ["below one that was over", authority({ until: "2024-05-01" }), "time-unproven"],
    ["below one that was signed by way of SHA-1", authority({ hash: "sha1" }), "time-unproven"],
  ])("%s", async (_, issuer, state) => {
    expect((await late(below(issuer))).state).toBe(state);
    // The same with the root left to the store.
    const minted = below(issuer);
    expect((await late(minted, [minted.der, issuer.der])).state).toBe(state);
  });

  it("below a root that was over", async () => {
    const root = mint({ name: "time root", kind: "authority", from: "2019-01-01", until: "2024-05-01" });
    const minted = below(root);
    const trust = trusting([store("ca", ROOT), store("tsa", root)], subjectOf("leaf"));
    expect((await late(minted, [minted.der], trust)).state).toBe("time-unproven");
    expect((await late(minted, undefined, trust)).state).toBe("time-unproven");
  });

  it("may bring its root as another signed it", async () => {
    const elder = mint({ name: "elder", kind: "authority", from: "2019-01-01" });
    const root = mint({ name: "time root", kind: "authority", from: "2019-01-01" });
    const crossed = mint({
      name: "time root",
      issuer: elder,
      kind: "authority",
      from: "2019-01-01",
      sameKey: root,
    });
    const minted = below(root);
    const trust = trusting([store("ca", ROOT), store("tsa", root)], subjectOf("leaf"));
    expect((await late(minted, [minted.der, crossed.der], trust)).state).toBe("verified");
  });

  it("may leave its root out", async () => {
    expect((await late(TSA, [TSA.der])).state).toBe("verified");
  });

  it("may bring strangers", async () => {
    expect((await late(TSA, [LEAF.der, TSA.der, ROOT.der])).state).toBe("verified");
  });

  it("must bring its own certificate", async () => {
    expect((await late(TSA, [TSA_ROOT.der])).state).toBe("invalid");
  });
});
