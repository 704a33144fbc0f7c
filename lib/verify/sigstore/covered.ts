// The bytes that a signature covers, and whether a key made it. The library is handed this instead of its own reading, since
// that takes SHA-256 for every key.
import { createHash, type KeyObject, timingSafeEqual, verify } from "node:crypto";
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
    return bytes !== undefined && hashesOf(key).some((hash) => holds(hash, bytes, key, this.signature));
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

/** The hashes with which a key may have signed; null for a key that has one of its own. */
function hashesOf(key: KeyObject): (string | null)[] {
  if (key.asymmetricKeyType === "ed25519" || key.asymmetricKeyType === "ed448") return [null];
  const fitting = CURVE_HASHES.get(key.asymmetricKeyDetails?.namedCurve ?? "");
  return fitting ? ["sha256", fitting] : ["sha256"];
}

function holds(hash: string | null, bytes: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(hash, bytes, key, signature);
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
