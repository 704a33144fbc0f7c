// A chain of certificates, leaf first, held against what notation asks of one. What it leads to is another question.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#certificate-requirements
import { unreadIn } from "../extensions.ts";
import { shown } from "../words.ts";
import { type Certificate, constraintsOf, isIssuedBy, purposesOf, usageOf } from "./certificate.ts";

export type Purpose = "code signing" | "timestamping";

const ANY = "2.5.29.37.0";
const SERVER = "1.3.6.1.5.5.7.3.1";
const CLIENT = "1.3.6.1.5.5.7.3.2";
const CODE = "1.3.6.1.5.5.7.3.3";
const MAIL = "1.3.6.1.5.5.7.3.4";
const TIME = "1.3.6.1.5.5.7.3.8";
const NOT_FOR = {
  "code signing": [ANY, SERVER, CLIENT, MAIL, TIME],
  timestamping: [ANY, SERVER, CLIENT, MAIL, CODE],
};

/** RFC 5280, 4.2.1.3. */
const BIT = { digitalSignature: 0, contentCommitment: 1, keyCertSign: 5 } as const;
const LEAF_BITS: readonly number[] = [BIT.digitalSignature, BIT.contentCommitment];

const SHORTEST_RSA = 2048;

/** MD2, MD5 and SHA-1, with RSA and with ECDSA. */
const WEAK = new Set([
  "1.2.840.113549.1.1.2",
  "1.2.840.113549.1.1.4",
  "1.2.840.113549.1.1.5",
  "1.2.840.10045.4.1",
]);

/** Why the chain does not hold together, in a sentence; undefined when it does. */
export function chainFault(chain: readonly Certificate[], purpose: Purpose): string | undefined {
  const [leaf, ...authorities] = chain;
  const root = chain.at(-1);
  if (!leaf || !root) return "There is no certificate.";
  for (const [at, certificate] of chain.entries()) {
    const issuer = chain[at + 1] ?? certificate;
    if (!isIssuedBy(certificate, issuer)) return linkFault(certificate, issuer);
  }
  return leafFault(leaf, purpose) ?? authoritiesFault(authorities) ?? weakFault(chain);
}

function linkFault(certificate: Certificate, issuer: Certificate): string {
  const name = shown(certificate.subject);
  if (issuer === certificate)
    return `The chain ends in ${name}, which is no root: ${shown(certificate.issuer)} issued it.`;
  return `The certificate of ${name} was not issued by the next in the chain, ${shown(issuer.subject)}.`;
}

/** What the certificate at the start must be, in a sentence where it is not. */
export function leafFault(leaf: Certificate, purpose: Purpose): string | undefined {
  const name = `The certificate of ${shown(leaf.subject)}`;
  const usage = usageOf(leaf);
  const purposes = purposesOf(leaf);
  if (constraintsOf(leaf).authority)
    return `${name} is an authority's, which signs nothing but certificates.`;
  if (!usage?.isCritical || !usage.bits[BIT.digitalSignature]) return `${name} is not marked for signatures.`;
  if (usage.bits.some((bit, at) => bit && !LEAF_BITS.includes(at)))
    return `${name} is marked for more than signatures.`;
  if (purposes?.oids.some((oid) => NOT_FOR[purpose].includes(oid)))
    return `${name} is marked for another purpose than ${purpose}.`;
  // RFC 3161, 2.3: that purpose alone, and critical.
  if (purpose === "timestamping" && !(purposes?.isCritical && purposes.oids.join() === TIME))
    return `${name} is not marked for timestamping alone.`;
  return undefined;
}

/** What those that issued it must be, the next after the leaf first. */
export function authoritiesFault(authorities: readonly Certificate[]): string | undefined {
  for (const [below, certificate] of authorities.entries()) {
    const constraints = constraintsOf(certificate);
    const usage = usageOf(certificate);
    const name = `The certificate of ${shown(certificate.subject)}`;
    if (!constraints.authority) return `${name} may not issue certificates.`;
    if (!usage?.isCritical || !usage.bits[BIT.keyCertSign])
      return `${name} is not marked for signing certificates.`;
    if (below > constraints.below) return `${name} may not stand that far above the leaf.`;
  }
  return undefined;
}

/** A certificate that was signed by way of a broken hash, or is for an RSA key that is too short, in a sentence. */
export function weakFault(chain: readonly Certificate[]): string | undefined {
  const weak = chain.find(({ x509 }) => WEAK.has(x509.signatureAlgorithmOid));
  if (weak) return `The certificate of ${shown(weak.subject)} was signed with a hash that is broken.`;
  const short = chain.find(
    ({ key }) => (key.asymmetricKeyDetails?.modulusLength ?? SHORTEST_RSA) < SHORTEST_RSA,
  );
  return (
    short && `The certificate of ${shown(short.subject)} is for an RSA key of less than ${SHORTEST_RSA} bits.`
  );
}

/** What is asked of the chain by a certificate of it and is not read here, in a sentence. */
export function unreadFault(chain: readonly Certificate[]): string | undefined {
  const why = chain.map(unreadIn).find((each) => each !== undefined);
  return why && `${why.slice(0, 1).toUpperCase()}${why.slice(1)}.`;
}
