// The bytes that a signature covers, and whether a key made it. The library is handed this instead of its own reading, since
// that takes SHA-256 for every key.
import { constants, createHash, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { dsse } from "@sigstore/core";
import type { SignedEntity } from "@sigstore/verify";

type SignatureContent = SignedEntity["signature"];

/** `bytes` are absent where they are not at hand: then no key can be tried. */
type Parts = { bytes?: Buffer; signature: Buffer; digest: Buffer; signedDigest: Buffer };

export class Covered implements SignatureContent {
  readonly signature: Buffer;
  readonly #bytes: Buffer | undefined;
  readonly #digest: Buffer;
  readonly #signedDigest: Buffer;

  private constructor({ bytes, signature, digest, signedDigest }: Parts) {
    this.signature = signature;
    this.#bytes = bytes;
    this.#digest = digest;
    this.#signedDigest = signedDigest;
  }

  /** What is signed is not the payload alone but its type with it. */
  static envelope(payloadType: string, payload: Buffer, signature: Buffer): Covered {
    const bytes = dsse.preAuthEncoding(payloadType, payload);
    return new Covered({ bytes, signature, digest: sha256(payload), signedDigest: sha256(bytes) });
  }

  /** A payload that is signed as it is. */
  static payload(bytes: Buffer, signature: Buffer): Covered {
    const digest = sha256(bytes);
    return new Covered({ bytes, signature, digest, signedDigest: digest });
  }

  /** Bytes that are known by a digest, and may be at hand. */
  static message(bytes: Buffer | undefined, digest: Buffer, signature: Buffer): Covered {
    return new Covered({ ...(bytes ? { bytes } : {}), signature, digest, signedDigest: digest });
  }

  get isAtHand(): boolean {
    return this.#bytes !== undefined;
  }

  verifySignature(key: KeyObject): boolean {
    const bytes = this.#bytes;
    return bytes !== undefined && waysOf(key).some((way) => holds(way, bytes, key, this.signature));
  }

  /** How many bytes are hashed to try a key: each way hashes them anew, since no digest can be handed to a key here. */
  costOf(key: KeyObject): number {
    return (this.#bytes?.length ?? 0) * waysOf(key).length;
  }

  compareSignature(signature: Buffer): boolean {
    return same(signature, this.signature);
  }

  compareDigest(digest: Buffer): boolean {
    return same(digest, this.#digest);
  }

  compareSignedDigest(digest: Buffer): boolean {
    return same(digest, this.#signedDigest);
  }

  /** The digest of the payload. */
  hasDigest(hex: string): boolean {
    return this.#digest.toString("hex") === hex;
  }
}

/** cosign signs with SHA-256 whatever the curve; newer clients take the hash that fits the curve. */
const CURVE_HASHES = new Map([
  ["secp384r1", "sha384"],
  ["secp521r1", "sha512"],
]);

/** With `hash` null the key has one of its own. */
type Way = { hash: string | null; padding?: number };

const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING } = constants;
/** The usual ones first. */
const RSA_WAYS: Way[] = [RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING].flatMap((padding) =>
  ["sha256", "sha384", "sha512"].map((hash) => ({ hash, padding })),
);

/** The ways in which a key may have signed. */
function waysOf(key: KeyObject): Way[] {
  if (key.asymmetricKeyType === "ed25519" || key.asymmetricKeyType === "ed448") return [{ hash: null }];
  if (key.asymmetricKeyType === "rsa") return RSA_WAYS;
  const fitting = CURVE_HASHES.get(key.asymmetricKeyDetails?.namedCurve ?? "");
  return fitting ? [{ hash: "sha256" }, { hash: fitting }] : [{ hash: "sha256" }];
}

function holds({ hash, ...way }: Way, bytes: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(hash, bytes, { key, ...way }, signature);
  } catch {
    return false;
  }
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function same(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
