// The two readings of the path, as the page names and explains them.
import type { Reading } from "#lib/upgrade";

export const READING_WORDS: Record<Reading, { name: string; about: string }> = {
  "proposal-e": {
    name: "Proposal E, literal",
    about:
      "To the letter of the document: references stand in a refers field, the new manifest is the artifact manifest, and a consumer that gets no answer from the API lists tags.",
  },
  "oci-1.1": {
    name: "OCI 1.1",
    about:
      "As the specification became: references stand in a subject field, consumers fall back to one exact tag on a 404, and the artifact manifest is withdrawn, so a registry rejects what the whole tree pushes: rows 16 to 18 are others than the document's.",
  },
};
