// A predicate that no other inspector knows: every field, as it stands there.
import { jsonObject } from "../document.ts";
import { fieldTable } from "../fields.ts";
import type { Inspector } from "../inspector.ts";

export const predicate: Inspector = {
  id: "predicate",
  matches: ({ predicateType }) => predicateType !== undefined,
  inspect: (doc, draft) => {
    const json = jsonObject(doc);
    draft.is(draft.kind, draft.title, draft.headline);
    if (json) fieldTable(draft, "predicate", "Predicate", json);
    // cosign's signatures are statements that say no more than what they are about.
    if (json && Object.keys(json).length === 0 && draft.kind !== "signature")
      draft.problem("The predicate is empty.");
  },
};
