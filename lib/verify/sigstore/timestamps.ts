// The stage of timestamping authorities (RFC 3161): each token held against those of one trust root.
import { type KeyObject, X509Certificate as NodeCertificate } from "node:crypto";
import { RFC3161Timestamp, type X509Certificate } from "@sigstore/core";
import { type TrustMaterial, Verifier } from "@sigstore/verify";
import { childrenOf, readDer } from "#lib/inspect";
import { readToken } from "../notation/timestamp-token.ts";
import { hasLongOid } from "./bounded-der.ts";
import type { Vouched } from "./log.ts";
import type { Sealed } from "./sealed.ts";

/**
 * `flaw`: a token that names an authority of the root, yet does not hold. `unknown` counts those of other authorities,
 * `unread` those that are signed in a way that is not read here.
 */
export type TimestampResult = { times: Vouched[]; unknown: number; unread: number; flaw?: string };

export function checkTimestamps(sealed: Sealed, material: TrustMaterial, key: KeyObject): TimestampResult {
  const result: TimestampResult = { times: [], unknown: 0, unread: 0 };
  for (const bytes of sealed.timestamps) {
    const token = parse(bytes);
    if (!token) return { ...result, flaw: "A timestamp cannot be read." };
    const authority = authorityOf(token, material);
    if (!authority) result.unknown++;
    else if (holds(token, sealed, material, key))
      result.times.push({ at: token.signingTime, by: `the timestamping authority ${nameOf(authority)}` });
    else if (isUnread(bytes)) result.unread++;
    else return { ...result, flaw: "The timestamp does not hold with the authority that it names." };
  }
  return result;
}

function parse(bytes: Uint8Array): RFC3161Timestamp | undefined {
  if (hasLongOid(bytes)) return undefined;
  try {
    const token = RFC3161Timestamp.parse(Buffer.from(bytes));
    // Read here, where a token without them can still be told.
    return token.signerSerialNumber && !Number.isNaN(token.signingTime.getTime()) ? token : undefined;
  } catch {
    return undefined;
  }
}

const RSA = "1.2.840.113549.1.1.1";
/** ECDSA by its hashes, and RSA with SHA-256: the ways that the library reads rightly. */
const READ = [
  "1.2.840.10045.4.3.1",
  "1.2.840.10045.4.3.2",
  "1.2.840.10045.4.3.3",
  "1.2.840.10045.4.3.4",
  "1.2.840.113549.1.1.11",
];

/** The library tries every other way as if it were with SHA-256: that it does not hold then says nothing. */
function isUnread(bytes: Uint8Array): boolean {
  const [, token] = childrenOf(readDer(bytes));
  const { algorithm = "", digestHash, imprint } = (token && readToken(token.whole)) ?? {};
  if (imprint?.hash === undefined || digestHash === undefined) return true;
  return algorithm === RSA ? digestHash !== "sha256" : !READ.includes(algorithm);
}

function authorityOf(
  token: RFC3161Timestamp,
  { timestampAuthorities }: TrustMaterial,
): X509Certificate | undefined {
  return timestampAuthorities
    .map(({ certChain }) => certChain[0])
    .find(
      (leaf) =>
        leaf?.serialNumber.equals(token.signerSerialNumber) === true &&
        leaf.issuer.equals(token.signerIssuer),
    );
}

/** As the trust root has it. */
function nameOf(authority: X509Certificate): string {
  const { subject } = new NodeCertificate(authority.root.toDER());
  return /^CN=(.+)$/m.exec(subject)?.[1] ?? subject.split("\n").join(", ");
}

function holds(
  token: RFC3161Timestamp,
  { covered }: Sealed,
  material: TrustMaterial,
  key: KeyObject,
): boolean {
  const publicKey = () => ({ publicKey: key, validFor: () => true });
  try {
    new Verifier({ ...material, publicKey }, { tlogThreshold: 0, ctlogThreshold: 0 }).verify({
      signature: covered,
      key: { $case: "public-key", hint: "" },
      tlogEntries: [],
      timestamps: [{ $case: "timestamp-authority", timestamp: token }],
    });
    return true;
  } catch {
    return false;
  }
}
