// https://github.com/secure-systems-lab/dsse/blob/master/envelope.md: a payload and signatures over it and its type.
import { mediaTypeEssence } from "#lib/oci";
import { fromBase64 } from "../base64.ts";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { certificateFacts, certificatesOfPem } from "../signing/certificate-facts.ts";
import { cosignFacts } from "../signing/cosign-annotations.ts";
import { envelopeForm } from "../signing/envelope-form.ts";
import { dockerLogFacts } from "../signing/log-entry.ts";

const LAYER_CONVENTIONS = ["cosign-legacy-att", "docker-attest-dsse"];

export const dsse: Inspector = {
  id: "dsse",
  matches: (doc) => {
    const json = jsonObject(doc);
    const form = json && envelopeForm(json);
    if (form !== undefined) return form === "dsse";
    if (typeof json?.payloadType === "string") return true;
    // Cut before its type: then only the layer's type says what it was.
    return LAYER_CONVENTIONS.includes(doc.convention ?? "") && json !== undefined && json._type === undefined;
  },
  inspect: (doc, draft) => {
    const envelope = draft.part(jsonObject(doc) ?? {});
    draft.is("attestation", "DSSE envelope", "An envelope without a payload that can be read");
    readEnvelope(draft, envelope, doc);
    cosignFacts(draft, doc.annotations);
  },
};

const STATEMENT_TYPE = "application/vnd.in-toto+json";
const MAX_SIGNATURES = 50;

/** Reads an envelope's payload, then what it says about its signatures. */
export function readEnvelope(draft: Draft, envelope: Part, outer: Document): void {
  const signatures = [...envelope.each("signatures")].slice(0, MAX_SIGNATURES);
  const signed = signatures.some((signature) => signature.text("sig"));
  const payloadType = envelope.text("payloadType") ?? "";
  const payload = envelope.text("payload");
  const bytes = payload === undefined ? undefined : fromBase64(payload);
  if (payloadType !== STATEMENT_TYPE)
    draft.problem(`The payload is of type "${payloadType.slice(0, 128)}", not an in-toto statement.`);
  if (bytes === undefined)
    draft.problem(payload === undefined ? "There is no payload." : "The payload is not base64.");
  else
    draft.readBytes("payload", bytes, {
      mediaType: mediaTypeEssence(payloadType),
      annotations: outer.annotations,
      signed,
    });
  if (!signed) draft.problem("The envelope carries no signature: what it says is a claim.");
  draft.fact("integrity", "Payload type", payloadType, signed ? "signed" : "claimed");
  draft.fact("integrity", "Signatures", signatures.length, "claimed");
  for (const signature of signatures) signatureFacts(draft, signature);
}

function signatureFacts(draft: Draft, signature: Part): void {
  draft.fact("integrity", "Key id", signature.text("keyid"), "claimed");
  // slsa-github-generator's envelopes carry the certificate beside the signature.
  certificateFacts(draft, certificatesOfPem(signature.text("cert") ?? ""));
  // docker/attest's: https://github.com/docker/attest/blob/main/attestation/types.go
  const extension = signature.part("extension");
  draft.fact("integrity", "Signature extension", extension?.text("kind"), "claimed");
  const data = extension?.part("ext")?.part("tl")?.part("data");
  if (data) dockerLogFacts(draft, data);
}
