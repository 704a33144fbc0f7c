// cosign's wrappers: `{ Data, Timestamp }` around what it was given, for custom attestations and, in old versions, for
// SPDX and CycloneDX too. https://github.com/sigstore/cosign/blob/main/specs/COSIGN_PREDICATE_SPEC.md
import { isJsonObject } from "#lib/oci";
import { jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";

export const customPredicate: Inspector = {
  id: "custom-predicate",
  matches: (doc) => {
    if (doc.predicate === undefined) return false;
    const data = jsonObject(doc)?.Data;
    return typeof data === "string" || isJsonObject(data);
  },
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    draft.is(draft.kind, draft.title, "Data of cosign's own form");
    draft.fact("attestation", "Wrapped by cosign", true);
    draft.fact("attestation", "Wrapped", said.text("Timestamp"));
    const { json } = said;
    if (typeof json.Data === "string")
      draft.readBytes("data", new TextEncoder().encode(json.Data), { ...doc, mediaType: "" });
    else draft.read({ ...doc, content: { form: "json", value: json.Data, text: "" } });
  },
};
