// What is taken for a signature, and what is not called unsigned because it could not be read.
import { createPublicKey, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { BUNDLE, BUNDLE_ABOUT, demoTrust } from "../demo.test-support.ts";
import { REPOSITORY, resultOf, sha256, verified } from "../fixtures.test-support.ts";
import {
  annotated,
  asked,
  DIGEST,
  hash,
  leaf,
  newKey,
  PAYLOAD,
  SIMPLE_SIGNING,
  trusting,
} from "../sigstore/minted.test-support.ts";

const text = JSON.stringify(JSON.parse(BUNDLE.bytes.toString()));
const blanks = (count: number) => Buffer.alloc(count, 0x20);

async function stateOf(bytes: Buffer, annotations: Record<string, string> = {}): Promise<string> {
  const layer = { annotations };
  const found = await verified({ bytes, about: BUNDLE_ABOUT, trust: await demoTrust(), layer });
  return found.state;
}

describe("a bundle of which no type tells", () => {
  it.each<[string, Buffer, string]>([
    ["after many blanks", Buffer.concat([blanks(5000), BUNDLE.bytes]), "valid-identity-unchecked"],
    ["after blanks and a mark", Buffer.concat([blanks(9), Buffer.from("\uFEFF"), BUNDLE.bytes]), "error"],
    ["after an empty line", Buffer.from(`\n${text}\n{}\n`), "valid-identity-unchecked"],
    ["in UTF-16", Buffer.from(`\uFEFF${text}`, "utf16le"), "error"],
    ["in UTF-16, without a mark", Buffer.from(text, "utf16le"), "error"],
    ["in UTF-16, the other way round", Buffer.from(`\uFEFF${text}`, "utf16le").swap16(), "error"],
    ["in a list", Buffer.from(`[${text}]`), "error"],
    [
      "in lines, before another document",
      Buffer.from(`${JSON.stringify(JSON.parse(text), null, 1)}\n{}\n`),
      "error",
    ],
    ["after a document that nobody signed", Buffer.from(`{}\n${text}\n`), "error"],
    ["that ends too soon", Buffer.from(text.slice(0, -5)), "error"],
    [
      "that ends too soon, after many blanks",
      Buffer.concat([blanks(5000), Buffer.from(text.slice(0, -5))]),
      "error",
    ],
  ])("%s", async (_, bytes, state) => {
    expect(await stateOf(bytes)).toBe(state);
  });

  it.each([
    ["a text", "dsseEnvelope and payloadType are fields of a bundle."],
    ["a text in UTF-16", Buffer.from("\uFEFFhello", "utf16le").toString("latin1")],
    ["a list", '[{"name":"x"}]'],
    ["lines of documents", '{"a":1}\n{"b":2}\n'],
  ])("is not seen in %s", async (_, content) => {
    expect(await stateOf(Buffer.from(content, "latin1"))).toBe("unsigned");
  });
});

describe("what is no text where one must be", () => {
  const odd = { toString: 1, valueOf: 1 };
  const entry = (payload: object) => ({
    "dev.cosignproject.cosign/signature": "AAAA",
    "dev.sigstore.cosign/bundle": JSON.stringify({
      SignedEntryTimestamp: "AAAA",
      Payload: {
        body: Buffer.from('{"kind":{"toString":1}}').toString("base64"),
        logID: "ab".repeat(32),
        ...payload,
      },
    }),
  });

  it.each<[string, unknown, Record<string, string>]>([
    ["the type of a bundle", { mediaType: odd, verificationMaterial: {} }, {}],
    ["the fields of a log entry", { critical: { image: {} } }, entry({ logIndex: odd, integratedTime: odd })],
    [
      "the type of a payload",
      { provenance_summary: { provenance: [{ envelope: { payloadType: odd, payload: "e30=" } }] } },
      {},
    ],
  ])("is said of %s, not taken for a fault of Refscope", async (_, content, annotations) => {
    const bytes = Buffer.from(JSON.stringify(content));
    const asked = { bytes, about: BUNDLE_ABOUT, trust: await demoTrust(), layer: { annotations } };
    expect((await verified(asked)).reason).not.toContain("Refscope failed");
  });
});

describe("one of several documents", () => {
  const other = JSON.stringify({
    payloadType: "application/vnd.in-toto+json",
    payload: "e30=",
    signatures: [],
  });
  const notation = JSON.stringify({ payload: "e30", protected: "e30", signature: "AA", header: {} });

  it.each<[string, string, string[]]>([
    ["in lines", `${text}\n${other}\n`, ["valid-identity-unchecked", "unsigned"]],
    ["in a list", `[${other},\n${text}]`, ["unsigned", "valid-identity-unchecked"]],
    ["alone in a list", `[${text}]`, ["valid-identity-unchecked"]],
    ["after one that nobody signed", `{}\n${text}`, ["unsigned", "valid-identity-unchecked"]],
    ["beside one of notation", `${text}\n${notation}`, ["valid-identity-unchecked", "error"]],
    ["alone", text, ["valid-identity-unchecked"]],
    ["that is not there", text, ["valid-identity-unchecked", "error"]],
    ["before what cannot be read", `${text}\n{`, ["valid-identity-unchecked", "error"]],
  ])("%s is verified by itself", async (_, whole, states) => {
    const bytes = Buffer.from(whole);
    for (const [document, state] of states.entries()) {
      const found = await verified({ bytes, document, about: BUNDLE_ABOUT, trust: await demoTrust() });
      expect([document, found.state, resultOf(found, "blob-digest")]).toEqual([document, state, "passed"]);
    }
  });

  it("is not what the annotations of the layer are about, unless it is the first", async () => {
    const envelope = JSON.stringify({
      payloadType: "application/vnd.in-toto+json",
      payload: "e30=",
      signatures: [{ sig: "AAAA" }],
    });
    const annotations = { "dev.sigstore.cosign/certificate": "no certificate" };
    const states = [0, 1].map(async (document) => {
      const bytes = Buffer.from(`${envelope}\n${envelope}`);
      const asked = {
        bytes,
        document,
        about: BUNDLE_ABOUT,
        trust: await demoTrust(),
        layer: { annotations },
      };
      return (await verified(asked)).state;
    });
    expect(await Promise.all(states)).toEqual(["error", "unverifiable-no-material"]);
  });
});

describe("what is signed in a way that is not verified here", () => {
  const HELM = "application/vnd.cncf.helm.chart.provenance.v1.prov";
  const signed =
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nname: x\n-----BEGIN PGP SIGNATURE-----\n";

  it.each<[string, string, string, string]>([
    ["a chart's provenance file", HELM, signed, "unverifiable-no-material"],
    ["one of no type", "text/plain", signed, "unverifiable-no-material"],
    ["one after other lines", "text/plain", `Comment\n\n${signed}`, "unverifiable-no-material"],
    ["a signature by itself", "text/plain", "-----BEGIN PGP SIGNATURE-----\n", "unverifiable-no-material"],
    ["a chart's provenance file that is none", HELM, "name: x", "error"],
    ["a chart's provenance file without anything in it", HELM, "", "error"],
    [
      "a public key of PGP, which signs nothing",
      "text/plain",
      "-----BEGIN PGP PUBLIC KEY BLOCK-----",
      "unsigned",
    ],
    [
      "a list of attestations, as services answer",
      "application/json",
      `{"attestations":[{"bundle":${text}}]}`,
      "unverifiable-no-material",
    ],
    [
      "CycloneDX with a signature within itself",
      "application/vnd.cyclonedx+json",
      '{"bomFormat":"CycloneDX","specVersion":"1.6","signature":{"algorithm":"ES256","value":"x"}}',
      "unverifiable-no-material",
    ],
    ["CycloneDX without one", "application/vnd.cyclonedx+json", '{"bomFormat":"CycloneDX"}', "unsigned"],
    [
      "XML with a signature within itself",
      "application/vnd.cyclonedx+xml",
      '<bom><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo/></ds:Signature></bom>',
      "unverifiable-no-material",
    ],
    ["XML that only names one", "application/xml", "<a>http://www.w3.org/2000/09/xmldsig#</a>", "unsigned"],
    ["a list of attestations without bundles", "application/json", '{"attestations":[{}]}', "unsigned"],
  ])("%s", async (_, mediaType, content, state) => {
    const bytes = Buffer.from(content);
    const found = await verified({
      bytes,
      about: BUNDLE_ABOUT,
      trust: await demoTrust(),
      layer: { mediaType },
    });
    expect(found.state).toBe(state);
    if (content.includes("SIGN") && state !== "unsigned")
      expect(found.reason).toMatch(/^Signed, not checked: PGP\./);
  });
});

describe("a signature in annotations", () => {
  const annotations = annotated(leaf());

  it("is over the whole content, not over its first line", async () => {
    expect((await asked(annotations, trusting())).state).toBe("verified");
    for (const after of ["\n", '\n{"critical":{}}\n', "\nx"]) {
      const longer = await asked(annotations, trusting(), Buffer.concat([PAYLOAD, Buffer.from(after)]));
      expect([longer.state, resultOf(longer, "signature")]).toEqual(["invalid", "failed"]);
    }
  });

  it("is over the whole content, also where that holds several documents", async () => {
    const envelope =
      '{"payloadType":"application/vnd.in-toto+json","payload":"e30=","signatures":[{"sig":"AAAA"}]}';
    const bytes = Buffer.concat([PAYLOAD, Buffer.from(`\n${envelope}`)]);
    const layer = { mediaType: SIMPLE_SIGNING, annotations };
    const found = await verified({ bytes, document: 0, about: { digest: DIGEST }, trust: trusting(), layer });
    expect([found.state, resultOf(found, "signature")]).toEqual(["invalid", "failed"]);
    const second = await verified({
      bytes,
      document: 1,
      about: { digest: DIGEST },
      trust: trusting(),
      layer,
    });
    expect(second.state).toBe("error");
  });

  it("beside what is no payload of cosign cannot be read, and is not nothing", async () => {
    const beside = { "dev.cosignproject.cosign/signature": "AAAA" };
    for (const content of ["hello", "", "[]", "\u0000"])
      expect(await stateOf(Buffer.from(content), beside)).toBe("error");
  });
});

describe("a message signature", () => {
  const key = newKey();
  const [here, other] = [Buffer.from("manifest B"), Buffer.from("manifest A")];
  const over = (bytes: Buffer, signed = bytes) =>
    Buffer.from(
      JSON.stringify({
        mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        verificationMaterial: { publicKey: { hint: "" }, tlogEntries: [] },
        messageSignature: {
          messageDigest: { algorithm: "SHA2_256", digest: hash(bytes).toString("base64") },
          signature: sign("sha256", signed, key).toString("base64"),
        },
      }),
    );
  const keys = [{ name: "ours", scope: [REPOSITORY], key: createPublicKey(key) }];
  const ask = (bytes: Buffer) =>
    verified({ bytes, about: { digest: sha256(here), bytes: here }, trust: trusting({}, { keys }) });

  it("over another content is about that one, which is nothing wrong with it", async () => {
    expect((await ask(over(here))).state).toBe("verified");
    const elsewhere = await ask(over(other));
    expect([elsewhere.state, resultOf(elsewhere, "signature")]).toEqual(["subject-mismatch", "not-checked"]);
    expect((await ask(over(here, other))).state).toBe("invalid");
  });
});
