// When an image is no longer looked after: Microsoft's annotation (MCR, `acr annotate`) has no payload; Chainguard's
// predicate says the same in a statement.
import { jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import { fieldTable } from "../fields.ts";
import type { Inspector } from "../inspector.ts";
import { dateOf } from "../time.ts";

const ANNOTATION = "vnd.microsoft.artifact.lifecycle.end-of-life.date";
const KEYS = ["eol_date", "eolDate", "endOfLife", "end_of_life", "date"];

export const endOfLife: Inspector = {
  id: "end-of-life",
  matches: (doc) =>
    doc.predicate === "end-of-life" || (doc.convention === "ms-lifecycle" && doc.artifact !== undefined),
  inspect: (doc, draft) => {
    const said = doc.predicate === undefined ? undefined : draft.part(jsonObject(doc) ?? {});
    // What nobody signed never takes the place of what somebody did.
    const annotated = said ? undefined : doc.annotations[ANNOTATION];
    const date = annotated ?? KEYS.map((key) => said?.maybeText(key)).find(Boolean);
    draft.is("lifecycle", "end-of-life date", sentence(draft, date));
    draft.fact("summary", "End of life", date);
    if (said) fieldTable(draft, "predicate", "Predicate", said.json);
    if (date === undefined) draft.problem("It gives no end-of-life date.");
  },
};

function sentence(draft: Draft, date: string | undefined): string {
  const time = dateOf(draft, "The end-of-life date", date);
  if (time === undefined || date === undefined) return "End of life, without a date that can be read";
  return time <= draft.tools.now ? `End of life since ${date}` : `Supported until ${date}`;
}
