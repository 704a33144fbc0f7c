// Trusted roots of Sigstore: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
import type { X509Certificate } from "@sigstore/core";
import { TrustedRoot } from "@sigstore/protobuf-specs";
import { type TrustMaterial, toTrustMaterial } from "@sigstore/verify";
import { isJsonObject } from "#lib/oci";

const MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot(\+json;version=0\.[12]|\.v0\.2\+json)$/;

/** Why a document is no trusted root that can be used: the part of a sentence. */
export class RootFault extends Error {}

/** @throws RootFault, or anything, where the document is no root whose times are all said. */
export function materialOf(text: string): TrustMaterial {
  const json: unknown = JSON.parse(text);
  if (!isJsonObject(json) || !MEDIA_TYPE.test(String(json.mediaType)))
    throw new RootFault("its mediaType is not that of a trusted root");
  const root = TrustedRoot.fromJSON(json);
  const flaw = untimed(root);
  if (flaw !== undefined)
    throw new RootFault(`${flaw}.validFor.start is missing, without which any time would count`);
  return toTrustMaterial(root);
}

/**
 * The first chain that ends in no certificate that issued itself, as the part of a sentence. An owner may mean an
 * intermediate as the last word (sigstore_trustroot.proto), but the library takes none: what it signed would never verify,
 * and its timestamps would be called wrong.
 */
export function unanchored({
  certificateAuthorities,
  timestampAuthorities,
}: TrustMaterial): string | undefined {
  const lists = { certificateAuthorities, timestampAuthorities };
  for (const [field, authorities] of Object.entries(lists)) {
    const at = authorities.findIndex(({ certChain }) => !certChain.some(hasIssuedItself));
    if (at >= 0)
      return `the chain of ${field}[${at}] does not end in a certificate that issued itself, so nothing could be verified with it`;
  }
  return undefined;
}

function hasIssuedItself(certificate: X509Certificate): boolean {
  try {
    return certificate.subject.equals(certificate.issuer) && certificate.verify();
  } catch {
    return false;
  }
}

/** The library takes what has no beginning as valid since ever. */
function untimed(root: TrustedRoot): string | undefined {
  const { tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = root;
  const starts = [
    ...tlogs.map(({ publicKey }, at) => ({ validFor: publicKey?.validFor, field: `tlogs[${at}].publicKey` })),
    ...ctlogs.map(({ publicKey }, at) => ({
      validFor: publicKey?.validFor,
      field: `ctlogs[${at}].publicKey`,
    })),
    ...certificateAuthorities.map(({ validFor }, at) => ({
      validFor,
      field: `certificateAuthorities[${at}]`,
    })),
    ...timestampAuthorities.map(({ validFor }, at) => ({ validFor, field: `timestampAuthorities[${at}]` })),
  ];
  return starts.find(({ validFor }) => !validFor?.start || Number.isNaN(validFor.start.getTime()))?.field;
}
