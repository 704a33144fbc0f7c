// What a certificate says about who signed, in the order in which it is asked: who, who vouched for it, from where,
// until when, by which authority. All of it is claimed: nothing here was verified.
import { fromBase64 } from "../base64.ts";
import { type Certificate, readCertificate } from "../certificates/certificate.ts";
import { fulcioClaims, oidcIssuer } from "../certificates/fulcio.ts";
import type { Draft } from "../draft.ts";

/** Extension by which a certificate proves that it was logged (RFC 6962, 3.3). */
const SCT_LIST = "1.3.6.1.4.1.11129.2.4.2";
const MAX_CHAIN = 10;

/** Writes the facts of the leaf, and the length and root of the chain. Certificates are in order, leaf first. */
export function certificateFacts(draft: Draft, chain: readonly Uint8Array[]): Certificate | undefined {
  const [first] = chain;
  if (first === undefined) return undefined;
  const leaf = readCertificate(first);
  if (!leaf) {
    draft.problem("The certificate cannot be read.");
    return undefined;
  }
  const issuer = oidcIssuer(leaf);
  for (const { kind, value } of leaf.names) {
    draft.fact("signer", "Identity", value, "claimed");
    draft.fact("signer", "Identity kind", kind, "claimed");
  }
  draft.fact("signer", "Identity issuer", issuer, "claimed");
  for (const [name, value] of fulcioClaims(leaf)) draft.fact("signer", name, value, "claimed");
  // Certificates of sigstore have an identity and no subject; those of notation the other way round.
  draft.fact("signer", "Certificate subject", leaf.subject || undefined, "claimed");
  draft.fact("signer", "Certificate issuer", leaf.issuer, "claimed");
  draft.fact("signer", "Certificate valid from", leaf.notBefore, "claimed");
  draft.fact("signer", "Certificate valid until", leaf.notAfter, "claimed");
  draft.fact("signer", "Certificate serial number", leaf.serial, "claimed");
  draft.fact("signer", "Certificate SHA-256", draft.tools.sha256(leaf.der), "claimed");
  draft.fact("signer", "Certificate key", leaf.key, "claimed");
  if (issuer !== undefined)
    draft.fact(
      "signer",
      "Certificate logged",
      leaf.extensions.has(SCT_LIST) ? "carries an SCT" : "no SCT",
      "claimed",
    );
  chainFacts(draft, chain.slice(0, MAX_CHAIN));
  return leaf;
}

function chainFacts(draft: Draft, chain: readonly Uint8Array[]): void {
  const above = chain.slice(1).map(readCertificate);
  draft.fact("signer", "Certificates in the chain", chain.length, "claimed");
  for (const certificate of above) {
    if (!certificate) continue;
    draft.fact("signer", "Chain certificate", certificate.subject || "(no subject)", "claimed");
    draft.fact("signer", "Chain certificate SHA-256", draft.tools.sha256(certificate.der), "claimed");
  }
}

const PEM = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g;

/** The certificates of PEM texts, in order. */
export function certificatesOfPem(...texts: string[]): Uint8Array[] {
  return texts.flatMap((text) =>
    [...text.matchAll(PEM)].flatMap(([, body = ""]) => fromBase64(body.trim()) ?? []),
  );
}

/** The identity for a headline, and what vouches for it. */
export function signerOf(certificate: Certificate | undefined): string | undefined {
  const [name, ...others] = certificate?.names ?? [];
  if (others.length > 0) return certificate?.subject || `${others.length + 1} identities at once`;
  return name?.value ?? (certificate?.subject || undefined);
}
