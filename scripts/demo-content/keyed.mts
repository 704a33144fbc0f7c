// Bundles that are signed with a bare key, as `cosign attest --key` makes them without a log.
import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { BUNDLE, preAuthEncoding } from "./sigstore-signer.mts";
import { IN_TOTO, type Statement } from "./statements.mts";

export type Keys = { privateKey: KeyObject; publicKey: KeyObject };

export function mintKeys(): Keys {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

/** The key is named by its fingerprint, as cosign does. */
export function keyedBundle({ privateKey, publicKey }: Keys, statement: Statement) {
  const payload = Buffer.from(JSON.stringify(statement));
  const signature = sign("sha256", preAuthEncoding(IN_TOTO, payload), privateKey);
  const fingerprint = createHash("sha256").update(publicKey.export({ format: "der", type: "spki" }));
  return {
    mediaType: BUNDLE,
    verificationMaterial: { publicKey: { hint: fingerprint.digest("base64") }, tlogEntries: [] },
    dsseEnvelope: {
      payload: payload.toString("base64"),
      payloadType: IN_TOTO,
      signatures: [{ sig: signature.toString("base64"), keyid: "" }],
    },
  };
}
