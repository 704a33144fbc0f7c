// What was run, on what: https://github.com/in-toto/attestation/blob/main/spec/predicates/link.md and the link of
// in-toto's layouts (https://github.com/in-toto/docs/blob/master/in-toto-spec.md), which has an envelope of its own.
import { isJsonObject } from "#lib/oci";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import { fieldTable } from "../fields.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { resourceTable } from "../provenance/resources.ts";

const MAX_COMMAND = 50;

export const link: Inspector = {
  id: "link",
  matches: (doc) => doc.predicate === "link" || bareLink(doc) !== undefined,
  inspect: (doc, draft) => {
    const json = jsonObject(doc) ?? {};
    const envelope = draft.part(json);
    const bare = bareLink(doc);
    const signatures = bare === undefined || bare === json ? [] : [...envelope.each("signatures")];
    const source = signatures.some((signature) => signature.text("sig")) ? "signed" : undefined;
    const said = draft.part(bare ?? json);
    const name = said.text("name");
    const command = said.texts("command").slice(0, MAX_COMMAND).join(" ");
    draft.is(
      "attestation",
      "in-toto link",
      `Step ${name ?? "without a name"} ran ${command || "no command"}`,
    );
    draft.fact("summary", "Step", name, source);
    draft.fact("summary", "Command", command || undefined, source);
    draft.fact("summary", "Return value", said.maybe("byproducts")?.text("return-value"), source);
    artifactTable(draft, said, "materials", "Materials");
    artifactTable(draft, said, "products", "Products");
    const environment = said.maybe("environment");
    if (environment) fieldTable(draft, "environment", "Environment", environment.json);
    for (const signature of signatures) draft.fact("integrity", "Key id", signature.text("keyid"), "claimed");
  },
};

/** The link of a layout, in its envelope or alone. */
function bareLink(doc: Document): Record<string, unknown> | undefined {
  const json = jsonObject(doc);
  if (json?._type === "link") return json;
  return isJsonObject(json?.signed) && json.signed._type === "link" ? json.signed : undefined;
}

/** A list of resources since v0.3; before, an object from path to digests. */
function artifactTable(draft: Draft, said: Part, key: string, title: string): void {
  if (Array.isArray(said.json[key])) {
    draft.fact("summary", title, resourceTable(draft, key, title, said.each(key)));
    return;
  }
  const artifacts = Object.entries(said.part(key)?.json ?? {});
  draft.fact("summary", title, artifacts.length);
  const table = draft.table(key, title, [
    ["uri", "Path"],
    ["digest", "Digest"],
  ]);
  for (const [path, digests] of artifacts) {
    const pairs = isJsonObject(digests) ? Object.entries(digests) : [];
    table.add(
      path,
      pairs.map(([algorithm, value]) => (typeof value === "string" ? `${algorithm}:${value}` : "")).join(" "),
    );
  }
}
