// Which signed form a JSON document has. Asked once for both: what is verified and what is shown of it must be the same
// part of the document, whatever else somebody wrote beside it.
import { isJsonObject } from "#lib/oci";

export type EnvelopeForm = "bundle" | "dsse" | "jws" | "simplesigning";

/** Undefined for a document that has none: it is what it says, and nobody signed it within itself. */
export function envelopeForm(json: Record<string, unknown>): EnvelopeForm | undefined {
  const { mediaType, verificationMaterial, payloadType, payload, signatures, critical } = json;
  const isNamed = typeof mediaType === "string" && mediaType.includes("sigstore.bundle");
  if (isJsonObject(verificationMaterial) || isNamed) return "bundle";
  if (typeof payloadType === "string" && (payload !== undefined || signatures !== undefined)) return "dsse";
  if (typeof json.protected === "string" && typeof payload === "string") return "jws";
  return isJsonObject(critical) && isJsonObject(critical.image) ? "simplesigning" : undefined;
}
