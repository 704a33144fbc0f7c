// Which registry an address names.
import { readHost } from "#lib/oci";

/** The registry's canonical name, or why the path's segment (percent-encoded or not) is none. */
export function hostOf(segment: string): { registry: string } | { text: string; message: string } {
  const text = decoded(segment);
  const read = readHost(text);
  return "registry" in read ? read : { text, message: read.sentence };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
