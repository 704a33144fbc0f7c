// What `gcloud artifacts docker images describe --show-provenance` prints: Google Cloud Build's provenance in DSSE, beside
// a summary of the image that nothing signs.
import { isJsonObject } from "#lib/oci";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { envelopeForm } from "../signing/envelope-form.ts";
import { readEnvelope } from "./dsse.ts";

const MAX_PROVENANCES = 20;

export const cloudBuild: Inspector = {
  id: "cloud-build",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    if (!json || envelopeForm(json) !== undefined) return false;
    return isJsonObject(json.provenance_summary) && json.image_summary !== undefined;
  },
  inspect: (doc, draft) => {
    const described = draft.part(jsonObject(doc) ?? {});
    const image = described.part("image_summary");
    const provenances = [...(described.part("provenance_summary")?.each("provenance") ?? [])];
    draft.is("provenance", "Cloud Build provenance", "A description without a provenance");
    for (const each of provenances.slice(0, MAX_PROVENANCES)) {
      const envelope = each.part("envelope");
      if (envelope) readEnvelope(draft, envelope, doc);
    }
    draft.fact("integrity", "Provenances", provenances.length, "claimed");
    draft.fact("integrity", "Described image", image?.text("fully_qualified_digest"), "claimed");
    draft.fact("integrity", "Described digest", image?.text("digest"), "claimed");
    compareSubjects(draft, image);
  },
};

/** The image that was asked about, against what the provenances say they are about. */
function compareSubjects(draft: Draft, image: Part | undefined): void {
  const digest = image?.text("digest");
  if (digest === undefined) return;
  const isNamed = draft.names(digest);
  draft.fact("integrity", "A provenance names the described digest", isNamed, "claimed");
  if (!isNamed) draft.problem(`No provenance names the described image's digest, ${digest.slice(0, 100)}.`);
}
