// A Helm chart: Chart.yaml as JSON is its config, the archive its first layer, the provenance file, if any, its second.
// https://helm.sh/docs/topics/registries/
import { mediaTypeEssence } from "#lib/oci";
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { configOf } from "../manifests/config.ts";
import { annotationTable, layerTable } from "../manifests/layers.ts";

export const helmChart: Inspector = {
  id: "helm-chart",
  matches: ({ convention, artifact }: Document) =>
    convention === "helm-chart" && /helm\.config/.test(artifact?.manifest.config?.mediaType ?? ""),
  inspect: (doc, draft) => {
    const chart = configOf(doc, draft);
    for (const [field, label] of [
      ["name", "Chart"],
      ["version", "Version"],
      ["appVersion", "App version"],
      ["description", "Description"],
      ["type", "Type"],
      ["kubeVersion", "Kubernetes"],
    ] as const)
      draft.fact("summary", label, chart?.text(field));
    const table = draft.table("dependencies", "Dependencies", [
      ["name", "Name"],
      ["version", "Version"],
      ["repository", "Repository"],
    ]);
    for (const each of chart?.each("dependencies") ?? [])
      table.add(each.text("name"), each.text("version"), each.text("repository"));
    readProvenance(doc, draft);
    const name = [chart?.text("name"), chart?.text("version")].filter(Boolean).join(" ");
    draft.is("other", "Helm chart", `Chart ${name || "without a name"}`);
    if (doc.artifact) layerTable(draft, doc.artifact.manifest);
    annotationTable(draft, doc.annotations);
  },
};

/** Reads the provenance file and holds the digest that it names against the archive's. */
function readProvenance({ artifact, annotations }: Document, draft: Draft): void {
  const layers = artifact?.manifest.layers ?? [];
  const file = layers.find(({ mediaType }) => mediaTypeEssence(mediaType).endsWith(".prov"));
  const archive = layers.find(({ mediaType }) => mediaType.includes("chart.content"));
  draft.fact("summary", "Provenance file", file !== undefined);
  const bytes = file && artifact?.blob(file.digest);
  if (file && !bytes) draft.problem("Its provenance file was not fetched.");
  if (!bytes || !archive) return;
  draft.readBytes("provenance file", bytes, { mediaType: "text/plain", annotations, signed: false });
  const isNamed = draft.names(archive.digest);
  draft.fact("integrity", "The provenance file names this archive", isNamed, "claimed");
  if (!isNamed) draft.problem(`The provenance file does not name the archive's digest, ${archive.digest}.`);
}
