// Which registry an address names.
import { asExplorerError } from "#lib/errors";
import { parseReference } from "#lib/oci";

/** The registry's canonical name, or why the path's segment (percent-encoded or not) is none. */
export function hostOf(segment: string): { registry: string } | { text: string; message: string } {
  const text = decoded(segment);
  if (!/[.:]/.test(text) && text !== "localhost") {
    return { text, message: "A registry's host has a dot or a port." };
  }
  try {
    return { registry: parseReference(`${text}/name/name`).registry };
  } catch (thrown) {
    return { text, message: asExplorerError(thrown).message };
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
