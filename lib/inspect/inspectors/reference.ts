// https://github.com/in-toto/attestation/blob/main/spec/predicates/reference.md: where other documents about it lie.
import { jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { digestsOf, placeOf } from "../provenance/resources.ts";
import { counted } from "../shown.ts";

export const reference: Inspector = {
  id: "reference",
  matches: ({ predicate }) => predicate === "reference",
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const attester = said.part("attester")?.text("id");
    const table = draft.table("references", "References", [
      ["place", "Place"],
      ["type", "Media type"],
      ["digest", "Digest"],
    ]);
    for (const each of said.each("references"))
      table.add(placeOf(each), each.text("mediaType"), digestsOf(each));
    draft.is("attestation", draft.title, `${counted(table.count, "reference")} to other documents`);
    draft.fact("summary", "Attester", attester);
    draft.fact("summary", "References", table.count);
  },
};
