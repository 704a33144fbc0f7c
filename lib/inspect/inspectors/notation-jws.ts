// notation's signature in JWS: flattened JSON, with the protected header and the payload as base64url.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-envelope-jws.md
import { isJsonObject } from "#lib/oci";
import { fromBase64 } from "../base64.ts";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { envelopeForm } from "../signing/envelope-form.ts";
import { notationFacts } from "../signing/notation-facts.ts";

const MAX_CHAIN = 20;

export const notationJws: Inspector = {
  id: "notation-jws",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    return json !== undefined && doc.artifact === undefined && envelopeForm(json) === "jws";
  },
  inspect: (doc, draft) => {
    const envelope = draft.part(jsonObject(doc) ?? {});
    const header = envelope.part("header");
    const head = draft.part(protectedHeader(draft, envelope.text("protected")));
    const chain = header?.texts("x5c").slice(0, MAX_CHAIN) ?? [];
    notationFacts(draft, {
      envelope: "JWS",
      algorithm: head.text("alg"),
      contentType: head.text("cty"),
      payload: fromBase64(envelope.text("payload") ?? ""),
      scheme: head.text("io.cncf.notary.signingScheme"),
      signingTime: head.text("io.cncf.notary.signingTime"),
      authenticSigningTime: head.text("io.cncf.notary.authenticSigningTime"),
      expiry: head.text("io.cncf.notary.expiry"),
      plugin: head.text("io.cncf.notary.verificationPlugin"),
      pluginVersion: head.text("io.cncf.notary.verificationPluginMinVersion"),
      critical: head.texts("crit"),
      // Before version 1.0 of the specification it began with a capital.
      agent: header?.text("io.cncf.notary.signingAgent") ?? header?.text("io.cncf.notary.SigningAgent"),
      chain: chain.flatMap((text) => fromBase64(text) ?? []),
      timestamp: header?.text("io.cncf.notary.timestampSignature"),
      hasSignature: Boolean(envelope.text("signature")),
    });
  },
};

function protectedHeader(draft: Draft, text: string | undefined): Record<string, unknown> {
  const bytes = fromBase64(text ?? "");
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (isJsonObject(json)) return json;
  } catch {
    // Told below.
  }
  draft.problem("The protected header cannot be read.");
  return {};
}
