import type { Document } from "./document.ts";
import type { Draft } from "./draft.ts";

/** Reads one kind of document. The first of the list that matches is the one that reads it. */
export type Inspector = {
  id: string;
  /** Told by the content where that is enough, by the types that were claimed where it is not. */
  matches: (doc: Document) => boolean;
  /** Writes what it says into the draft, in the order in which it is asked; what is odd becomes a problem, never a throw. */
  inspect: (doc: Document, draft: Draft) => void;
};
