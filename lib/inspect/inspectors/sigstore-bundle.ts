// https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto: versions 0.1 to 0.3 differ in how
// the certificate is given and in what the log must prove. Read here, verified elsewhere.
import { fromBase64, hexOfBase64 } from "../base64.ts";
import { jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { certificateFacts, signerOf } from "../signing/certificate-facts.ts";
import { envelopeForm } from "../signing/envelope-form.ts";
import { bundleLogFacts } from "../signing/log-entry.ts";
import { timestampFacts } from "../signing/timestamp-facts.ts";
import { readEnvelope } from "./dsse.ts";

const KNOWN = /^application\/vnd\.dev\.sigstore\.bundle(\+json;version=0\.[123]|\.v0\.3\+json)$/;
const MAX_TIMESTAMPS = 16;

export const sigstoreBundle: Inspector = {
  id: "sigstore-bundle",
  matches: (doc) => {
    const json = jsonObject(doc);
    const form = json && envelopeForm(json);
    if (form !== undefined) return form === "bundle";
    if (json?.verificationMaterial !== undefined) return true;
    return (
      doc.convention === "sigstore-bundle" && doc.content.form !== "binary" && json?.payloadType === undefined
    );
  },
  inspect: (doc, draft) => {
    // What could not be had has no version that could be wrong.
    if (doc.content.form === "none")
      return draft.is(
        "signature",
        "sigstore bundle",
        "Said to be a sigstore bundle, and not read: no content",
      );
    const bundle = draft.part(jsonObject(doc) ?? {});
    const type = bundle.text("mediaType");
    if (type === undefined || !KNOWN.test(type))
      draft.problem("The bundle's version is none of 0.1, 0.2 and 0.3; it is read as far as it is alike.");
    const material = bundle.part("verificationMaterial");
    const envelope = bundle.part("dsseEnvelope");
    const message = bundle.part("messageSignature");
    draft.is("signature", "sigstore bundle", "A bundle without content");
    if (envelope && message) draft.problem("The bundle holds both an envelope and a message signature.");
    if (envelope) readEnvelope(draft, envelope, doc);
    const signer = materialFacts(draft, material);
    if (message && !envelope) messageFacts(draft, message, signer);
    else if (envelope && draft.kind === "signature") draft.is("signature", draft.title, headline(signer));
    draft.fact("integrity", "Bundle type", type, "claimed");
    draft.fact(
      "integrity",
      "Content",
      envelope ? "DSSE envelope" : message && "message signature",
      "claimed",
    );
    logAndTime(draft, material);
  },
};

/** The certificate, or the hint at the key; what a headline can call the signer. */
function materialFacts(draft: Draft, material: Part | undefined): string | undefined {
  const chain = [
    material?.part("certificate")?.text("rawBytes"),
    ...[...(material?.part("x509CertificateChain")?.each("certificates") ?? [])].map((each) =>
      each.text("rawBytes"),
    ),
  ].flatMap((text) => fromBase64(text ?? "") ?? []);
  const certificate = certificateFacts(
    draft,
    chain.filter(({ length }) => length > 0),
  );
  const key = material?.part("publicKey");
  if (!key) return signerOf(certificate);
  const hint = key.text("hint");
  draft.fact("signer", "Key hint", hint ?? "", "claimed");
  return hint ? `the key ${hint}` : "a key";
}

function messageFacts(draft: Draft, message: Part, signer: string | undefined): void {
  const digest = message.part("messageDigest");
  const algorithm = (digest?.text("algorithm") ?? "").replace("SHA2_", "sha").toLowerCase();
  const hex = hexOfBase64(digest?.text("digest") ?? "");
  draft.is("signature", "sigstore signature", headline(signer));
  if (hex === "") return;
  draft.subject({ digests: [[algorithm, hex]] });
  draft.fact("integrity", "Digest of what was signed", `${algorithm}:${hex}`, "claimed");
}

function headline(signer: string | undefined): string {
  return `A signature that names ${signer ?? "no signer"}`;
}

function logAndTime(draft: Draft, material: Part | undefined): void {
  bundleLogFacts(draft, material?.each("tlogEntries") ?? []);
  const tokens = [...(material?.part("timestampVerificationData")?.each("rfc3161Timestamps") ?? [])];
  draft.fact("integrity", "Timestamps (RFC 3161)", tokens.length, "claimed");
  for (const token of tokens.slice(0, MAX_TIMESTAMPS)) timestampFacts(draft, token.text("signedTimestamp"));
}
