// The cases of sigstore's conformance suite that lie beside the repository: accepted and rejected as they are labelled.
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Verification } from "#lib/evidence";
import {
  fixture,
  fixturePath,
  fixturesIn,
  HAS_FIXTURES,
  hasFixture,
  NO_FIXTURES,
  REPOSITORY,
  resultOf,
  sha256,
  trustOf,
  verified,
} from "./fixtures.test-support.ts";
import type { Trust } from "./index.ts";

it.runIf(process.env.CI === "true")("the fixtures are there, since this is CI", () =>
  expect(HAS_FIXTURES).toBe(true),
);
if (!HAS_FIXTURES) console.warn(NO_FIXTURES);

/** Besides the label: which state it is, since a rejection has many. */
const STATES: Record<string, Verification["state"]> = {
  "dsse-invalid-sig_fail": "invalid",
  "happy-path-intoto-in-dsse-v3": "valid-identity-unchecked",
  "happy-path-v0.3": "valid-identity-unchecked",
  "intoto-expired-certificate_fail": "expired",
  "intoto-log-entry-mismatch_fail": "invalid",
  "invalid-inclusion-proof_fail": "invalid",
  "managed-key-happy-path": "verified",
  "managed-key-wrong-key_fail": "invalid",
  "message-digest-mismatch_fail": "subject-mismatch",
  "rekor2-dsse-happy-path": "valid-identity-unchecked",
  "rekor2-happy-path": "valid-identity-unchecked",
  "rekor2-no-timestamp_fail": "time-unproven",
  "rekor2-timestamp-with-embedded-cert": "valid-identity-unchecked",
  "signature-mismatch_fail": "invalid",
};

describe.skipIf(!HAS_FIXTURES)("sigstore's conformance cases", () => {
  const cases = HAS_FIXTURES ? fixturesIn("sigstore-conformance").filter((name) => name !== "a.txt") : [];

  it("are all of them, each with a label", () => expect(cases).toEqual(Object.keys(STATES).sort()));

  it.each(cases)("%s", async (name) => {
    const verification = await run(name);
    const isAccepted = ["verified", "valid-identity-unchecked"].includes(verification.state);
    expect(isAccepted, verification.reason).toBe(!name.endsWith("_fail"));
    expect(verification.state, verification.reason).toBe(STATES[name]);
    expect(verification.checks).toHaveLength(12);
    if (isAccepted) expect(verification.checks.filter(({ result }) => result === "failed")).toEqual([]);
    expect(resultOf(verification, "revocation")).toBe("not-checked");
  });

  it("the wrong key of the suite is no key at all, and is refused before anything is held against it", async () => {
    await expect(trustOf({ file: await keyFile() })).rejects.toThrow(/the key "k" cannot be used/);
  });
});

async function run(name: string): Promise<Verification> {
  const folder = `sigstore-conformance/${name}`;
  const own = `${folder}/artifact`;
  const bytes = fixture(hasFixture(own) ? own : "sigstore-conformance/a.txt");
  const root = `${folder}/trusted_root.json`;
  const trust = await trustOf(hasFixture(root) ? { trustedRoot: fixturePath(root) } : {});
  return verified({
    bytes: fixture(`${folder}/bundle.sigstore.json`),
    about: { digest: sha256(bytes), bytes },
    trust: hasFixture(`${folder}/key.pub`) ? withKey(trust, folder) : trust,
  });
}

/** The suite's wrong key is no point of its curve; another real key takes its place. */
function withKey(trust: Trust, folder: string): Trust {
  const key = folder.includes("wrong-key")
    ? generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey
    : createPublicKey(fixture(`${folder}/key.pub`));
  return { ...trust, keys: [{ name: "k", scope: [REPOSITORY], key }] };
}

async function keyFile(): Promise<string> {
  const { mkdtemp, writeFile } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const { join } = await import("node:path");
  const path = join(await mkdtemp(join(tmpdir(), "refscope-")), "trust.json");
  const file = fixturePath("sigstore-conformance/managed-key-wrong-key_fail/key.pub");
  await writeFile(path, JSON.stringify({ keys: [{ name: "k", file }] }));
  return path;
}
