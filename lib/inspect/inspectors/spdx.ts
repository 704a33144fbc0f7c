// SPDX 2.2 and 2.3 in JSON and in tags and values, which is brought into the shape of the JSON first.
// https://spdx.github.io/spdx-spec/v2.3/
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { LIMITS } from "../limits.ts";
import { dependencyTable, Sbom } from "../packages/sbom.ts";
import { isTagValue, tagValueToSpdx } from "../packages/spdx-tag-value.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";

const KNOWN = /^SPDX-2\.[0-3]$/;

export const spdx: Inspector = {
  id: "spdx",
  matches: (doc) => {
    const { content, convention, predicate } = doc;
    if (content.form === "text") return isTagValue(content.text);
    const json = jsonObject(doc);
    if (json?.spdxVersion !== undefined || json?.SPDXID === "SPDXRef-DOCUMENT") return true;
    const isNamed =
      ["spdx-json", "harbor-sbom", "cosign-legacy-sbom"].includes(convention ?? "") || predicate === "spdx";
    return (
      isNamed &&
      json !== undefined &&
      ["@graph", "bomFormat", "payloadType", "Data"].every((key) => json[key] === undefined)
    );
  },
  inspect: (doc, draft) => {
    const said = draft.part(spdxOf(doc, draft));
    const version = said.text("spdxVersion");
    draft.fact("summary", "Format", version);
    if (!KNOWN.test(version ?? ""))
      draft.problem(`${version ?? "SPDX without a version"} is read as far as it is like SPDX-2.3.`);
    headFacts(draft, said);
    const describes = describedBy(said);
    draft.facts("summary", "Describes", describes);
    const packages = readPackages(draft, said);
    draft.fact("summary", "Files", said.list("files").length);
    draft.fact("summary", "Relationships", readRelationships(draft, said));
    const name = said.text("name");
    draft.is("sbom", "SPDX SBOM", `${counted(packages, "package")}${name ? ` of ${name}` : ""}`);
  },
};

function spdxOf(doc: Document, draft: Draft): Record<string, unknown> {
  const { content } = doc;
  return content.form === "text" ? tagValueToSpdx(content.text, draft) : (jsonObject(doc) ?? {});
}

function headFacts(draft: Draft, said: Part): void {
  const creation = said.part("creationInfo");
  draft.fact("summary", "About", said.text("name"));
  draft.facts("summary", "Creator", creation?.texts("creators") ?? []);
  draft.fact("summary", "Created", creation?.text("created"));
  draft.fact("summary", "Namespace", said.text("documentNamespace"));
  draft.fact("summary", "Data licence", said.text("dataLicense"));
}

const DESCRIBES = "DESCRIBES";

/** A field of the document in 2.2, a relationship since. */
function describedBy(said: Part): string[] {
  const described = new Set(said.texts("documentDescribes"));
  for (const each of said.each("relationships")) {
    const to = each.json.relatedSpdxElement;
    if (described.size >= LIMITS.repeats) break;
    if (each.json.relationshipType === DESCRIBES && typeof to === "string") described.add(to);
  }
  return [...described];
}

function readPackages(draft: Draft, said: Part): number {
  const sbom = new Sbom(draft);
  for (const each of said.each("packages")) {
    const declared = each.text("licenseDeclared");
    sbom.add({
      name: each.text("name"),
      version: each.text("versionInfo"),
      type: each.text("primaryPackagePurpose"),
      // What its maker says counts before what an analysis concluded, unless the maker says nothing.
      licence: declared && declared !== "NOASSERTION" ? declared : each.text("licenseConcluded"),
      purl: referenceOf(each, PURL),
      supplier: partyOf(each.text("supplier")) ?? partyOf(each.text("originator")),
      path: each.text("packageFileName") || each.text("sourceInfo"),
      ref: each.text("SPDXID"),
      cpe: referenceOf(each, CPE),
    });
  }
  sbom.summarise();
  return sbom.count;
}

const PURL = ["purl"];
const CPE = ["cpe23Type", "cpe22Type"];

function referenceOf(part: Part, types: readonly unknown[]): string | undefined {
  if (!part.has("externalRefs")) return undefined;
  for (const each of part.each("externalRefs"))
    if (types.includes(each.json.referenceType)) return each.text("referenceLocator");
  return undefined;
}

/** "Organization: X (mail)" without its kind. */
function partyOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "NOASSERTION") return undefined;
  return text.replace(/^(Organization|Person|Tool): /, "");
}

/** How many there are, those to files included. */
function readRelationships(draft: Draft, said: Part): number {
  const table = dependencyTable(draft);
  for (const each of said.each("relationships")) {
    const relation = each.text("relationshipType")?.toLowerCase().replaceAll("_", " ");
    table.add(each.text("spdxElementId"), each.text("relatedSpdxElement"), relation);
  }
  return table.count;
}
