// Trusted roots of Sigstore: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
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
