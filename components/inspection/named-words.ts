// What the content of one document says that it is about, beside what it is attached to.
import type { Inspected } from "#lib/api";

/**
 * Of this document alone: others of the same artifact may be about something else. `digest`: what it is attached to.
 * Undefined where something else says it: the manifest is all that there is, or the statements name their products.
 */
export function namedWords(digest: string | undefined, report: Inspected): string | undefined {
  const { kind, raw, subjects, verification, naming, layer } = report;
  const hasNames = subjects.some(({ digests }) => digests.length > 0);
  if (!hasNames && raw.length === 0) return "not known: it was not read";
  const isManifestAlone = layer === undefined && verification.state === "unsigned";
  if (!hasNames && (kind === "vex" || verification.state === "skipped" || isManifestAlone)) return undefined;
  if (hasNames && digest === undefined) return "a digest, and nothing to hold it against";
  switch (naming) {
    case "this":
      return "it is about this very digest";
    case "another":
      return "it is about another digest";
    case "open":
      return raw.length === 0 ? "not known: it was not read" : "not known: it could not be compared";
    case undefined:
      return "nothing of what it is about";
  }
}
