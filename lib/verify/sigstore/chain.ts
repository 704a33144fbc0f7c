// The stages of the certificate: does a trust root cover its issuer, does the chain hold at a moment, is it in a log of
// certificates.
import type { X509Certificate } from "@sigstore/core";
import { type TrustMaterial, VerificationError, Verifier } from "@sigstore/verify";
import { moment, shown } from "../words.ts";
import type { Leaf } from "./certificate.ts";
import type { Covered } from "./covered.ts";
import { objectionTo } from "./permitted.ts";
import { checkScts } from "./scts.ts";

/** Whether an authority of the root goes by the key id, else by the name, that the certificate says issued it. */
export function covers(material: TrustMaterial, { certificate }: Leaf): boolean {
  return issuersIn(material, certificate).length > 0;
}

/**
 * "window": the chain is right but not at this moment. "untrusted": nobody in the root vouches for it, or no log there does.
 * "unread": it asks for something that is not understood here.
 */
export type ChainResult =
  | { outcome: "holds"; isLogged: boolean }
  | { outcome: "chain" | "untrusted" | "window" | "unread" | "sct" | "sct-unknown"; why: string };

export function checkChain(leaf: Leaf, at: Date, material: TrustMaterial, covered: Covered): ChainResult {
  const needsLog = material.ctlogs.length > 0;
  try {
    new Verifier(material, { tlogThreshold: 0, ctlogThreshold: needsLog ? 1 : 0 }).verify({
      signature: covered,
      key: { $case: "certificate", certificate: leaf.certificate },
      tlogEntries: [],
      timestamps: [vouchedFor(at)],
    });
    return permitted(leaf, at, material, { outcome: "holds", isLogged: needsLog });
  } catch (thrown) {
    return explain(thrown, leaf, at, material);
  }
}

/** `result`, where the certificates may be used for what they are used for. */
function permitted(leaf: Leaf, at: Date, material: TrustMaterial, result: ChainResult): ChainResult {
  const issuers = issuersOf(leaf, material);
  const open = issuers.filter(({ authority }) => isOpen(authority, at));
  const objections = (open.length > 0 ? open : issuers).map(({ authority }) =>
    objectionTo(leaf.certificate, authority.certChain),
  );
  const [objection] = objections;
  if (objections.includes(undefined)) return result;
  const why = objection?.why ?? "nobody who is trusted issued it";
  return { outcome: objection?.is === "unread" ? "unread" : "chain", why };
}

/** The library takes its moments from log entries; this one stands for a moment that was proven before. */
function vouchedFor(at: Date) {
  return {
    $case: "transparency-log" as const,
    tlogEntry: {
      logIndex: "0",
      logId: { keyId: Buffer.alloc(0) },
      kindVersion: { kind: "", version: "" },
      integratedTime: String(Math.floor(at.getTime() / 1000)),
      inclusionPromise: { signedEntryTimestamp: Buffer.alloc(0) },
      inclusionProof: undefined,
      canonicalizedBody: Buffer.alloc(0),
    },
  };
}

/** The library says no; why is found by looking at the chain again. */
function explain(thrown: unknown, leaf: Leaf, at: Date, material: TrustMaterial): ChainResult {
  const issuers = issuersOf(leaf, material);
  if (issuers.length === 0) return notIssued(leaf, material);
  if (!leaf.certificate.validForDate(at)) return { outcome: "window", why: leafWindow(leaf, at) };
  const open = issuers.filter(({ authority }) => isOpen(authority, at));
  const [first] = open;
  if (!first)
    return {
      outcome: "window",
      why: `${moment(at)} is outside the time in which ${leaf.issuerName} is trusted`,
    };
  if (!open.some(({ authority }) => hasAnchor(authority)))
    return {
      outcome: "untrusted",
      why: `the chain of ${shown(leaf.issuerName)} ends in no certificate that issued itself`,
    };
  const isOfLogs = thrown instanceof VerificationError && /\bSCT/.test(thrown.message);
  if (!isOfLogs) return { outcome: "chain", why: "the chain of certificates does not hold" };
  // The chain was looked at before the logs: it holds.
  return permitted(leaf, at, material, logged(leaf, first.issuer, material));
}

/** A name can be anybody's; by a key's id a certificate says which key it was. */
function notIssued({ certificate, issuerName }: Leaf, material: TrustMaterial): ChainResult {
  const name = shown(issuerName);
  const keyId = certificate.extAuthorityKeyID?.keyIdentifier;
  const isByKey = issuersIn(material, certificate).some(
    ({ issuer }) => keyId && issuer.extSubjectKeyID?.keyIdentifier.equals(keyId),
  );
  if (isByKey)
    return {
      outcome: "chain",
      why: `it says that a key of the trust root issued it, in the name ${name}, and that key did not sign it`,
    };
  return {
    outcome: "untrusted",
    why: `an authority named ${name} is trusted, and it was not that one's key that signed the certificate`,
  };
}

function logged({ certificate }: Leaf, issuer: X509Certificate, { ctlogs }: TrustMaterial): ChainResult {
  if (ctlogs.length === 0) return { outcome: "holds", isLogged: false };
  switch (checkScts(certificate, issuer, ctlogs)) {
    case "holds":
      return { outcome: "holds", isLogged: true };
    case "none":
      return { outcome: "sct", why: "the certificate carries no SCT" };
    case "fails":
      return { outcome: "sct", why: "the certificate's SCT does not hold" };
    default:
      return { outcome: "sct-unknown", why: "the log that logged the certificate is in no trust root" };
  }
}

type Authority = TrustMaterial["certificateAuthorities"][number];

function issuersIn(
  { certificateAuthorities }: TrustMaterial,
  leaf: X509Certificate,
): { authority: Authority; issuer: X509Certificate }[] {
  const keyId = leaf.extAuthorityKeyID?.keyIdentifier;
  return certificateAuthorities.flatMap((authority) =>
    authority.certChain
      .filter((issuer) => {
        const own = issuer.extSubjectKeyID?.keyIdentifier;
        return keyId && own ? own.equals(keyId) : issuer.subject.equals(leaf.issuer);
      })
      .map((issuer) => ({ authority, issuer })),
  );
}

function issuersOf(leaf: Leaf, material: TrustMaterial) {
  return issuersIn(material, leaf.certificate).filter(({ issuer }) => isIssuedBy(leaf, issuer));
}

/** The library takes no chain whose end did not issue itself. */
function hasAnchor({ certChain }: Authority): boolean {
  return certChain.some((each) => each.subject.equals(each.issuer));
}

function isIssuedBy({ certificate }: Leaf, issuer: X509Certificate): boolean {
  try {
    return certificate.verify(issuer);
  } catch {
    return false;
  }
}

function isOpen({ validFor, certChain }: Authority, at: Date): boolean {
  return validFor.start <= at && at <= validFor.end && certChain.every((each) => each.validForDate(at));
}

/** "2026-… is outside 2026-… to 2026-…". */
export function leafWindow({ notBefore, notAfter }: Leaf, at: Date): string {
  return `${moment(at)} is outside the certificate's validity, ${moment(notBefore)} to ${moment(notAfter)}`;
}
