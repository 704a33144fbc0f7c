// What a notation signature says, whichever envelope it comes in:
// https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md
import { isJsonObject } from "#lib/oci";
import type { Draft } from "../draft.ts";
import type { Source } from "../report.ts";
import { certificateFacts, signerOf } from "./certificate-facts.ts";
import { timestampFacts } from "./timestamp-facts.ts";

/** An envelope's fields, brought together; those of the protected header and the payload are signed. */
export type NotationEnvelope = {
  envelope: string;
  algorithm: string | undefined;
  contentType: string | undefined;
  payload: Uint8Array | undefined;
  scheme: string | undefined;
  signingTime: string | undefined;
  authenticSigningTime: string | undefined;
  expiry: string | undefined;
  plugin: string | undefined;
  pluginVersion: string | undefined;
  critical: string[];
  agent: string | undefined;
  chain: Uint8Array[];
  timestamp: Uint8Array | string | undefined;
  hasSignature: boolean;
};

const KNOWN_CRITICAL = [
  "io.cncf.notary.signingScheme",
  "io.cncf.notary.expiry",
  "io.cncf.notary.authenticSigningTime",
  "io.cncf.notary.verificationPlugin",
  "io.cncf.notary.verificationPluginMinVersion",
];
const PAYLOAD_TYPE = "application/vnd.cncf.notary.payload.v1+json";

export function notationFacts(draft: Draft, envelope: NotationEnvelope): void {
  const source: Source = envelope.hasSignature ? "signed" : "claimed";
  const leaf = certificateFacts(draft, envelope.chain);
  draft.is("signature", "notation signature", `A signature that names ${signerOf(leaf) ?? "no signer"}`);
  draft.fact("signer", "Signing scheme", envelope.scheme, source);
  draft.fact("signer", "Signing time", envelope.signingTime, source);
  draft.fact("signer", "Authentic signing time", envelope.authenticSigningTime, source);
  draft.fact("integrity", "Timestamps (RFC 3161)", envelope.timestamp === undefined ? 0 : 1, "claimed");
  timestampFacts(draft, envelope.timestamp);
  draft.fact("signer", "Expires", envelope.expiry, source);
  payloadFacts(draft, envelope, source);
  draft.fact("signer", "Agent", envelope.agent, "claimed");
  draft.fact("signer", "Verification plugin", envelope.plugin, source);
  draft.fact("signer", "Verification plugin's least version", envelope.pluginVersion, source);
  draft.fact("integrity", "Envelope", envelope.envelope, "claimed");
  draft.fact("integrity", "Signature algorithm", envelope.algorithm, source);
  draft.facts("integrity", "Critical header", envelope.critical, source);
  const unknown = envelope.critical.find((name) => !KNOWN_CRITICAL.includes(name));
  if (unknown !== undefined)
    draft.problem(`A critical header is not known here, so the signature must not be accepted: ${unknown}.`);
  if (!envelope.hasSignature) draft.problem("The envelope carries no signature.");
}

/** The target artifact's descriptor, and the metadata that the user signed with it. */
function payloadFacts(draft: Draft, { payload, contentType }: NotationEnvelope, source: Source): void {
  draft.fact("integrity", "Payload type", contentType, source);
  if (contentType !== PAYLOAD_TYPE) draft.problem("The payload is not of notation's type.");
  const target = payload && targetOf(payload);
  if (!payload || !target) {
    draft.problem("The payload names no target artifact.");
    return;
  }
  draft.raw(
    "payload",
    contentType ?? "",
    { form: "json", value: undefined, text: new TextDecoder().decode(payload) },
    payload.length,
  );
  const descriptor = draft.part(target);
  const digest = descriptor.text("digest");
  draft.fact("attestation", "Signed digest", digest, source);
  draft.fact("attestation", "Signed media type", descriptor.text("mediaType"), source);
  draft.fact("attestation", "Signed size", descriptor.text("size"), source);
  for (const [name, value] of descriptor.pairs("annotations"))
    draft.fact("attestation", `Annotation ${name}`, value, source);
  draft.subjectDigest(digest, source);
}

function targetOf(payload: Uint8Array): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(payload));
    return isJsonObject(json) && isJsonObject(json.targetArtifact) ? json.targetArtifact : undefined;
  } catch {
    return undefined;
  }
}
