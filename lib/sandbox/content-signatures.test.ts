// The signatures of the demo content are checked with node:crypto alone, against the roots that are stored beside it. The
// verification samples, of which most are wrong in some way, are held to their states where they are verified.
import { createHash, createPublicKey, verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { bundleFromJSON, isBundleWithDsseEnvelope, isBundleWithMessageSignature } from "@sigstore/bundle";
import { describe, expect, it } from "vitest";
import { type DemoManifest, loadContent } from "./content.ts";
import { STAGE_IDS } from "./content-catalog.ts";

type Layer = { mediaType: string; digest: string; annotations?: Record<string, string> };
type Subject = { mediaType: string; digest: string; size: number };
type Body = {
  layers?: Layer[];
  blobs?: Layer[];
  subject?: Subject;
  refers?: Subject;
  annotations?: Record<string, string>;
};
type Payload = { bytes: Buffer; layer: Layer; body: Body; manifest: DemoManifest; at: string };

const directory = path.join(import.meta.dirname, "content");
const content = loadContent(directory);
const trustedRoot = JSON.parse(readFileSync(path.join(directory, "trusted-root.json"), "utf8"));
const authority = new X509Certificate(
  Buffer.from(trustedRoot.certificateAuthorities[0].certChain.certificates[0].rawBytes, "base64"),
);
const logKey = createPublicKey({
  key: Buffer.from(trustedRoot.tlogs[0].publicKey.rawBytes, "base64"),
  format: "der",
  type: "spki",
});
const notationRoot = new X509Certificate(
  readFileSync(path.join(directory, "trust-store/x509/ca/refscope-demo/root.pem")),
);

/** Each layer or blob of the media type, once for each manifest that carries it. */
function payloads(mediaType: string): Payload[] {
  const found = new Map<string, Payload>();
  for (const stage of STAGE_IDS) {
    for (const { name, blobs, manifests } of content.stages[stage].repositories) {
      if (name.startsWith("verification/")) continue;
      const stored = new Map(blobs.map(({ digest, bytes }) => [digest, Buffer.from(bytes)]));
      for (const manifest of manifests) {
        const body: Body = JSON.parse(Buffer.from(manifest.bytes).toString());
        const at = `${stage} ${name} ${manifest.tags[0] ?? manifest.digest}`;
        for (const [place, layer] of [...(body.layers ?? []), ...(body.blobs ?? [])].entries()) {
          const bytes = stored.get(layer.digest);
          if (!bytes || layer.mediaType !== mediaType) continue;
          found.set(`${manifest.digest} ${place}`, { bytes, layer, body, manifest, at });
        }
      }
    }
  }
  return [...found.values()];
}

function preAuthEncoding(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.length} `), payload]);
}

const hex = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const cosign = (layer: Layer, name: string): string =>
  layer.annotations?.[`dev.sigstore.cosign/${name}`] ?? "";

/** Rekor's promise over an entry, keys in canonical order; the entry must have been logged while the certificate held. */
function logged(
  entry: { body: string; integratedTime: number; logID: string; logIndex: number },
  promise: string,
  leaf: X509Certificate,
) {
  const { body, integratedTime, logID, logIndex } = entry;
  const signed = Buffer.from(JSON.stringify({ body, integratedTime, logID, logIndex }));
  const at = integratedTime * 1000;
  return (
    verify("sha256", signed, logKey, Buffer.from(promise, "base64")) &&
    Date.parse(leaf.validFrom) <= at &&
    at <= Date.parse(leaf.validTo)
  );
}

describe("sigstore bundles", () => {
  const bundles = payloads("application/vnd.dev.sigstore.bundle.v0.3+json");

  it.each(bundles)("$at", ({ bytes, body }) => {
    const bundle = bundleFromJSON(JSON.parse(bytes.toString()));
    const material = bundle.verificationMaterial;
    if (material.content.$case !== "certificate") throw new Error("A bundle 0.3 holds one certificate");
    const leaf = new X509Certificate(material.content.certificate.rawBytes);
    expect(leaf.checkIssued(authority) && leaf.verify(authority.publicKey)).toBe(true);
    expect(leaf.subjectAltName).toContain("URI:https://refscope.example/");
    const [entry] = material.tlogEntries;
    const rekor = {
      body: entry!.canonicalizedBody.toString("base64"),
      integratedTime: Number(entry!.integratedTime),
      logID: entry!.logId.keyId.toString("hex"),
      logIndex: Number(entry!.logIndex),
    };
    expect(logged(rekor, entry!.inclusionPromise!.signedEntryTimestamp.toString("base64"), leaf)).toBe(true);
    if (isBundleWithDsseEnvelope(bundle)) {
      const { payload, payloadType, signatures } = bundle.content.dsseEnvelope;
      expect(
        verify("sha256", preAuthEncoding(payloadType, payload), leaf.publicKey, signatures[0]!.sig),
      ).toBe(true);
      const statement = JSON.parse(payload.toString());
      expect(`sha256:${statement.subject[0].digest.sha256}`).toBe(body.subject?.digest);
      expect(body.annotations?.["dev.sigstore.bundle.predicateType"]).toBe(statement.predicateType);
    } else if (isBundleWithMessageSignature(bundle)) {
      const { messageDigest, signature } = bundle.content.messageSignature;
      const signed = subjectBytes(body.subject?.digest ?? "");
      expect(messageDigest.digest.toString("hex")).toBe(hex(signed));
      expect(verify("sha256", signed, leaf.publicKey, signature)).toBe(true);
    }
  });

  it("are signatures, provenance, and one over an SBOM", () => {
    const types = bundles.map(({ body }) => body.annotations?.["dev.sigstore.bundle.predicateType"]);
    expect(new Set(types)).toEqual(
      new Set(["https://sigstore.dev/cosign/sign/v1", "https://slsa.dev/provenance/v1", undefined]),
    );
    const sboms = payloads("application/spdx+json").map(({ manifest }) => manifest.digest);
    expect(bundles.filter(({ body }) => sboms.includes(body.subject?.digest ?? ""))).toHaveLength(1);
  });
});

function subjectBytes(digest: string): Uint8Array {
  for (const stage of STAGE_IDS) {
    for (const { manifests } of content.stages[stage].repositories) {
      const found = manifests.find((one) => one.digest === digest);
      if (found) return found.bytes;
    }
  }
  throw new Error(`Nothing has the digest ${digest}`);
}

describe("cosign's tags", () => {
  const signatures = payloads("application/vnd.dev.cosign.simplesigning.v1+json");
  const attestations = payloads("application/vnd.dsse.envelope.v1+json");

  it.each([...signatures, ...attestations])("$at: certificate, chain and log entry", ({ layer }) => {
    const leaf = new X509Certificate(cosign(layer, "certificate"));
    expect(new X509Certificate(cosign(layer, "chain")).fingerprint256).toBe(authority.fingerprint256);
    expect(leaf.verify(authority.publicKey)).toBe(true);
    const { SignedEntryTimestamp, Payload } = JSON.parse(cosign(layer, "bundle"));
    expect(logged(Payload, SignedEntryTimestamp, leaf)).toBe(true);
  });

  it.each(signatures)(
    "$at: the signature covers the payload, and only the swapped one names another digest",
    ({ bytes, layer, manifest, at }) => {
      const leaf = new X509Certificate(cosign(layer, "certificate"));
      const signature = Buffer.from(
        layer.annotations?.["dev.cosignproject.cosign/signature"] ?? "",
        "base64",
      );
      expect(verify("sha256", bytes, leaf.publicKey, signature)).toBe(true);
      const named: string = JSON.parse(bytes.toString()).critical.image["docker-manifest-digest"];
      const own = manifest.tags.includes(`${named.replace(":", "-")}.sig`);
      expect(own).toBe(!at.includes("base/hardened"));
    },
  );

  it.each(attestations)(
    "$at: the envelope's signature covers a statement about the tag's digest",
    ({ bytes, layer, manifest }) => {
      const { payload, payloadType, signatures } = JSON.parse(bytes.toString());
      const statement = Buffer.from(payload, "base64");
      const leaf = new X509Certificate(cosign(layer, "certificate"));
      const signature = Buffer.from(signatures[0].sig, "base64");
      expect(verify("sha256", preAuthEncoding(payloadType, statement), leaf.publicKey, signature)).toBe(true);
      const { subject, predicateType } = JSON.parse(statement.toString());
      expect(manifest.tags).toEqual([`sha256-${subject[0].digest.sha256}.att`]);
      expect(layer.annotations?.predicateType).toBe(predicateType);
    },
  );

  it("are of every suffix", () => {
    const tags = content.stages.bicycle.repositories.flatMap(({ manifests }) =>
      manifests.flatMap((one) => one.tags),
    );
    for (const suffix of ["sig", "att", "sbom"])
      expect(tags.some((tag) => tag.endsWith(`.${suffix}`))).toBe(true);
  });
});

describe("notation's envelopes", () => {
  const chainOf = (certificates: Uint8Array[], body: Body): X509Certificate => {
    const [leaf, root] = certificates.map((one) => new X509Certificate(one));
    expect(root!.fingerprint256).toBe(notationRoot.fingerprint256);
    expect(leaf!.checkIssued(root!) && leaf!.verify(root!.publicKey) && root!.verify(root!.publicKey)).toBe(
      true,
    );
    expect(leaf!.subject).toContain("CN=Refscope demo signer");
    expect(leaf!.ca).toBe(false);
    const thumbprints = JSON.parse(body.annotations?.["io.cncf.notary.x509chain.thumbprint#S256"] ?? "[]");
    expect(thumbprints).toEqual(certificates.map(hex));
    return leaf!;
  };
  const expectTarget = (payload: Buffer, { subject, refers }: Body): void => {
    const { mediaType, digest, size } = subject ?? refers ?? {};
    expect(JSON.parse(payload.toString())).toEqual({ targetArtifact: { mediaType, digest, size } });
  };
  const es256 = (bytes: Buffer, leaf: X509Certificate, signature: Uint8Array): boolean =>
    verify("sha256", bytes, { key: leaf.publicKey, dsaEncoding: "ieee-p1363" }, signature);

  it.each(payloads("application/jose+json"))("$at: JWS", ({ bytes, body }) => {
    const envelope = JSON.parse(bytes.toString());
    const certificates = envelope.header.x5c.map((one: string) => Buffer.from(one, "base64"));
    const signed = Buffer.from(`${envelope.protected}.${envelope.payload}`);
    const signature = Buffer.from(envelope.signature, "base64url");
    expect(es256(signed, chainOf(certificates, body), signature)).toBe(true);
    expectTarget(Buffer.from(envelope.payload, "base64url"), body);
    const header = JSON.parse(Buffer.from(envelope.protected, "base64url").toString());
    expect(header).toMatchObject({ alg: "ES256", "io.cncf.notary.signingScheme": "notary.x509" });
  });

  it.each(payloads("application/cose"))("$at: COSE", ({ bytes, body }) => {
    const [tag, [protectedPart, open, payload, signature]] = readCbor(bytes) as [
      number,
      [Buffer, Map<unknown, unknown>, Buffer, Buffer],
    ];
    expect(tag).toBe(18);
    const header = readCbor(protectedPart) as Map<unknown, unknown>;
    expect([header.get(1), header.get(2)]).toEqual([-7, ["io.cncf.notary.signingScheme"]]);
    const text = (value: string) => Buffer.concat([Buffer.from([0x60 | value.length]), Buffer.from(value)]);
    const bstr = (value: Buffer) =>
      Buffer.concat([Buffer.from([0x59, value.length >> 8, value.length & 255]), value]);
    const short = (value: Buffer) =>
      value.length < 256 ? Buffer.concat([Buffer.from([0x58, value.length]), value]) : bstr(value);
    const signed = Buffer.concat([
      Buffer.from([0x84]),
      text("Signature1"),
      short(protectedPart),
      Buffer.from([0x40]),
      short(payload),
    ]);
    expect(es256(signed, chainOf(open.get(33) as Buffer[], body), signature)).toBe(true);
    expectTarget(payload, body);
  });

  it("are in both forms", () => {
    expect(payloads("application/jose+json").length).toBeGreaterThan(3);
    expect(payloads("application/cose").length).toBeGreaterThan(0);
  });
});

/** Reads one CBOR item (RFC 8949): the kinds that COSE_Sign1 has. A tag becomes [number, item]. */
function readCbor(bytes: Buffer): unknown {
  let at = 0;
  const number = (size: number): number => {
    at += size;
    return bytes.readUIntBE(at - size, size);
  };
  const item = (): unknown => {
    const first = number(1);
    const low = first & 31;
    const count = low < 24 ? low : number(2 ** (low - 24));
    const slice = () => {
      at += count;
      return bytes.subarray(at - count, at);
    };
    const kinds: Record<number, () => unknown> = {
      0: () => count,
      1: () => -1 - count,
      2: slice,
      3: () => slice().toString(),
      4: () => Array.from({ length: count }, item),
      5: () => new Map(Array.from({ length: count }, () => [item(), item()] as const)),
      6: () => [count, item()],
    };
    return kinds[first >> 5]?.();
  };
  return item();
}

describe("the documents", () => {
  it("SPDX and CycloneDX describe this project", () => {
    const spdx = payloads("application/spdx+json").map(({ bytes }) => JSON.parse(bytes.toString()));
    expect(spdx.length).toBeGreaterThan(2);
    for (const document of spdx.filter((one) => one.spdxVersion)) {
      expect(document).toMatchObject({ spdxVersion: "SPDX-2.3", name: expect.stringMatching(/^refscope@/) });
      expect(
        new Set(document.packages.map((one: { downloadLocation: string }) => one.downloadLocation)),
      ).toEqual(new Set(["NOASSERTION"]));
    }
    for (const { bytes } of payloads("application/vnd.cyclonedx+json").filter(({ layer }) => layer)) {
      const document = JSON.parse(bytes.toString());
      expect(document).toMatchObject({
        bomFormat: "CycloneDX",
        metadata: { component: { name: "refscope" } },
      });
      expect(bytes.toString()).not.toContain('"distribution"');
    }
  });

  it("BuildKit's attestations are about their platform's image", () => {
    const layers = payloads("application/vnd.in-toto+json").filter(
      ({ layer }) => layer.annotations?.["in-toto.io/predicate-type"],
    );
    expect(layers).toHaveLength(5);
    for (const { bytes, layer, body } of layers) {
      const { subject, predicateType } = JSON.parse(bytes.toString());
      expect(predicateType).toBe(layer.annotations?.["in-toto.io/predicate-type"]);
      if (body.subject) expect(`sha256:${subject[0].digest.sha256}`).toBe(body.subject.digest);
    }
  });

  it("VEX, scan reports and provenance say who made them", () => {
    const [vex] = payloads("application/vnd.openvex+json");
    expect(JSON.parse(vex!.bytes.toString())).toMatchObject({ author: "Refscope demo content script" });
    for (const { bytes } of payloads("application/sarif+json")) {
      const { driver } = JSON.parse(bytes.toString()).runs[0].tool;
      expect(driver.shortDescription.text).toContain("No scanner ran");
    }
  });
});
