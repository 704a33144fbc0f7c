// SPDX 3.0: a graph of elements, each of a class of its own. https://spdx.github.io/spdx-spec/v3.0.1/
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { dependencyTable, Sbom } from "../packages/sbom.ts";
import { SpdxGraph } from "../packages/spdx-graph.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";
import { spdx3Assessments } from "../vulnerabilities/spdx3-vex.ts";

const CONTEXT = /spdx\.org\/rdf\/v?3/;

export const spdx3: Inspector = {
  id: "spdx3",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    return (
      json?.["@graph"] !== undefined && CONTEXT.test(JSON.stringify(json["@context"] ?? "").slice(0, 1024))
    );
  },
  inspect: (doc, draft) => {
    const graph = new SpdxGraph(draft.part(jsonObject(doc) ?? {}));
    const [about, ...further] = graph.of("SpdxDocument");
    const [creation] = graph.of("CreationInfo");
    const name = about?.text("name") ?? graph.nameOf(rootsOf(graph)[0]);
    draft.fact("summary", "Format", `SPDX-${creation?.text("specVersion") ?? "3"}`);
    draft.fact("summary", "About", name);
    creationFacts(draft, graph, creation);
    draft.fact("summary", "Namespace", about?.text("spdxId"));
    for (const each of further)
      draft.fact("summary", "Further document", each.text("name") ?? each.text("spdxId"));
    draft.facts("summary", "Profile", about?.texts("profileConformance") ?? []);
    draft.fact("summary", "Data licence", graph.licenceOf(about?.text("dataLicense")));
    draft.facts(
      "summary",
      "Describes",
      rootsOf(graph).map((id) => graph.nameOf(id) ?? id),
    );
    const packages = readPackages(draft, graph);
    draft.fact("summary", "Files", graph.of("software_File").length);
    draft.fact("summary", "Relationships", readRelationships(draft, graph));
    const vulnerabilities = graph.of("security_Vulnerability").length;
    if (vulnerabilities > 0) draft.fact("summary", "Vulnerabilities", vulnerabilities);
    spdx3Assessments(draft, graph);
    spdx3Annotations(draft, graph);
    draft.fact("summary", "Also holds", graph.others());
    draft.is("sbom", "SPDX SBOM", `${counted(packages, "package")}${name ? ` of ${name}` : ""}`);
  },
};

function rootsOf(graph: SpdxGraph): string[] {
  const sboms = [...graph.of("software_Sbom"), ...graph.of("SpdxDocument")];
  return [...new Set(sboms.flatMap((each) => each.texts("rootElement")))].slice(0, 50);
}

function creationFacts(draft: Draft, graph: SpdxGraph, creation: Part | undefined): void {
  for (const id of creation?.texts("createdBy") ?? [])
    draft.fact("summary", "Creator", graph.nameOf(id) ?? id);
  for (const id of creation?.texts("createdUsing") ?? [])
    draft.fact("summary", "Tool", graph.nameOf(id) ?? id);
  draft.fact("summary", "Created", creation?.text("created"));
}

function readPackages(draft: Draft, graph: SpdxGraph): number {
  const sbom = new Sbom(draft);
  for (const each of graph.packages()) {
    const id = each.text("spdxId") ?? each.text("@id");
    sbom.add({
      name: each.text("name"),
      version: each.text("software_packageVersion"),
      type: each.text("software_primaryPurpose"),
      licence: graph.licencesOf(id),
      purl: each.text("software_packageUrl") ?? identifierOf(each, ["packageUrl"]),
      supplier: graph.nameOf(each.text("suppliedBy")) ?? graph.nameOf(each.texts("originatedBy")[0]),
      path: each.text("software_sourceInfo"),
      ref: id,
      cpe: identifierOf(each, ["cpe23", "cpe22"]),
    });
  }
  sbom.summarise();
  return sbom.count;
}

function identifierOf(element: Part, types: readonly unknown[]): string | undefined {
  for (const each of element.each("externalIdentifier"))
    if (types.includes(each.json.externalIdentifierType)) return each.text("identifier");
  return undefined;
}

function readRelationships(draft: Draft, graph: SpdxGraph): number {
  const table = dependencyTable(draft);
  for (const each of graph.relationships()) {
    const [from, relation] = [each.text("from"), each.text("relationshipType")];
    for (const to of each.texts("to")) table.add(from, to, relation);
  }
  return table.count;
}

function spdx3Annotations(draft: Draft, graph: SpdxGraph): void {
  const table = draft.table("annotations", "Annotations", [
    ["text", "Text"],
    ["type", "Type"],
    ["about", "About"],
  ]);
  for (const each of graph.of("Annotation")) {
    const about = each.text("subject");
    table.add(each.text("statement"), each.text("annotationType"), graph.nameOf(about) ?? about);
  }
  for (const each of graph.of("build_Build")) {
    draft.fact("build", "Build type", each.text("build_buildType"));
    draft.fact("build", "Invocation", each.text("build_buildId"));
  }
}
