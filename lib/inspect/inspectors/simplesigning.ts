// The payload that cosign signs for an image: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md,
// after https://github.com/containers/image/blob/main/docs/containers-signature.5.md
import { jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { signerOf } from "../signing/certificate-facts.ts";
import { cosignFacts, hasCosignSignature } from "../signing/cosign-annotations.ts";
import { envelopeForm } from "../signing/envelope-form.ts";

const LAYER_CONVENTIONS = ["cosign-legacy-sig", "cosign-oci11-sig"];
const TYPES = [
  "cosign container image signature",
  "https://sigstore.dev/cosign/sign/v1",
  "atomic container signature",
];

export const simplesigning: Inspector = {
  id: "simplesigning",
  matches: (doc) => {
    const json = jsonObject(doc);
    if (json && envelopeForm(json) === "simplesigning") return true;
    return LAYER_CONVENTIONS.includes(doc.convention ?? "") && doc.artifact === undefined;
  },
  inspect: (doc, draft) => {
    const payload = draft.part(jsonObject(doc) ?? {});
    const critical = payload.part("critical");
    const isSigned = doc.signed || hasCosignSignature(doc.annotations);
    const source = isSigned ? "signed" : "claimed";
    const digest = critical?.part("image")?.text("docker-manifest-digest");
    const signer = signerOf(cosignFacts(draft, doc.annotations));
    draft.is("signature", "cosign signature", headline(isSigned, signer));
    draft.fact("attestation", "Signed digest", digest, source);
    const reference = critical?.part("identity")?.text("docker-reference");
    draft.fact("attestation", "Docker reference", reference, source);
    const type = critical?.text("type");
    draft.fact("attestation", "Signature type", type, source);
    for (const [name, value] of payload.pairs("optional"))
      draft.fact("attestation", `Annotation ${name}`, value, source);
    draft.subjectDigest(digest, source);
    if (critical && !TYPES.includes(type ?? ""))
      draft.problem("The payload's type is none that cosign writes.");
  },
};

function headline(isSigned: boolean, signer: string | undefined): string {
  if (!isSigned) return "A payload for a signature, without the signature";
  return `A signature that names ${signer ?? "no signer: a key made it"}`;
}
