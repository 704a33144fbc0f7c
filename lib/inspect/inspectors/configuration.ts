// Artifacts whose content is an archive or text for a machine: where they come from, and what they hold by name.
import type { NodeKind } from "#lib/graph";
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { configOf } from "../manifests/config.ts";
import { annotationTable, layerTable, sizeOf } from "../manifests/layers.ts";

/** By convention: its title, and what a reader can expect of it. */
const TITLES = new Map<string, { kind: NodeKind; title: string; headline: string }>([
  // https://fluxcd.io/flux/cheatsheets/oci-artifacts/
  ["flux-artifact", { kind: "other", title: "Flux artifact", headline: "Kubernetes manifests for Flux" }],
  // https://www.openpolicyagent.org/docs/latest/management-bundles/#oci-registry
  ["opa-policy", { kind: "other", title: "OPA policy", headline: "Policies for Open Policy Agent" }],
  ["kyverno-policy", { kind: "other", title: "Kyverno policy", headline: "Policies for Kyverno" }],
  [
    "nfd-compat",
    { kind: "other", title: "node compatibility", headline: "Which nodes the image can run on" },
  ],
]);
const MAX_TEXT = 1024 * 1024;

export const configuration: Inspector = {
  id: "configuration",
  matches: ({ convention, artifact }: Document) => Boolean(artifact) && TITLES.has(convention ?? ""),
  inspect: (doc, draft) => {
    const manifest = doc.artifact?.manifest;
    const { annotations } = doc;
    const { kind, title, headline } = TITLES.get(doc.convention ?? "") ?? {
      kind: "other",
      title: "",
      headline: "",
    };
    const source = annotations["org.opencontainers.image.source"];
    const revision = annotations["org.opencontainers.image.revision"];
    draft.is(
      kind,
      title,
      source ? `${headline}, from ${source}${revision ? ` at ${revision}` : ""}` : headline,
    );
    draft.fact("source", "Source", source);
    draft.fact("source", "Revision", revision);
    draft.fact("summary", "Created", annotations["org.opencontainers.image.created"]);
    draft.fact("summary", "Files", manifest?.layers.length);
    draft.fact("summary", "Size", sizeOf(manifest?.layers ?? []));
    if (doc.convention === "opa-policy") opaFacts(doc, draft);
    if (manifest) layerTable(draft, manifest);
    texts(doc, draft);
    annotationTable(draft, annotations);
  },
};

/** A bundle's `.manifest`: https://www.openpolicyagent.org/docs/latest/management-bundles/#bundle-file-format */
function opaFacts(doc: Document, draft: Draft): void {
  const config = configOf(doc, draft);
  draft.fact("summary", "Bundle's revision", config?.text("revision"));
  draft.facts("summary", "Root", config?.texts("roots") ?? []);
}

/** Keeps what is text to be looked at as it is: rego, YAML. */
function texts({ artifact }: Document, draft: Draft): void {
  for (const { digest, mediaType, annotations } of artifact?.manifest.layers.slice(0, 20) ?? []) {
    const bytes = artifact?.blob(digest);
    if (!bytes || bytes.length > MAX_TEXT || !/rego|yaml|json/.test(mediaType)) continue;
    const title = annotations?.["org.opencontainers.image.title"] ?? digest;
    const text = new TextDecoder().decode(bytes);
    draft.raw(draft.clean(title, 128), mediaType, { form: "text", text }, bytes.length);
  }
}
