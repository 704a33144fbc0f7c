import type { Document } from "./document.ts";
import type { Draft } from "./draft.ts";
import { INSPECTORS } from "./inspectors/index.ts";

/** Lets the first inspector that matches write into the draft. A fault of its own is told; what it wrote stays. */
export function readDocument(doc: Document, draft: Draft): void {
  try {
    const inspector = INSPECTORS.find(({ matches }) => matches(doc));
    // The outermost one names the report: it is what was attached.
    draft.inspector ||= inspector?.id ?? "";
    inspector?.inspect(doc, draft);
  } catch {
    draft.problem(OWN_FAULT);
  }
}

/** Said when a reader threw, which none should. */
export const OWN_FAULT = "Refscope failed while reading this; what it had read is shown.";
