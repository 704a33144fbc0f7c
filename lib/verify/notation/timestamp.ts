// Whether a timestamp is about this signature, made by its authority, and whether that authority is trusted.
// https://github.com/notaryproject/specifications/blob/main/specs/trust-store-trust-policy.md#steps
import { createHash, verify } from "node:crypto";
import type { Der } from "#lib/inspect";
import { childrenOf, oidOf, TAG } from "#lib/inspect";
import { moment, shown } from "../words.ts";
import { type Certificate, certificateOf, isIssuedBy, isSame, isValidIn, purposesOf } from "./certificate.ts";
import { authoritiesFault, leafFault, unreadFault, weakFault } from "./chain.ts";
import { LIMITS } from "./limits.ts";
import type { Stores } from "./stores.ts";
import { HASHES, readToken, type Token } from "./timestamp-token.ts";

/** Between which moments it was made; `at` is the one that it names. */
type Moment = { at: Date; from: Date; until: Date };

/**
 * "proven": by an authority in a trust store. "untrusted": in order, and nobody vouches for the authority.
 * "unread": it could not be checked. "wrong": about other bytes, or not made by its authority.
 */
export type Timestamp =
  | { result: "proven"; moment: Moment; authority: string; store: string }
  | { result: "untrusted"; moment: Moment; why: string }
  | { result: "unread" | "wrong"; why: string };

const OID = {
  info: "1.2.840.113549.1.9.16.1.4",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificate: "1.2.840.113549.1.9.16.2.12",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
} as const;
/** Timestamping, and any purpose. */
const TIMESTAMPING = ["1.3.6.1.5.5.7.3.8", "2.5.29.37.0"];
const RSA = "1.2.840.113549.1.1.1";
/** The hash; where the name of the algorithm leaves it open, it is the digest's. */
const SIGNED_BY = new Map([
  ["1.2.840.113549.1.1.11", { key: "rsa", hash: "sha256" }],
  ["1.2.840.113549.1.1.12", { key: "rsa", hash: "sha384" }],
  ["1.2.840.113549.1.1.13", { key: "rsa", hash: "sha512" }],
  ["1.2.840.10045.4.3.2", { key: "ec", hash: "sha256" }],
  ["1.2.840.10045.4.3.3", { key: "ec", hash: "sha384" }],
  ["1.2.840.10045.4.3.4", { key: "ec", hash: "sha512" }],
]);

/** `stores` are those of timestamping authorities. Never throws. */
export function checkTimestamp(bytes: Uint8Array, signature: Uint8Array, stores: Stores): Timestamp {
  const token = readToken(bytes);
  if (!token) return { result: "unread", why: "The timestamp cannot be read." };
  if (token.certificates.length === 0)
    return { result: "unread", why: "The timestamp carries no certificate." };
  if (token.certificates.length > LIMITS.certificates)
    return { result: "unread", why: `The timestamp carries ${token.certificates.length} certificates.` };
  const { hash, value } = token.imprint;
  const { digestHash } = token;
  if (hash === undefined || digestHash === undefined)
    return { result: "unread", why: "The timestamp hashes in a way that is not read here." };
  if (!isSame(digestOf(hash, signature), value))
    return { result: "wrong", why: "The timestamp is about other bytes than this signature." };
  const others = token.certificates.flatMap((each) => certificateOf(each) ?? []);
  const signer = signerOf(token, others);
  if (!signer) return { result: "wrong", why: "The timestamp does not name the certificate that signed it." };
  const fault = signedFault(token, digestHash, signer) ?? purposeFault(signer);
  return fault ?? leadsToStore(token, signer, others, stores);
}

/** The certificate that the signed attributes name by its hash (RFC 5816, RFC 2634), and the signer's entry by name. */
function signerOf(token: Token, certificates: readonly Certificate[]): Certificate | undefined {
  const named = namedCertificate(token.attributes);
  const { issuer, serial } = token.signer;
  if (!named || !issuer || !serial) return undefined;
  return certificates.find(
    ({ x509, names }) =>
      isSame(digestOf(named.hash, x509.raw), named.value) &&
      isSame(names.issuer, issuer) &&
      isSame(names.serial, serial),
  );
}

function namedCertificate(attributes: Token["attributes"]): { hash: string; value: Uint8Array } | undefined {
  const second = attributes.get(OID.signingCertificateV2);
  const [list] = second ?? attributes.get(OID.signingCertificate) ?? [];
  const fields = childrenOf(childrenOf(childrenOf(list)[0])[0]);
  const algorithm = fields[0]?.tag === TAG.sequence ? fields.shift() : undefined;
  const value = fields[0]?.tag === TAG.octetString ? fields[0].body : undefined;
  const hash = second ? hashOf(algorithm) : "sha1";
  return value && hash ? { hash, value } : undefined;
}

/** SHA-256 where none is named (RFC 5035, 4). */
function hashOf(algorithm: Der | undefined): string | undefined {
  return algorithm ? HASHES.get(oidOf(childrenOf(algorithm)[0]) ?? "") : "sha256";
}

/** RFC 5652, 5.4: the attributes hold the content's digest, and the signature is over the attributes. */
function signedFault(token: Token, digestHash: string, signer: Certificate): Timestamp | undefined {
  const { algorithm = "", attributes, signed, signature } = token;
  const way = algorithm === RSA ? { key: "rsa", hash: digestHash } : SIGNED_BY.get(algorithm);
  if (way === undefined || signer.key.asymmetricKeyType !== way.key)
    return { result: "unread", why: "The timestamp is signed in a way that is not read here." };
  const [contentType] = attributes.get(OID.contentType) ?? [];
  const [digest] = attributes.get(OID.messageDigest) ?? [];
  if (oidOf(contentType) !== OID.info || !digest || !isSame(digestOf(digestHash, token.info), digest.body))
    return { result: "wrong", why: "The timestamp's signature is over something else than its time." };
  try {
    if (verify(way.hash, signed, signer.key, signature)) return undefined;
  } catch {
    // A key that cannot have made it.
  }
  return { result: "wrong", why: `The timestamp was not signed by ${shown(signer.subject)}.` };
}

function purposeFault(signer: Certificate): Timestamp | undefined {
  const why = leafFault(signer, "timestamping");
  return why === undefined ? undefined : { result: "wrong", why };
}

/** From the signer up by the token's own certificates, until one is in a store or was issued by one that is. */
function leadsToStore(
  token: Token,
  signer: Certificate,
  others: readonly Certificate[],
  stores: Stores,
): Timestamp {
  const made = momentOf(token);
  const untrusted = (why: string): Timestamp => ({ result: "untrusted", moment: made, why });
  const whole = pathFrom(signer, others);
  const at = whole.findIndex((each) => stores.vouching(each) !== undefined);
  const top = whole[at];
  const anchor = top && stores.vouching(top);
  if (!anchor) {
    const asked = stores.isEmpty
      ? "no trust store of the type tsa is in scope"
      : "no trust store in scope has it";
    const name = shown(whole.at(-1)?.issuer ?? "");
    return untrusted(`The timestamp's authority, ${shown(signer.subject)}, leads to ${name}, and ${asked}.`);
  }
  const path = whole.slice(0, at + 1);
  // What is in the store is trusted as it is.
  const between = path.slice(1).filter((each) => each !== top || anchor.isIssuer);
  const why = authoritiesFault(between) ?? otherPurpose(between) ?? weakFault(path) ?? unreadFault(path);
  if (why !== undefined) return untrusted(why);
  const isInTime = anchor.held.validFromDate <= made.from && made.until <= anchor.held.validToDate;
  const late = path.find((each) => !isValidIn(each, made)) ?? (isInTime ? undefined : top);
  if (late)
    return untrusted(
      `The certificate of ${shown(late.subject)}, or that of its issuer, was not valid at ${moment(made.at)}, when the timestamp was made.`,
    );
  return { result: "proven", moment: made, authority: signer.subject, store: anchor.store.name };
}

/** An authority that is kept to some purposes speaks for those alone. */
function otherPurpose(authorities: readonly Certificate[]): string | undefined {
  const kept = authorities.find((each) => purposesOf(each)?.oids.every((oid) => !TIMESTAMPING.includes(oid)));
  return kept && `The certificate of ${shown(kept.subject)} is for other purposes than timestamping.`;
}

function pathFrom(signer: Certificate, others: readonly Certificate[]): Certificate[] {
  const path = [signer];
  let top = signer;
  while (path.length < LIMITS.certificates) {
    const next = others.find((each) => !path.includes(each) && isIssuedBy(top, each));
    if (!next) break;
    path.push(next);
    top = next;
  }
  return path;
}

function momentOf({ time, accuracy }: Token): Moment {
  return { at: time, from: new Date(time.getTime() - accuracy), until: new Date(time.getTime() + accuracy) };
}

function digestOf(hash: string, bytes: Uint8Array): Uint8Array {
  return createHash(hash).update(bytes).digest();
}
