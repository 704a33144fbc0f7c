// Signs as Sigstore's public services do, with a certificate authority, logs and a timestamping authority that exist only
// while the script runs. What is needed to verify the signatures later is written out as a trusted root.
import { createHash, generateKeyPairSync, randomInt, sign } from "node:crypto";
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from "@sigstore/mock";
import { SITE, type Statement } from "./statements.mts";

export const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
const SHA256_OID = "2.16.840.1.101.3.4.2.1";
const ISSUER_OID = "1.3.6.1.4.1.57264.1.8";
const TSA_POLICY_OID = "1.3.6.1.4.1.57264.2";

type Services = {
  ca: Awaited<ReturnType<typeof initializeCA>>;
  ctLog: Awaited<ReturnType<typeof initializeCTLog>>;
  log: Awaited<ReturnType<typeof initializeTLog>>;
  tsa: Awaited<ReturnType<typeof initializeTSA>>;
};

/** An entry of the log as Rekor's version 1 API returns it. */
type LogEntry = {
  body: string;
  integratedTime: number;
  logID: string;
  logIndex: number;
  verification: {
    signedEntryTimestamp: string;
    inclusionProof: {
      logIndex: number;
      treeSize: number;
      rootHash: string;
      hashes: string[];
      checkpoint: string;
    };
  };
};

/** A signature (base64) with everything that proves who made it and when. `certificate` is DER. */
export type Signed = { signature: string; certificate: Buffer; entry: LogEntry; timestamp: Buffer };

/** What a log entry is made from: the signature in base64 and the certificate as PEM. */
export type EntryOf = (signature: string, certificate: string) => object;

const newKeys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const buffer = (view: ArrayBufferView): Buffer => Buffer.from(view.buffer, view.byteOffset, view.byteLength);

export function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** The bytes that a DSSE signature covers: https://github.com/secure-systems-lab/dsse/blob/master/protocol.md */
export function preAuthEncoding(type: string, payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} ${type} ${payload.byteLength} `), payload]);
}

export class SigstoreSigner {
  readonly #services: Services;

  private constructor(services: Services) {
    this.#services = services;
  }

  /**
   * Every signature is made at `clock`: whole seconds (some readers reject a timestamp's fractions), and not before
   * the authorities' own certificates, which begin when this is called.
   */
  static async start(clock: Date): Promise<SigstoreSigner> {
    const ctLog = await initializeCTLog(newKeys(), clock);
    const ca = await initializeCA(generateKeyPairSync("ec", { namedCurve: "P-384" }), ctLog, clock);
    const log = await initializeTLog(SITE, newKeys(), clock);
    const tsa = await initializeTSA(newKeys(), clock);
    return new SigstoreSigner({ ca, ctLog, log, tsa });
  }

  /** The authority's own certificate, DER. */
  get root(): Buffer {
    return buffer(this.#services.ca.rootCertificate);
  }

  /** Signs `bytes` with a new key under a certificate for `identity` (a URI). */
  async sign(bytes: Uint8Array, identity: string, entryOf: EntryOf): Promise<Signed> {
    const keys = newKeys();
    const certificate = buffer(
      await this.#services.ca.issueCertificate({
        publicKey: keys.publicKey.export({ format: "der", type: "spki" }),
        subjectAltName: identity,
        extensions: [{ oid: ISSUER_OID, value: `${SITE}/login` }],
      }),
    );
    const signature = sign("sha256", bytes, keys.privateKey);
    const [entry] = Object.values(
      await this.#services.log.log(entryOf(signature.toString("base64"), pem(certificate))),
    ) as LogEntry[];
    if (!entry) throw new Error("The log returned no entry");
    const timestamp = await this.#services.tsa.timestamp({
      artifactHash: sha256(signature),
      hashAlgorithmOID: SHA256_OID,
      nonce: randomInt(2 ** 31),
      policyOID: TSA_POLICY_OID,
      certReq: true,
    });
    return { signature: signature.toString("base64"), certificate, entry, timestamp: buffer(timestamp) };
  }

  /** A DSSE envelope around an in-toto statement, and its proof. */
  async signStatement(statement: Statement, identity: string) {
    const payloadType = "application/vnd.in-toto+json";
    const payload = Buffer.from(JSON.stringify(statement));
    const envelope = (sig: string) => ({
      payload: payload.toString("base64"),
      payloadType,
      signatures: [{ sig }],
    });
    const signed = await this.sign(
      preAuthEncoding(payloadType, payload),
      identity,
      (signature, certificate) => dsseEntry(payload, envelope(signature), certificate),
    );
    return { envelope: envelope(signed.signature), signed };
  }

  /** A bundle with an attestation: what `cosign attest` and `cosign sign` (version 3) push. */
  async statementBundle(statement: Statement, identity: string) {
    const { envelope, signed } = await this.signStatement(statement, identity);
    const dsseEnvelope = {
      ...envelope,
      signatures: envelope.signatures.map(({ sig }) => ({ sig, keyid: "" })),
    };
    return { mediaType: BUNDLE, verificationMaterial: material(signed, "dsse"), dsseEnvelope };
  }

  /** A bundle with a bare signature over `bytes`: what `cosign sign-blob` makes. */
  async messageBundle(bytes: Uint8Array, identity: string) {
    const signed = await this.sign(bytes, identity, (signature, certificate) =>
      rekordEntry(bytes, signature, certificate),
    );
    const messageDigest = { algorithm: "SHA2_256", digest: sha256(bytes).toString("base64") };
    const messageSignature = { messageDigest, signature: signed.signature };
    return { mediaType: BUNDLE, verificationMaterial: material(signed, "hashedrekord"), messageSignature };
  }

  /** Sigstore's trusted_root.json for this signer, valid from `start` (ISO 8601) on. */
  trustedRoot(start: string) {
    const { ca, ctLog, log, tsa } = this.#services;
    return {
      mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
      tlogs: [logInstance(log.publicKey, sha256(log.publicKey), start)],
      certificateAuthorities: [authority("sigstore", [ca.rootCertificate], start)],
      ctlogs: [logInstance(ctLog.publicKey, buffer(ctLog.logID), start)],
      timestampAuthorities: [authority("tsa", [tsa.intCertificate, tsa.rootCertificate], start)],
    };
  }
}

function logInstance(key: Buffer, logId: Buffer, start: string) {
  const publicKey = {
    rawBytes: key.toString("base64"),
    keyDetails: "PKIX_ECDSA_P256_SHA_256",
    validFor: { start },
  };
  return { baseUrl: SITE, hashAlgorithm: "SHA2_256", publicKey, logId: { keyId: logId.toString("base64") } };
}

function authority(commonName: string, chain: ArrayBufferView[], start: string) {
  const certificates = chain.map((one) => ({ rawBytes: buffer(one).toString("base64") }));
  const subject = { organization: "sigstore.mock", commonName };
  return { subject, uri: SITE, certChain: { certificates }, validFor: { start } };
}

/** Rekor's `hashedrekord` 0.0.1. */
export function rekordEntry(bytes: Uint8Array, signature: string, certificate: string) {
  return {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: sha256(bytes).toString("hex") } },
      signature: { content: signature, publicKey: { content: Buffer.from(certificate).toString("base64") } },
    },
  };
}

/** Rekor's `dsse` 0.0.1. */
function dsseEntry(payload: Uint8Array, envelope: { signatures: { sig: string }[] }, certificate: string) {
  const hash = (bytes: Uint8Array) => ({ algorithm: "sha256", value: sha256(bytes).toString("hex") });
  const verifier = Buffer.from(certificate).toString("base64");
  return {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: {
      envelopeHash: hash(Buffer.from(JSON.stringify(envelope))),
      payloadHash: hash(payload),
      signatures: envelope.signatures.map(({ sig }) => ({ signature: sig, verifier })),
    },
  };
}

function material({ certificate, entry, timestamp }: Signed, kind: "dsse" | "hashedrekord") {
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  const hex = (text: string): string => Buffer.from(text, "hex").toString("base64");
  return {
    certificate: { rawBytes: certificate.toString("base64") },
    tlogEntries: [
      {
        logIndex: String(entry.logIndex),
        logId: { keyId: hex(entry.logID) },
        kindVersion: { kind, version: "0.0.1" },
        integratedTime: String(entry.integratedTime),
        inclusionPromise: { signedEntryTimestamp },
        inclusionProof: {
          logIndex: String(inclusionProof.logIndex),
          rootHash: hex(inclusionProof.rootHash),
          treeSize: String(inclusionProof.treeSize),
          hashes: inclusionProof.hashes,
          checkpoint: { envelope: inclusionProof.checkpoint },
        },
        canonicalizedBody: entry.body,
      },
    ],
    timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: timestamp.toString("base64") }] },
  };
}
