// A notation signature, whichever envelope it comes in.
import type { KeyObject } from "node:crypto";
import { ExplorerError } from "#lib/errors";
import { mediaTypeEssence } from "#lib/oci";
import { coseEnvelope } from "./cose.ts";
import type { Header } from "./header.ts";
import { jwsEnvelope } from "./jws.ts";
import { LIMITS, malformed } from "./limits.ts";

export type Envelope = Header & {
  form: "JWS" | "COSE";
  payload: Uint8Array;
  signature: Uint8Array;
  /** In DER, leaf first. Nobody signed it: it is what the signer, or anybody after, put there. */
  chain: Uint8Array[];
  /** RFC 3161, of the signature; unsigned as well. */
  timestamp: Uint8Array | undefined;
  /** Whether this key made the signature over header and payload by the header's algorithm. Never throws. */
  isSignedBy: (key: KeyObject) => Promise<boolean>;
};

const READERS = new Map([
  ["application/jose+json", jwsEnvelope],
  ["application/cose", coseEnvelope],
]);

/** Undefined for a media type that notation does not have. Throws an ExplorerError for what cannot be read. */
export function readEnvelope(mediaType: string, bytes: Uint8Array): Envelope | undefined {
  const read = READERS.get(mediaTypeEssence(mediaType));
  if (!read) return undefined;
  if (bytes.length > LIMITS.bytes)
    throw new ExplorerError("limit-exceeded", {
      detail: `The envelope has ${bytes.length} bytes, and ${LIMITS.bytes} are read at most.`,
    });
  const envelope = read(bytes);
  if (envelope.chain.length === 0) throw malformed("The envelope carries no certificate.");
  if (envelope.chain.length > LIMITS.certificates)
    throw malformed(`The envelope carries ${envelope.chain.length} certificates.`);
  return envelope;
}
