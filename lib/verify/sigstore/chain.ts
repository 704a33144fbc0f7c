// The stages of the certificate: does a trust root cover its issuer, does the chain hold at a moment, is it in a log of
// certificates.
import type { X509Certificate } from "@sigstore/core";
import { type TrustMaterial, VerificationError, Verifier } from "@sigstore/verify";
import { moment } from "../words.ts";
import type { Leaf } from "./certificate.ts";
import type { Covered } from "./covered.ts";

/** Whether an authority of the root goes by the key id, else by the name, that the certificate says issued it. */
export function covers(material: TrustMaterial, { certificate }: Leaf): boolean {
  return issuersIn(material, certificate).length > 0;
}

/** "window": the chain is right but not at this moment. "sct-unknown": the root has no log that vouches for it. */
export type ChainResult =
  | { outcome: "holds"; isLogged: boolean }
  | { outcome: "chain" | "window" | "sct" | "sct-unknown"; why: string };

export function checkChain(leaf: Leaf, at: Date, material: TrustMaterial, covered: Covered): ChainResult {
  const needsLog = material.ctlogs.length > 0;
  try {
    new Verifier(material, { tlogThreshold: 0, ctlogThreshold: needsLog ? 1 : 0 }).verify({
      signature: covered,
      key: { $case: "certificate", certificate: leaf.certificate },
      tlogEntries: [],
      timestamps: [vouchedFor(at)],
    });
    return { outcome: "holds", isLogged: needsLog };
  } catch (thrown) {
    return explain(thrown, leaf, at, material);
  }
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
  const issuers = issuersIn(material, leaf.certificate).filter(({ issuer }) => isIssuedBy(leaf, issuer));
  if (issuers.length === 0)
    return {
      outcome: "chain",
      why: `${leaf.issuerName} is trusted, but its key did not sign this certificate`,
    };
  if (!leaf.certificate.validForDate(at)) return { outcome: "window", why: leafWindow(leaf, at) };
  if (!issuers.some(({ authority }) => isOpen(authority, at)))
    return {
      outcome: "window",
      why: `${moment(at)} is outside the time in which ${leaf.issuerName} is trusted`,
    };
  const isOfLogs = thrown instanceof VerificationError && /\bSCT/.test(thrown.message);
  if (!isOfLogs) return { outcome: "chain", why: "the chain of certificates does not hold" };
  return sctFault(leaf, material);
}

function sctFault({ certificate }: Leaf, { ctlogs }: TrustMaterial): ChainResult {
  const scts = certificate.extSCT?.signedCertificateTimestamps ?? [];
  // The chain was looked at before the logs: it holds, and nobody asked for a log.
  if (ctlogs.length === 0) return { outcome: "holds", isLogged: false };
  if (scts.length === 0) return { outcome: "sct", why: "the certificate carries no SCT" };
  const known = scts.filter(({ logID }) => ctlogs.some((log) => log.logID.equals(logID)));
  if (known.length > 0) return { outcome: "sct", why: "the certificate's SCT does not hold" };
  return { outcome: "sct-unknown", why: "the log that logged the certificate is in no trust root" };
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
