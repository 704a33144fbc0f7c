// What a build submits to GitHub's dependency graph, as Trivy and Syft write it: an SBOM of another shape.
// https://docs.github.com/en/rest/dependency-graph/dependency-submission
import { isJsonObject } from "#lib/oci";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { readPurl } from "../packages/purl.ts";
import { dependencyTable, Sbom } from "../packages/sbom.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";

const MAX_MANIFESTS = 1000;

export const dependencySnapshot: Inspector = {
  id: "dependency-snapshot",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    return isJsonObject(json?.detector) && isJsonObject(json.manifests);
  },
  inspect: (doc, draft) => {
    const snapshot = draft.part(jsonObject(doc) ?? {});
    const detector = snapshot.part("detector");
    const manifests = manifestsOf(snapshot);
    draft.fact("summary", "Format", `GitHub dependency snapshot ${snapshot.text("version") ?? ""}`.trim());
    draft.fact("summary", "Tool", detector?.text("name"));
    draft.fact("summary", "Tool version", detector?.text("version"));
    draft.fact("summary", "Created", snapshot.text("scanned"));
    draft.fact("source", "Commit", snapshot.text("sha"));
    draft.fact("source", "Ref", snapshot.text("ref"));
    const packages = readPackages(draft, manifests);
    draft.fact("summary", "Manifests", manifests.length);
    const of = counted(manifests.length, "manifest");
    draft.is("sbom", "dependency snapshot", `${counted(packages, "package")} in ${of}`);
  },
};

function manifestsOf(snapshot: Part): Part[] {
  const manifests = snapshot.part("manifests");
  return Object.keys(manifests?.json ?? {})
    .slice(0, MAX_MANIFESTS)
    .flatMap((name) => manifests?.part(name) ?? []);
}

function readPackages(draft: Draft, manifests: Part[]): number {
  const sbom = new Sbom(draft);
  const table = dependencyTable(draft);
  for (const manifest of manifests) {
    const resolved = manifest.part("resolved");
    const path = manifest.maybe("file")?.text("source_location") ?? manifest.text("name");
    for (const name of Object.keys(resolved?.json ?? {})) {
      const each = resolved?.part(name);
      if (!each) continue;
      addPackage(sbom, name, each, path);
      for (const to of each.texts("dependencies"))
        table.add(each.text("package_url") ?? name, to, "depends on");
    }
  }
  sbom.summarise();
  return sbom.count;
}

function addPackage(sbom: Sbom, name: string, each: Part, path: string | undefined): void {
  const purl = each.text("package_url");
  sbom.add({
    name,
    version: readPurl(purl ?? "")?.version,
    type: each.text("scope"),
    licence: undefined,
    purl,
    supplier: undefined,
    path,
    ref: purl ?? name,
  });
}
