// What nobody knows is shown as it is: its form, its size, its beginning. This inspector is the last and matches always.

import { toHex } from "../base64.ts";
import { type Content, type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import { fieldTable } from "../fields.ts";
import type { Inspector } from "../inspector.ts";

const HEAD = 32;
/** Bytes with which well-known forms begin. */
const MAGIC: readonly (readonly [hex: string, name: string])[] = [
  ["1f8b", "compressed with gzip"],
  ["28b52ffd", "compressed with zstd"],
  ["425a68", "compressed with bzip2"],
  ["fd377a585a", "compressed with xz"],
  ["504b0304", "a zip archive"],
  ["0061736d", "a WebAssembly module"],
  ["7f454c46", "an ELF executable"],
  ["25504446", "a PDF document"],
  ["89504e47", "a PNG image"],
];

export const unknown: Inspector = {
  id: "unknown",
  matches: () => true,
  inspect: (doc, draft) => {
    const { content, claimed } = doc;
    const form = formOf(content);
    // Inside another document, that one has said what it is.
    if (draft.title !== "") draft.problem(`What lies inside is of a kind that no reader knows: ${form}.`);
    else if (claimed)
      draft.is(claimed.kind, claimed.title, `Said to be ${claimed.title}, and not read: ${form}`);
    else draft.is("unknown", doc.mediaType || "unknown", `No reader knows this: ${form}`);
    draft.fact("summary", "Form", form);
    draft.fact("summary", "Media type", doc.mediaType || undefined);
    if (content.form === "binary")
      draft.fact("summary", "First bytes", toHex(content.bytes.subarray(0, HEAD), " "));
    fields(doc, draft);
  },
};

function fields(doc: Document, draft: Draft): void {
  const json = jsonObject(doc);
  if (json) fieldTable(draft, "fields", "Fields", json);
  else if (doc.content.form === "json") fieldTable(draft, "fields", "Fields", doc.content.value);
}

function formOf(content: Content): string {
  switch (content.form) {
    case "json":
      return "JSON";
    case "xml":
      return "XML";
    case "text":
      return "text";
    case "none":
      return "no content";
    default: {
      const head = toHex(content.bytes.subarray(0, HEAD));
      return MAGIC.find(([magic]) => head.startsWith(magic))?.[1] ?? "bytes";
    }
  }
}
