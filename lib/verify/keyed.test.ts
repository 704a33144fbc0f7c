// Signatures made with a bare key: whose key it must be, and what is said where it is none of those.
import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Verification } from "#lib/evidence";
import { BUNDLE, BUNDLE_ABOUT, type Bundle } from "./demo.test-support.ts";
import { REPOSITORY, resultOf, trustOf, verified } from "./fixtures.test-support.ts";
import type { Trust } from "./index.ts";

type Pair = { privateKey: KeyObject; publicKey: KeyObject };

const P256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
const OTHER = generateKeyPairSync("ec", { namedCurve: "P-256" });

const { dsseEnvelope }: Bundle = JSON.parse(BUNDLE.bytes.toString());
const payload = Buffer.from(dsseEnvelope.payload, "base64");
const type: string = dsseEnvelope.payloadType;
const preAuth = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);

function envelope({ privateKey }: Pair, hash: string | null = "sha256", keyid = ""): Buffer {
  const sig = sign(hash, preAuth, privateKey).toString("base64");
  return Buffer.from(JSON.stringify({ ...dsseEnvelope, signatures: [{ keyid, sig }] }));
}

function key({ publicKey }: Pair, name = "release", scope: string[] = [REPOSITORY]): Trust["keys"][number] {
  return { name, scope, key: publicKey };
}

async function ask(bytes: Buffer, keys: Trust["keys"]): Promise<Verification> {
  const trust = { ...(await trustOf()), keys };
  return verified({ bytes, about: { digest: BUNDLE_ABOUT.digest }, trust });
}

describe("a configured key", () => {
  it("is the operator's own word: what it signed is verified", async () => {
    const verification = await ask(envelope(P256), [key(OTHER, "old"), key(P256)]);
    expect(verification.state, verification.reason).toBe("verified");
    expect(verification.identity).toEqual({ kind: "key", subject: "release", rule: "release" });
    expect(resultOf(verification, "certificate-chain")).toBe("not-applicable");
    expect(resultOf(verification, "transparency-log")).toBe("not-applicable");
  });

  it.each([
    ["P-384 with its own hash", generateKeyPairSync("ec", { namedCurve: "P-384" }), "sha384"],
    ["P-384 as cosign signs", generateKeyPairSync("ec", { namedCurve: "P-384" }), "sha256"],
    ["P-521", generateKeyPairSync("ec", { namedCurve: "P-521" }), "sha512"],
    ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 }), "sha256"],
    ["Ed25519", generateKeyPairSync("ed25519"), null],
  ])("may be %s", async (_, pair, hash) => {
    expect((await ask(envelope(pair, hash), [key(pair)])).state).toBe("verified");
  });

  it.each([
    ["PKCS #1 and SHA-512", "sha512", constants.RSA_PKCS1_PADDING],
    ["PSS and SHA-256", "sha256", constants.RSA_PKCS1_PSS_PADDING],
    ["PSS and SHA-384", "sha384", constants.RSA_PKCS1_PSS_PADDING],
  ])("of RSA may sign with %s", async (_, hash, padding) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const sig = sign(hash, preAuth, { key: privateKey, padding }).toString("base64");
    const bytes = Buffer.from(JSON.stringify({ ...dsseEnvelope, signatures: [{ sig }] }));
    expect((await ask(bytes, [key({ privateKey, publicKey })])).state).toBe("verified");
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect((await ask(bytes, [key(other)])).state).toBe("invalid");
  });

  it("is tried while the work is bounded, the one that the signature names first", async () => {
    const statement = { ...JSON.parse(payload.toString()), more: "x".repeat(8_000_000) };
    const large = Buffer.from(JSON.stringify(statement));
    const bytes = Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${large.length} `), large]);
    const sealed = (keyid: string) => {
      const sig = sign("sha256", bytes, P256.privateKey).toString("base64");
      const signatures = [{ keyid, sig }];
      return Buffer.from(JSON.stringify({ ...dsseEnvelope, payload: large.toString("base64"), signatures }));
    };
    const others = Array.from({ length: 180 }, (_, at) => key(OTHER, `other ${at}`, []));
    const unnamed = await ask(sealed(""), [...others, key(P256)]);
    expect([unnamed.state, unnamed.reason]).toEqual([
      "unverifiable-no-material",
      expect.stringMatching(/\d\d other keys were not tried, which would be too much work\./),
    ]);
    expect((await ask(sealed("release"), [...others, key(P256)])).state).toBe("verified");
  });

  it("does not count outside its scope", async () => {
    const elsewhere = key(P256, "release", ["registry.example/other", "registry.example/org/ap"]);
    expect((await ask(envelope(P256), [elsewhere])).state).toBe("unverifiable-no-material");
    expect((await ask(envelope(P256), [key(P256, "release", ["registry.example"])])).state).toBe("verified");
  });

  it("is wrong where it is the one for this repository, or the one that the signature names", async () => {
    const print = createHash("sha256")
      .update(P256.publicKey.export({ type: "spki", format: "der" }))
      .digest("base64");
    expect((await ask(envelope(OTHER), [key(P256)])).state).toBe("invalid");
    const hinted = envelope(OTHER, "sha256", print);
    expect((await ask(hinted, [key(P256, "a"), key(generateKeyPairSync("ed25519"), "b")])).state).toBe(
      "invalid",
    );
    expect((await ask(envelope(OTHER, "sha256", "release"), [key(P256, "release", [])])).state).toBe(
      "invalid",
    );
  });

  it("that holds everywhere accuses nobody: others sign with keys that are not here", async () => {
    const { state, reason } = await ask(envelope(OTHER), [key(P256, "ours", [])]);
    expect([state, reason]).toEqual([
      "unverifiable-no-material",
      expect.stringMatching(/not with the key that is configured/),
    ]);
    const scopes = [["registry.example"], ["registry.example/org"]];
    for (const scope of scopes)
      expect((await ask(envelope(OTHER), [key(P256, "ours", scope)])).state).toBe("unverifiable-no-material");
    expect((await ask(envelope(OTHER), [key(P256, "a"), key(P256, "b")])).state).toBe(
      "unverifiable-no-material",
    );
  });

  it("does not sign for a certificate: a changed payload stays wrong", async () => {
    const forged = Buffer.from(
      envelope(P256)
        .toString()
        .replace(/"payload":"./, '"payload":"e'),
    );
    const changed = JSON.parse(forged.toString());
    changed.payload = Buffer.from(payload.toString().replace("refscope", "refscopf")).toString("base64");
    expect((await ask(Buffer.from(JSON.stringify(changed)), [key(P256)])).state).toBe("invalid");
  });
});

describe("the payload's type", () => {
  it("is signed with it, and only statements are read", async () => {
    const other = "application/vnd.example+json";
    const bytes = Buffer.concat([Buffer.from(`DSSEv1 ${other.length} ${other} ${payload.length} `), payload]);
    const sig = sign("sha256", bytes, P256.privateKey).toString("base64");
    const typed = { ...dsseEnvelope, payloadType: other, signatures: [{ sig }] };
    const verification = await ask(Buffer.from(JSON.stringify(typed)), [key(P256)]);
    expect(verification.state).toBe("unverifiable-no-material");
    expect(resultOf(verification, "payload-type")).toBe("failed");
    const swapped = { ...JSON.parse(envelope(P256).toString()), payloadType: other };
    expect((await ask(Buffer.from(JSON.stringify(swapped)), [key(P256)])).state).toBe("invalid");
  });
});
