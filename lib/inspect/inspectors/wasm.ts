// A WebAssembly component: https://tag-runtime.cncf.io/wgs/wasm/deliverables/wasm-oci-artifact/
import type { Document } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { configOf } from "../manifests/config.ts";
import { annotationTable, layerTable, sizeOf } from "../manifests/layers.ts";

export const wasm: Inspector = {
  id: "wasm",
  matches: ({ convention, artifact }: Document) => Boolean(artifact) && convention === "wasm",
  inspect: (doc, draft) => {
    const manifest = doc.artifact?.manifest;
    const config = configOf(doc, draft);
    const component = config?.maybe("component");
    const target = component?.text("target");
    draft.is(
      "other",
      "Wasm component",
      `A component for ${config?.text("os") ?? "WebAssembly"}${target ? `, world ${target}` : ""}`,
    );
    draft.fact("summary", "Architecture", config?.text("architecture"));
    draft.fact("summary", "Operating system", config?.text("os"));
    draft.fact("summary", "Target world", target);
    draft.fact("summary", "Author", config?.text("author"));
    draft.fact("summary", "Created", config?.text("created"));
    draft.fact("summary", "Size", sizeOf(manifest?.layers ?? []));
    draft.facts("summary", "Import", component?.texts("imports") ?? []);
    draft.facts("summary", "Export", component?.texts("exports") ?? []);
    if (manifest) layerTable(draft, manifest);
    annotationTable(draft, doc.annotations);
  },
};
