// What cosign keeps beside a payload in the annotations of its layer, before there were bundles:
// https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
import { isJsonObject } from "#lib/oci";
import type { Certificate } from "../certificates/certificate.ts";
import type { Draft } from "../draft.ts";
import { certificateFacts, certificatesOfPem } from "./certificate-facts.ts";
import { cosignLogFacts } from "./log-entry.ts";
import { timestampFacts } from "./timestamp-facts.ts";

type Annotations = Readonly<Record<string, string>>;

/** Whether the layer carries a signature over its payload. */
export function hasCosignSignature(annotations: Annotations): boolean {
  return (annotations["dev.cosignproject.cosign/signature"] ?? "") !== "";
}

/** Certificate, log entry and timestamp; the leaf where there is one. */
export function cosignFacts(draft: Draft, annotations: Annotations): Certificate | undefined {
  const signer = certificatesOfPem(annotations["dev.sigstore.cosign/certificate"] ?? "");
  const above = certificatesOfPem(annotations["dev.sigstore.cosign/chain"] ?? "");
  // A chain alone is nobody's: without a certificate a key signs.
  const leaf = signer.length > 0 ? certificateFacts(draft, [...signer, ...above]) : undefined;
  const bundle = jsonOf(draft, annotations, "dev.sigstore.cosign/bundle");
  if (bundle) cosignLogFacts(draft, bundle);
  const timestamp = jsonOf(draft, annotations, "dev.sigstore.cosign/rfc3161timestamp");
  if (timestamp) timestampFacts(draft, draft.part(timestamp).text("SignedRFC3161Timestamp"));
  return leaf;
}

function jsonOf(draft: Draft, annotations: Annotations, key: string): Record<string, unknown> | undefined {
  const text = annotations[key];
  if (!text) return undefined;
  try {
    const json: unknown = JSON.parse(text);
    if (isJsonObject(json)) return json;
  } catch {
    // Told below.
  }
  draft.problem(`The annotation ${key} is not a JSON object.`);
  return undefined;
}
