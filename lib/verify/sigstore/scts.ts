// The logs of certificates: RFC 6962, 3.2. The library takes none where one of several is of a log that it does not know.
import {
  ByteStream,
  crypto,
  EXTENSION_OID_SCT,
  type X509Certificate,
  X509SCTExtension,
} from "@sigstore/core";
import type { TrustMaterial } from "@sigstore/verify";

type Logs = TrustMaterial["ctlogs"];

/** "fails": one of a known log does not hold. "unknown": none is of a known log. "none": it carries none. */
export function checkScts(
  leaf: X509Certificate,
  issuer: X509Certificate,
  logs: Logs,
): "holds" | "fails" | "unknown" | "none" {
  const clone = leaf.clone();
  const at = clone.extensions.findIndex((each) => each.subs[0]?.toOID() === EXTENSION_OID_SCT);
  const [extension] = at < 0 ? [] : clone.extensions.splice(at, 1);
  const scts = extension ? new X509SCTExtension(extension).signedCertificateTimestamps : [];
  if (scts.length === 0) return "none";
  const known = scts.filter(({ logID }) => logs.some((log) => log.logID.equals(logID)));
  if (known.length === 0) return "unknown";
  const signed = precertificate(clone, issuer);
  const hold = known.every((sct) =>
    logs.some(
      ({ logID, validFor, publicKey }) =>
        logID.equals(sct.logID) &&
        validFor.start <= sct.datetime &&
        sct.datetime <= validFor.end &&
        sct.verify(signed, publicKey),
    ),
  );
  return hold ? "holds" : "fails";
}

/** What the log signed: the certificate without its SCTs, and whose it was to be. */
function precertificate(clone: X509Certificate, issuer: X509Certificate): Buffer {
  const bytes = new ByteStream();
  bytes.appendView(crypto.digest("sha256", issuer.publicKey));
  const tbs = clone.tbsCertificate.toDER();
  bytes.appendUint24(tbs.length);
  bytes.appendView(tbs);
  return bytes.buffer;
}
