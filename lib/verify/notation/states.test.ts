// Every state that a notation signature can be in, reached in both envelopes, with the check that put it there.
import { describe, expect, it } from "vitest";
import { CHECK_NAMES, type CheckName, type Verification, type VerificationState } from "#lib/evidence";
import { der, objectId, sequence, setOf } from "../../../scripts/demo-content/der.mts";
import type { About, Signed } from "../signed.ts";
import { mint, nameOf, subjectOf } from "./certificates.test-support.ts";
import {
  ABOUT,
  envelope,
  type Form,
  LEAF,
  type Making,
  NOTARY,
  NOW,
  ROOT,
  signedLayer,
  store,
  TARGET,
  TSA,
  TSA_ROOT,
  trusting,
} from "./envelopes.test-support.ts";
import { verifyNotation } from "./index.ts";
import { mintTimestamp, type Stamp } from "./timestamp.test-support.ts";

const FORMS: Form[] = ["jws", "cose"];
const STORES = [store("ca", ROOT), store("tsa", TSA_ROOT)];
const RULES = trusting(STORES, subjectOf("somebody else"), subjectOf("leaf"));
const OLD = mint({ name: "old", issuer: ROOT, from: "2024-01-01", until: "2025-01-01" });
const OTHER_DIGEST = `sha256:${"cd".repeat(32)}`;
const AUTHORITY = {
  crit: [`${NOTARY}signingScheme`, `${NOTARY}authenticSigningTime`],
  [`${NOTARY}signingScheme`]: "notary.x509.signingAuthority",
  [`${NOTARY}signingTime`]: undefined,
  [`${NOTARY}authenticSigningTime`]: "2024-06-01T00:00:00Z",
};
const EXPIRY = { crit: [`${NOTARY}signingScheme`, `${NOTARY}expiry`] };

const stamped =
  (stamp: Partial<Stamp> = {}) =>
  (signature: Uint8Array) =>
    mintTimestamp(signature, TSA, { at: "2024-06-01T00:00:00Z", ...stamp });

/** How each differs from a signature by LEAF that a rule names, and what comes of it. */
type Case = {
  what: string;
  making?: Partial<Making>;
  about?: Partial<About>;
  trust?: typeof RULES;
  state: VerificationState;
  failed?: CheckName;
  says?: string;
};
const CASES: Case[] = [
  { what: "all in order", state: "verified", says: "rule 2" },
  {
    what: "the media type and size of the subject not known",
    about: { mediaType: undefined, size: undefined },
    state: "verified",
  },
  { what: "no rule", trust: trusting(STORES), state: "valid-identity-unchecked" },
  {
    what: "a rule that has an issuer, which is sigstore's",
    trust: {
      ...trusting(STORES),
      identities: [{ name: "r", scope: [], subject: subjectOf("leaf"), issuer: "https://issuer.example" }],
    },
    state: "valid-identity-unchecked",
  },
  {
    what: "a rule for another repository",
    trust: {
      ...trusting(STORES),
      identities: [{ name: "r", scope: ["registry.example/other"], subject: subjectOf("x") }],
    },
    state: "valid-identity-unchecked",
  },
  {
    what: "another subject than the rule's",
    trust: trusting(STORES, "CN=leaf,O=Refscope test"),
    state: "identity-mismatch",
    failed: "identity",
    says: subjectOf("leaf"),
  },
  {
    what: "a subject with a byte order mark before its name",
    making: { leaf: mint({ name: "x", subject: nameOf("\uFEFFleaf"), issuer: ROOT }) },
    state: "identity-mismatch",
    failed: "identity",
  },
  ...[
    ["in a string that each reads in its own way", 0x14, "l\xc3\xa9af", "CN=l\u00e9af"],
    ["with four bytes a letter", 0x1c, "\0\0\0l", "CN=\0\0\0l"],
  ].map(
    ([how, tag, text, shown]): Case => ({
      what: `a subject ${how}, and a rule for what is shown of it`,
      making: {
        leaf: mint({
          name: "x",
          subject: sequence(
            setOf(sequence(objectId("2.5.4.3"), der(Number(tag), Buffer.from(String(text), "latin1")))),
          ),
          issuer: ROOT,
        }),
      },
      trust: trusting(STORES, String(shown)),
      state: "identity-mismatch",
      failed: "identity",
      says: "cannot be read in one way alone",
    }),
  ),
  { what: "no store", trust: trusting([], subjectOf("leaf")), state: "self-consistent-untrusted" },
  {
    what: "a store for another repository",
    trust: trusting([{ ...store("ca", ROOT), scope: ["registry.example/org/ap"] }], subjectOf("leaf")),
    state: "self-consistent-untrusted",
  },
  {
    what: "the root in a store for signing authorities",
    trust: trusting([store("signingAuthority", ROOT)], subjectOf("leaf")),
    state: "self-consistent-untrusted",
    says: "is of the type signingAuthority",
  },
  {
    what: "the root in a store for timestamping authorities",
    trust: trusting([store("tsa", ROOT)], subjectOf("leaf")),
    state: "self-consistent-untrusted",
    says: "is of the type tsa",
  },
  {
    what: "the leaf itself in the store",
    trust: trusting([store("ca", LEAF)], subjectOf("leaf")),
    state: "verified",
  },
  {
    what: "another digest",
    making: { target: { ...TARGET, digest: OTHER_DIGEST } },
    state: "subject-mismatch",
    failed: "payload-subject",
    says: OTHER_DIGEST,
  },
  {
    what: "a platform's digest instead of the index's",
    making: { target: { ...TARGET, digest: OTHER_DIGEST } },
    about: { platforms: [{ digest: OTHER_DIGEST, name: "linux/amd64" }] },
    state: "subject-mismatch",
    failed: "payload-subject",
    says: "linux/amd64, not the index",
  },
  {
    what: "another media type",
    about: { mediaType: "application/vnd.docker.distribution.manifest.v2+json" },
    state: "subject-mismatch",
    failed: "payload-subject",
  },
  { what: "another size", about: { size: 482 }, state: "subject-mismatch", failed: "payload-subject" },
  {
    what: "another digest by nobody who is trusted",
    making: { target: { ...TARGET, digest: OTHER_DIGEST } },
    trust: trusting([]),
    state: "subject-mismatch",
    failed: "payload-subject",
  },
  {
    what: "a payload of another type",
    making: { header: { cty: "application/json" } },
    state: "unverifiable-no-material",
    failed: "payload-type",
  },
  {
    what: "a payload of no type, as a hash envelope has it",
    making: { header: { cty: undefined } },
    state: "unverifiable-no-material",
    failed: "payload-type",
  },
  {
    what: "an unknown critical header",
    making: { header: { crit: [`${NOTARY}signingScheme`, "org.example.new"], "org.example.new": "x" } },
    state: "unverifiable-no-material",
    says: "org.example.new",
  },
  {
    what: "an unknown header that is not critical",
    making: { header: { "org.example.new": "x" } },
    state: "verified",
  },
  {
    what: "a verification plugin",
    making: {
      header: {
        crit: [`${NOTARY}signingScheme`, `${NOTARY}verificationPlugin`],
        [`${NOTARY}verificationPlugin`]: "org.example.plugin",
      },
    },
    state: "unverifiable-no-material",
    says: "org.example.plugin",
  },
  {
    what: "a verification plugin that is not called critical",
    making: { header: { [`${NOTARY}verificationPlugin`]: "org.example.plugin" } },
    state: "unverifiable-no-material",
  },
  {
    what: "an unknown signing scheme",
    making: { header: { [`${NOTARY}signingScheme`]: "notary.x510" } },
    state: "unverifiable-no-material",
    says: "notary.x510",
  },
  {
    what: "no signing scheme",
    making: { header: { crit: ["alg"], [`${NOTARY}signingScheme`]: undefined } },
    state: "unverifiable-no-material",
  },
  {
    what: "no signing scheme, and none called critical",
    making: { header: { crit: undefined, [`${NOTARY}signingScheme`]: undefined } },
    state: "invalid",
    failed: "signature",
  },
  { what: "no critical headers", making: { header: { crit: [] } }, state: "invalid", failed: "signature" },
  {
    what: "a scheme that is not critical",
    making: { header: { ...EXPIRY, crit: [`${NOTARY}expiry`], [`${NOTARY}expiry`]: "2027-01-01T00:00:00Z" } },
    state: "invalid",
    failed: "signature",
  },
  {
    what: "an expiry that is not critical",
    making: { header: { [`${NOTARY}expiry`]: "2027-01-01T00:00:00Z" } },
    state: "invalid",
    failed: "signature",
  },
  {
    what: "an expiry that is critical and absent",
    making: { header: EXPIRY },
    state: "invalid",
    failed: "signature",
  },
  {
    what: "no signing time",
    making: { header: { [`${NOTARY}signingTime`]: undefined } },
    state: "invalid",
    failed: "signature",
  },
  {
    what: "a signing authority's time in a signer's signature",
    making: { header: { ...AUTHORITY, [`${NOTARY}signingScheme`]: "notary.x509" } },
    state: "invalid",
    failed: "signature",
  },
  {
    what: "an expiry to come",
    making: { header: { ...EXPIRY, [`${NOTARY}expiry`]: "2027-01-01T00:00:00Z" } },
    state: "verified",
  },
  {
    what: "an expiry that has come this moment",
    making: { header: { ...EXPIRY, [`${NOTARY}expiry`]: "2026-11-24T12:00:00Z" } },
    state: "expired",
    failed: "expiry",
    says: "2026-11-24T12:00:00Z",
  },
  {
    what: "an expiry that is over, by nobody who is trusted",
    making: { header: { ...EXPIRY, [`${NOTARY}expiry`]: "2026-11-02T00:00:00Z" } },
    trust: trusting([]),
    state: "expired",
    failed: "expiry",
  },
  {
    what: "a certificate that is over, and no timestamp",
    making: { leaf: OLD },
    trust: trusting(STORES, subjectOf("old")),
    state: "time-unproven",
    failed: "expiry",
    says: "2025-01-01T00:00:00Z",
  },
  {
    what: "a certificate that is yet to come, and no timestamp",
    making: { leaf: mint({ name: "new", issuer: ROOT, from: "2027-01-01" }) },
    state: "time-unproven",
    failed: "expiry",
  },
  {
    what: "a root that is over, and no timestamp",
    making: {
      leaf: mint({
        name: "leaf",
        issuer: mint({ name: "old root", kind: "authority", from: "2024-01-01", until: "2025-01-01" }),
      }),
    },
    trust: trusting([]),
    state: "self-consistent-untrusted",
    failed: "expiry",
  },
  {
    what: "a signing authority that is in a store",
    making: { leaf: OLD, header: AUTHORITY },
    trust: trusting([], subjectOf("old")),
    state: "self-consistent-untrusted",
  },
];

const AUTHORITY_ROOT = mint({ name: "authority", kind: "authority", from: "2023-01-01" });
const AUTHORITY_LEAF = mint({
  name: "signer",
  issuer: AUTHORITY_ROOT,
  from: "2024-01-01",
  until: "2025-01-01",
});
const BY_AUTHORITY: Case[] = [
  {
    what: "a signing authority in its store, whose time is within",
    state: "verified",
  },
  {
    what: "a signing authority whose time is outside",
    making: { header: { ...AUTHORITY, [`${NOTARY}authenticSigningTime`]: "2025-06-01T00:00:00Z" } },
    state: "expired",
    failed: "expiry",
  },
  {
    what: "a signing authority whose time is still to come",
    making: {
      leaf: mint({ name: "signer", issuer: AUTHORITY_ROOT, until: "2028-01-01" }),
      header: { ...AUTHORITY, [`${NOTARY}authenticSigningTime`]: "2027-12-01T00:00:00Z" },
    },
    state: "time-unproven",
    failed: "trusted-time",
  },
  {
    what: "a signing authority in a store for certificate authorities",
    trust: trusting([store("ca", AUTHORITY_ROOT)], subjectOf("signer")),
    state: "self-consistent-untrusted",
    says: "is of the type ca",
  },
  {
    what: "a signing authority without a time",
    making: {
      header: {
        ...AUTHORITY,
        crit: [`${NOTARY}signingScheme`],
        [`${NOTARY}authenticSigningTime`]: undefined,
      },
    },
    state: "invalid",
    failed: "signature",
  },
  {
    what: "a signing authority with a signer's time as well",
    making: { header: { ...AUTHORITY, [`${NOTARY}signingTime`]: "2024-06-01T00:00:00Z" } },
    state: "invalid",
    failed: "signature",
  },
].map((each) => ({
  trust: trusting([store("signingAuthority", AUTHORITY_ROOT)], subjectOf("signer")),
  ...each,
  making: { leaf: AUTHORITY_LEAF, header: AUTHORITY, ...each.making },
})) as Case[];

describe.each(FORMS)("%s", (form) => {
  it.each([...CASES, ...BY_AUTHORITY])(
    "$what: $state",
    async ({ making, about, trust = RULES, state, failed, says }) => {
      const { bytes } = envelope({ leaf: LEAF, form, ...making });
      const verification = await verifyNotation(signedLayer(bytes, form), { ...ABOUT, ...about }, trust, NOW);
      expect(verification.state).toBe(state);
      expectWhole(verification);
      if (failed) expect(resultOf(verification, failed)).toBe("failed");
      if (says) expect(verification.reason).toContain(says);
    },
  );

  const at = (stamp?: Partial<Stamp>) => envelope({ leaf: OLD, form, timestamp: stamped(stamp) }).bytes;

  it.each<[string, Partial<Stamp>, VerificationState, string]>([
    ["within the certificate's time", {}, "verified", "passed"],
    ["after the certificate's time", { at: "2025-06-01T00:00:00Z" }, "expired", "passed"],
    ["before the certificate's time", { at: "2023-06-01T00:00:00Z" }, "expired", "passed"],
    [
      "so near its end that it may be after",
      { at: "2024-12-31T23:59:59Z", accuracy: 2 },
      "expired",
      "passed",
    ],
    [
      "by the baseline policy, a second from its end",
      { at: "2025-01-01T00:00:00Z", policy: "0.4.0.2023.1.1" },
      "expired",
      "passed",
    ],
    ["at its end", { at: "2025-01-01T00:00:00Z" }, "verified", "passed"],
    ["about other bytes", { about: new Uint8Array(64) }, "invalid", "failed"],
    ["whose time was changed", { isSwapped: true }, "invalid", "failed"],
    ["that names no certificate", { names: "nobody" }, "invalid", "failed"],
    ["that names another certificate", { names: "another" }, "invalid", "failed"],
    ["that names its certificate in the old way", { names: "v1" }, "verified", "passed"],
    ["by SHA-1", { imprint: "sha1" }, "time-unproven", "failed"],
    ["signed in another way", { algorithm: "pss" }, "time-unproven", "failed"],
    ["without a certificate", { certificates: [] }, "time-unproven", "failed"],
    ["of another version", { version: 2 }, "time-unproven", "failed"],
    ["around something else", { contentType: "sha1" }, "time-unproven", "failed"],
    ["with two signers", { signers: 2 }, "time-unproven", "failed"],
    [
      "with too many certificates",
      { certificates: Array.from({ length: 11 }, () => TSA.der) },
      "time-unproven",
      "failed",
    ],
  ])("a timestamp %s", async (_, stamp, state, result) => {
    const trust = trusting(STORES, subjectOf("old"));
    const verification = await verifyNotation(signedLayer(at(stamp), form), ABOUT, trust, NOW);
    expect(verification.state).toBe(state);
    expect(resultOf(verification, "trusted-time")).toBe(result);
    if (result === "passed")
      expect(verification.time).toMatchObject({ by: `timestamping authority ${subjectOf("clock")}` });
    else expect(verification.time).toBeUndefined();
  });

  it("a timestamp of an authority that no store has leaves the time unproven", async () => {
    const trust = trusting([store("ca", ROOT), store("tsa", ROOT)], subjectOf("old"));
    const verification = await verifyNotation(signedLayer(at(), form), ABOUT, trust, NOW);
    expect(verification.state).toBe("time-unproven");
    expect(resultOf(verification, "trusted-time")).toBe("not-checked");
  });
});

describe("what stands around the envelope", () => {
  const { bytes } = envelope({ leaf: LEAF });
  const verify = (signed: Signed) => verifyNotation(signed, ABOUT, RULES, NOW);
  const whole = signedLayer(bytes);

  it.each([
    ["missing", "error"],
    ["failed", "error"],
    ["too-large", "skipped"],
  ] as const)("bytes that are %s: %s", async (why, state) => {
    const verification = await verify({ ...whole, content: { unread: "It was not read.", why } });
    expect(verification).toMatchObject({ state, reason: "It was not read." });
    expectWhole(verification);
  });

  it("bytes with another digest", async () => {
    const layer = { ...whole.layer, digest: OTHER_DIGEST };
    const verification = await verify({ ...whole, layer });
    expect(verification.state).toBe("error");
    expect(resultOf(verification, "blob-digest")).toBe("failed");
  });

  it("a digest of SHA-512", async () => {
    const { createHash } = await import("node:crypto");
    const digest = `sha512:${createHash("sha512").update(bytes).digest("hex")}`;
    expect((await verify({ ...whole, layer: { ...whole.layer, digest } })).state).toBe("verified");
  });

  it("a manifest that names this subject", async () => {
    const verification = await verify(signedLayer(bytes, "jws", TARGET));
    expect(verification.state).toBe("verified");
    expect(resultOf(verification, "manifest-subject")).toBe("passed");
  });

  it("a manifest that names another subject", async () => {
    const verification = await verify(signedLayer(bytes, "jws", { ...TARGET, digest: OTHER_DIGEST }));
    expect(verification.state).toBe("subject-mismatch");
    expect(resultOf(verification, "manifest-subject")).toBe("failed");
  });

  it("an envelope of another media type", async () => {
    const layer = { ...whole.layer, mediaType: "application/octet-stream" };
    expect((await verify({ ...whole, layer })).state).toBe("unverifiable-no-material");
  });

  it("what it was held against is named with its age", async () => {
    expect((await verify(whole)).trust).toEqual({ name: "test ca", asOf: "2026-11-01T00:00:00Z" });
  });
});

function resultOf({ checks }: Verification, name: CheckName): string | undefined {
  return checks.find((check) => check.name === name)?.result;
}

/** All twelve checks are told, and green stands on nothing that failed. */
function expectWhole({ state, checks, identity }: Verification): void {
  expect(checks.map(({ name }) => name)).toEqual(CHECK_NAMES);
  expect(checks.every(({ detail }) => /^[A-Z].*\.$/.test(detail))).toBe(true);
  if (state !== "verified") return;
  expect(checks.filter(({ result }) => result === "failed")).toEqual([]);
  expect(identity?.rule).toBeDefined();
}
