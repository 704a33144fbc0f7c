// Signatures as notation makes them, in both envelopes.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md
import { createHash, sign } from "node:crypto";
import type { Artifact } from "./carriers.mts";
import { type Cbor, encodeCbor } from "./cbor.mts";
import type { Chain } from "./certificates.mts";
import type { Manifest, Shelf } from "./shelf.mts";

const NOTATION = "application/vnd.cncf.notary.signature";
const PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";
const SCHEME = "io.cncf.notary.signingScheme";
const TIME = "io.cncf.notary.signingTime";
const EXPIRY = "io.cncf.notary.expiry";
const AGENT = "io.cncf.notary.signingAgent";
const AGENT_NAME = "refscope-demo-content/0.1";

type Envelope = { bytes: Buffer; mediaType: string };

/** `at` is the time that the signer claims, `expiry` when the signature ends; both ISO 8601, whole seconds. */
type Times = { at: string; expiry?: string };

/** Signs the descriptor of `subject` with ES256 and makes the artifact that carries the envelope. */
export function notationSignature(
  shelf: Shelf,
  chain: Chain,
  subject: Manifest,
  options: Times & { envelope: "jws" | "cose" },
): Artifact {
  const { mediaType, digest, size } = subject.descriptor;
  const payload = Buffer.from(JSON.stringify({ targetArtifact: { mediaType, digest, size } }));
  const envelope = options.envelope === "jws" ? jws(chain, payload, options) : cose(chain, payload, options);
  const thumbprints = chain.certificates.map((one) => createHash("sha256").update(one).digest("hex"));
  return {
    artifactType: NOTATION,
    typeInConfig: true,
    layers: [shelf.put(envelope.bytes, envelope.mediaType)],
    annotations: {
      "io.cncf.notary.x509chain.thumbprint#S256": JSON.stringify(thumbprints),
      "org.opencontainers.image.created": options.at,
    },
  };
}

function es256(bytes: Buffer, { key }: Chain): Buffer {
  return sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" });
}

/** A reader that does not know of expiry must not accept what has one. */
function criticalWith(expiry: string | undefined): string[] {
  return expiry === undefined ? [SCHEME] : [SCHEME, EXPIRY];
}

/** JWS, flattened JSON serialisation: specs/signature-envelope-jws.md */
function jws(chain: Chain, payload: Buffer, { at, expiry }: Times): Envelope {
  const header = {
    ...{ alg: "ES256", crit: criticalWith(expiry), cty: PAYLOAD_TYPE },
    ...{ [SCHEME]: "notary.x509", [TIME]: at },
    ...(expiry ? { [EXPIRY]: expiry } : {}),
  };
  const protectedPart = Buffer.from(JSON.stringify(header)).toString("base64url");
  const body = payload.toString("base64url");
  const envelope = {
    payload: body,
    protected: protectedPart,
    header: { x5c: chain.certificates.map((one) => one.toString("base64")), [AGENT]: AGENT_NAME },
    signature: es256(Buffer.from(`${protectedPart}.${body}`), chain).toString("base64url"),
  };
  return { bytes: Buffer.from(JSON.stringify(envelope)), mediaType: "application/jose+json" };
}

/** COSE_Sign1 (RFC 9052), tagged: specs/signature-envelope-cose.md. Header 1 is alg (-7 ES256), 2 crit, 3 the content type, 33 x5chain. */
function cose(chain: Chain, payload: Buffer, { at, expiry }: Times): Envelope {
  const moment = (text: string): Cbor => ({ tag: 1, value: Date.parse(text) / 1000 });
  const protectedPart = encodeCbor(
    new Map<number | string, Cbor>([
      [1, -7],
      [2, criticalWith(expiry)],
      [3, PAYLOAD_TYPE],
      [TIME, moment(at)],
      ...(expiry ? [[EXPIRY, moment(expiry)] satisfies [string, Cbor]] : []),
      [SCHEME, "notary.x509"],
    ]),
  );
  const open = new Map<number | string, Cbor>([
    [33, chain.certificates],
    [AGENT, AGENT_NAME],
  ]);
  const signature = es256(encodeCbor(["Signature1", protectedPart, Buffer.alloc(0), payload]), chain);
  const bytes = encodeCbor({ tag: 18, value: [protectedPart, open, payload, signature] });
  return { bytes, mediaType: "application/cose" };
}
