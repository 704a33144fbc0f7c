// Real signatures beside the repository, each in the state that openssl and the specification give it.
import { createHash, X509Certificate } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { VerificationState } from "#lib/evidence";
import type { About, Signed } from "../signed.ts";
import type { Trust, TrustStore } from "../trust.ts";
import { readEnvelope } from "./envelope.ts";
import { signedLayer, trusting } from "./envelopes.test-support.ts";
import { verifyNotation } from "./index.ts";
import { targetOf } from "./payload.ts";

const FOLDER = new URL("../../../../shared/fixtures/", import.meta.url);
const INDEX = existsSync(FOLDER) && new URL("index.json", FOLDER);
const NOW = new Date("2026-11-24T12:00:00Z");
const IMAGE = "sha256:19dbd2e48e921426ee8ace4dc892edfb2ecdc1d1a72d5416c83670c30acecef0";
const ROOT_NAME = "CN=Notation Test Root,O=Notary,L=Seattle,ST=WA,C=US";

it.runIf(process.env.CI === "true")("the fixtures are there, since this is CI", () =>
  expect(INDEX).toBeTruthy(),
);
if (!INDEX)
  console.warn("The shared fixtures are not beside this repository: no real notation signature is verified.");

const indexSchema = z.object({
  files: z.array(z.object({ file: z.string(), kind: z.string(), expected_state: z.string().optional() })),
});

/** What the index says in its own words, as a state; the fixtures' own trust store is in scope, and no rule is. */
const EXPECTED: Record<string, VerificationState> = {
  "verified with truststore/ca/../NotationTestRoot.pem": "valid-identity-unchecked",
  invalid: "invalid",
  "unverifiable: no trust root; signature good": "self-consistent-untrusted",
  "unverifiable: unknown critical header SomeKey / verification plugin": "unverifiable-no-material",
  "unverifiable: no trust root (self-signed leaf, add it to trust) ; TSA time inside cert validity":
    "self-consistent-untrusted",
  "unverifiable: no trust root": "self-consistent-untrusted",
  "unverifiable: no trust root; TSA ok": "self-consistent-untrusted",
  "invalid in time: TSA time after cert notAfter (2001)": "expired",
  "unverifiable: no trust root; subject matches oci-layout": "self-consistent-untrusted",
};

const bytesOf = (file: string) => new Uint8Array(readFileSync(new URL(`notation/${file}`, FOLDER)));
const layerOf = (file: string): Signed => {
  const bytes = bytesOf(file);
  return signedLayer(bytes, bytes[0] === 0xd2 ? "cose" : "jws");
};

/** Attached to what the payload names: the images themselves are not among the fixtures, but for one. */
function aboutOf({ layer, content }: Signed): About {
  const envelope = "bytes" in content ? readEnvelope(layer.mediaType, content.bytes) : undefined;
  if (!envelope) throw new Error("no envelope");
  // A garbled payload still begins with the JSON that was signed.
  const text = new TextDecoder().decode(envelope.payload);
  const target = targetOf(new TextEncoder().encode(text.slice(0, text.lastIndexOf("}") + 1)));
  return { repository: "registry.example/library/alpine", ...target, platforms: [] };
}

function storeOf(type: TrustStore["type"], file: string): TrustStore {
  return { name: file, type, scope: [], certificates: [new X509Certificate(bytesOf(file))] };
}

const stores = () => [
  storeOf("ca", "truststore/ca/valid-trust-store/NotationTestRoot.pem"),
  storeOf("signingAuthority", "truststore/signingAuthority/valid-trust-store/NotationTestRoot.pem"),
  storeOf("tsa", "truststore/tsa/test-timestamp/globalsignRoot.cer"),
];
const leafStore = (file: string): TrustStore => {
  const signed = layerOf(file);
  const envelope = "bytes" in signed.content && readEnvelope(signed.layer.mediaType, signed.content.bytes);
  const [leaf] = envelope ? envelope.chain : [];
  return {
    name: "its own leaf",
    type: "ca",
    scope: [],
    certificates: leaf ? [new X509Certificate(leaf)] : [],
  };
};
const verified = (file: string, trust: Trust, about?: Partial<About>, now = NOW) => {
  const signed = layerOf(file);
  return verifyNotation(signed, { ...aboutOf(signed), ...about }, trust, now);
};
const checkOf = async (verification: ReturnType<typeof verifyNotation>, name: string) =>
  (await verification).checks.find((check) => check.name === name);

describe.runIf(INDEX)("real notation signatures", () => {
  const files = INDEX ? indexSchema.parse(JSON.parse(readFileSync(INDEX, "utf8"))).files : [];
  const envelopes = files.filter(({ kind }) => /^notation-(jws|cose)$/.test(kind));

  it("are nine", () => expect(envelopes).toHaveLength(9));

  it.each(envelopes.map(({ file, expected_state: expected = "" }) => [file, expected] as const))(
    "%s is %s",
    async (file, expected) => {
      const { state } = await verified(file.replace("notation/", ""), trusting(stores()));
      expect(state).toBe(EXPECTED[expected]);
    },
  );

  it("with a rule that equals the subject, a signature under the store's root is verified", async () => {
    const verification = await verified("ca_valid_sig_env.json", trusting(stores(), ROOT_NAME));
    expect(verification).toMatchObject({
      state: "verified",
      identity: { kind: "certificate", subject: ROOT_NAME, issuer: ROOT_NAME, rule: "rule 1" },
      trust: { name: "truststore/ca/valid-trust-store/NotationTestRoot.pem" },
    });
    expect(verification.time).toBeUndefined();
    expect(verification.checks.filter(({ result }) => result === "failed")).toEqual([]);
  });

  it("the store's root in a store of another type is no root for it", async () => {
    const { state, reason } = await verified("ca_valid_sig_env.json", trusting(stores().slice(1), ROOT_NAME));
    expect(state).toBe("self-consistent-untrusted");
    expect(reason).toContain("is of the type signingAuthority");
  });

  it("expires when it says", async () => {
    const at = new Date("2120-11-09T07:00:00Z");
    const before = new Date(at.getTime() - 1);
    const trust = trusting(stores());
    expect((await verified("ca_valid_sig_env.json", trust, {}, before)).state).toBe(
      "valid-identity-unchecked",
    );
    expect((await verified("ca_valid_sig_env.json", trust, {}, at)).state).toBe("expired");
  });

  it.each(["jwsWithTimestamp.sig", "coseWithTimestamp.sig"])("%s: the time is proven", async (file) => {
    const trust = trusting([...stores(), leafStore(file)], "CN=alpine,O=Notary,L=Seattle,ST=WA,C=US");
    // After the certificate's end, the timestamp still says that it was signed before.
    const verification = await verified(file, trust, {}, new Date("2040-01-01T00:00:00Z"));
    expect(verification.state).toBe("verified");
    expect(verification.time?.at).toMatch(/^2024-06-18T06:2[79]:/);
    expect(verification.time?.by).toContain("Globalsign TSA for Advanced - G4 - 202311");
  });

  it.each(["jwsWithTimestamp.sig", "coseWithTimestamp.sig"])(
    "%s: without the TSA's root it is not",
    async (file) => {
      const trust = trusting([leafStore(file)]);
      const late = new Date("2040-01-01T00:00:00Z");
      expect((await verified(file, trust)).state).toBe("valid-identity-unchecked");
      expect((await verified(file, trust, {}, late)).state).toBe("time-unproven");
      expect(await checkOf(verified(file, trust), "trusted-time")).toMatchObject({
        result: "not-checked",
        detail: expect.stringContaining("no trust store of the type tsa"),
      });
    },
  );

  it("a timestamp after the certificate's end is no proof, whoever is trusted", async () => {
    const trust = trusting([...stores(), leafStore("timestampAfterNotAfter.sig")]);
    expect((await verified("timestampAfterNotAfter.sig", trust)).state).toBe("expired");
    const withoutTsa = trusting([leafStore("timestampAfterNotAfter.sig")]);
    expect((await verified("timestampAfterNotAfter.sig", withoutTsa)).state).toBe("time-unproven");
  });

  it("the image of the layout is the one that jws_signature.sig names, in all three", async () => {
    const manifest = bytesOf(`oci-layout/blobs/sha256/${IMAGE.slice(7)}`);
    expect(createHash("sha256").update(manifest).digest("hex")).toBe(IMAGE.slice(7));
    const json: unknown = JSON.parse(new TextDecoder().decode(manifest));
    const { mediaType } = z.object({ mediaType: z.string() }).parse(json);
    const about = { digest: IMAGE, mediaType, size: manifest.length };
    const trust = trusting([leafStore("jws_signature.sig")], "CN=alpine,O=Notary,L=Seattle,ST=WA,C=US");
    expect((await verified("jws_signature.sig", trust, about)).state).toBe("verified");
    const larger = await verified("jws_signature.sig", trust, { ...about, size: manifest.length + 1 });
    expect(larger.state).toBe("subject-mismatch");
  });

  it("two signatures of one image are none of the other's", async () => {
    const { state, reason } = await verified("withoutTimestamp.sig", trusting(stores()), { digest: IMAGE });
    expect(state).toBe("subject-mismatch");
    expect(reason).toContain(IMAGE);
  });
});
