// DER from outside, looked at before a library parses it whose readings grow with the square of what they read.
import { childrenOf, type Der, readDer, TAG } from "#lib/inspect";

/** Bytes of an object identifier: real ones have about ten. */
const MAX_OID = 64;
const MAX_DEPTH = 32;
const CONSTRUCTED = 0x20;

/** Whether it holds an object identifier that is longer than any real one. */
export function hasLongOid(bytes: Uint8Array): boolean {
  return isLongIn(readDer(bytes), 0);
}

/** An octet string may be DER of its own: the contents of an extension, and what a timestamp is about. */
function isLongIn(der: Der | undefined, depth: number): boolean {
  if (!der || depth > MAX_DEPTH) return false;
  if (der.tag === TAG.oid) return der.body.length > MAX_OID;
  if (der.tag === TAG.octetString) return isLongIn(readDer(der.body), depth + 1);
  return (der.tag & CONSTRUCTED) !== 0 && childrenOf(der).some((each) => isLongIn(each, depth + 1));
}
