// Sigstore's trusted root: which authorities and logs its clients believe.
// https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
import { type Document, jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { envelopeForm } from "../signing/envelope-form.ts";

const TYPE = /^application\/vnd\.dev\.sigstore\.trustedroot/;
const LISTS = [
  ["certificateAuthorities", "Certificate authorities", "uri"],
  ["tlogs", "Transparency logs", "baseUrl"],
  ["ctlogs", "Certificate transparency logs", "baseUrl"],
  ["timestampAuthorities", "Timestamping authorities", "uri"],
] as const;

export const trustedRoot: Inspector = {
  id: "trusted-root",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    if (json && envelopeForm(json) !== undefined) return false;
    return (
      TYPE.test(String(json?.mediaType)) ||
      (Array.isArray(json?.certificateAuthorities) && Array.isArray(json.tlogs))
    );
  },
  inspect: (doc, draft) => {
    const root = draft.part(jsonObject(doc) ?? {});
    draft.is("other", "Sigstore trusted root", "The authorities and logs that sigstore's clients believe");
    draft.fact("summary", "Type", root.text("mediaType"));
    const table = draft.table("authorities", "Authorities and logs", [
      ["kind", "Kind"],
      ["place", "Place"],
      ["name", "Name"],
      ["from", "Valid from"],
      ["until", "Valid until"],
    ]);
    for (const [key, name, place] of LISTS) {
      const entries = [...root.each(key)];
      draft.fact("summary", name, entries.length);
      for (const entry of entries) {
        const [start, end] = validityOf(entry);
        table.add(name, entry.text(place), entry.maybe("subject")?.text("commonName"), start, end);
        if (key === "tlogs") draft.fact("summary", "Log", entry.text(place));
        if (start === undefined) draft.problem(`One of its ${name.toLowerCase()} has no start of validity.`);
      }
    }
  },
};

/** Beside an authority, and in a log's key. */
function validityOf(entry: Part): [string | undefined, string | undefined] {
  const validity = entry.maybe("validFor") ?? entry.maybe("publicKey")?.maybe("validFor");
  return [validity?.text("start"), validity?.text("end")];
}
