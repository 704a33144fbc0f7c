import type { NodeKind } from "#lib/graph";
import { isJsonObject, type Manifest } from "#lib/oci";

/** A document's bytes as far as they could be understood. "none": there are none to read. */
export type Content =
  | { form: "json"; value: unknown; text: string }
  | { form: "xml"; text: string }
  | { form: "text"; text: string }
  | { form: "binary"; bytes: Uint8Array }
  | { form: "none" };

/**
 * What an inspector is shown. Types and annotations are claims of whoever pushed it; the content is what it is.
 * Media types are written without parameters, in lower case.
 */
export type Document = {
  content: Content;
  /** Of the blob; "" when nobody said. */
  mediaType: string;
  /** The convention that its media type, else its artifact's type, names: the id of a row in lib/graph/kinds.ts. */
  convention?: string;
  /** What that convention is for: said, as long as the content does not bear it out. */
  claimed?: { kind: NodeKind; title: string };
  /** Of the layer's descriptor, or the manifest's own where the document is the manifest. */
  annotations: Readonly<Record<string, string>>;
  /** Set when this is the predicate of a statement: its type, and the id of that type's row in lib/graph/predicates.ts. */
  predicateType?: string;
  predicate?: string;
  /** The artifact's manifest, when this is the manifest itself: `blob` reads what it lists, where that was fetched. */
  artifact?: { manifest: Manifest; blob: (digest: string) => Uint8Array | undefined };
  /** Whether a signature, verified or not, covers it. */
  signed: boolean;
};

/** The content as a JSON object; undefined when it is something else. */
export function jsonObject({ content }: Document): Record<string, unknown> | undefined {
  return content.form === "json" && isJsonObject(content.value) ? content.value : undefined;
}
