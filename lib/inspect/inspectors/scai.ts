// https://github.com/in-toto/attestation/blob/main/spec/predicates/scai.md
import { jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { digestsOf, placeOf } from "../provenance/resources.ts";
import { counted } from "../shown.ts";

export const scai: Inspector = {
  id: "scai",
  matches: ({ predicate }) => predicate === "scai",
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const producer = said.part("producer");
    const table = draft.table("attributes", "Attributes", [
      ["attribute", "Attribute"],
      ["target", "Target"],
      ["conditions", "Conditions"],
      ["evidence", "Evidence"],
      ["digest", "Digest of the evidence"],
    ]);
    for (const each of said.each("attributes")) {
      const evidence = each.part("evidence");
      const conditions = each.pairs("conditions").map(([name, value]) => `${name}: ${value}`);
      table.add(
        each.text("attribute"),
        placeOf(each.part("target")),
        conditions.join("; ") || undefined,
        placeOf(evidence),
        digestsOf(evidence),
      );
    }
    const by = placeOf(producer);
    draft.is("attestation", draft.title, `${counted(table.count, "attribute")}${by ? ` of ${by}` : ""}`);
    draft.fact("summary", "Attributes", table.count);
    draft.fact("summary", "Producer", by);
    draft.fact("summary", "Producer's digest", digestsOf(producer));
  },
};
