// A model after https://github.com/modelpack/model-spec: what it is stands in the config, its files are the layers.
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { configOf } from "../manifests/config.ts";
import { annotationTable, sizeOf } from "../manifests/layers.ts";
import type { Part } from "../part.ts";

const PATH = "org.cncf.model.filepath";

export const aiModel: Inspector = {
  id: "ai-model",
  matches: ({ convention, artifact }: Document) => Boolean(artifact) && convention === "cncf-model",
  inspect: (doc, draft) => {
    const layers = doc.artifact?.manifest.layers ?? [];
    const config = configOf(doc, draft);
    const about = config?.maybe("descriptor");
    const shape = config?.maybe("config");
    const name = [about?.text("name") ?? about?.text("title"), about?.text("version")]
      .filter(Boolean)
      .join(" ");
    draft.is("other", "AI model", `Model ${name || "without a name"}${sizeWord(shape)}`);
    aboutFacts(draft, about);
    for (const [field, label] of [
      ["architecture", "Architecture"],
      ["format", "Format"],
      ["paramSize", "Parameters"],
      ["precision", "Precision"],
      ["quantization", "Quantization"],
    ] as const)
      draft.fact("summary", label, shape?.text(field));
    draft.fact("summary", "Files", layers.length);
    draft.fact("summary", "Size", sizeOf(layers));
    const table = draft.table("files", "Files", [
      ["path", "Path"],
      ["mediaType", "Media type"],
      ["size", "Size"],
      ["digest", "Digest"],
    ]);
    for (const layer of layers)
      table.add(
        layer.annotations?.[PATH] ?? layer.annotations?.["org.opencontainers.image.title"],
        layer.mediaType,
        layer.size,
        layer.digest,
      );
    annotationTable(draft, doc.annotations);
  },
};

function aboutFacts(draft: Draft, about: Part | undefined): void {
  for (const [field, label] of [
    ["name", "Name"],
    ["family", "Family"],
    ["version", "Version"],
    ["vendor", "Vendor"],
    ["title", "Title"],
    ["description", "Description"],
    ["createdAt", "Created"],
    ["sourceURL", "Source"],
    ["revision", "Revision"],
  ] as const)
    draft.fact("summary", label, about?.text(field));
  for (const key of ["authors", "licenses"])
    draft.facts("summary", key === "authors" ? "Author" : "Licence", about?.texts(key) ?? []);
}

function sizeWord(shape: Part | undefined): string {
  const size = shape?.text("paramSize");
  return size ? ` of ${size} parameters` : "";
}
