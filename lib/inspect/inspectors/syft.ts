// Syft's own JSON: https://github.com/anchore/syft/tree/main/schema/json, and Docker Scout's, which is like it.
import { isJsonObject } from "#lib/oci";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { LIMITS } from "../limits.ts";
import { dependencyTable, Sbom } from "../packages/sbom.ts";
import type { Part } from "../part.ts";
import { beginning, counted } from "../shown.ts";

export const syft: Inspector = {
  id: "syft",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    if (!Array.isArray(json?.artifacts)) return false;
    const isNamed = doc.convention === "syft-json" || ["syft", "scout-sbom"].includes(doc.predicate ?? "");
    return isNamed || (isJsonObject(json.descriptor) && json.source !== undefined);
  },
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const tool = said.part("descriptor");
    const source = said.part("source");
    const distro = said.maybe("distro");
    const name = nameOf(source);
    draft.fact("summary", "Format", `Syft JSON ${said.maybe("schema")?.text("version") ?? ""}`.trim());
    draft.fact("summary", "About", name);
    draft.fact("summary", "Its kind", source?.text("type"));
    draft.fact("summary", "Tool", tool?.text("name"));
    draft.fact("summary", "Tool version", tool?.text("version"));
    draft.fact("summary", "Operating system", distro?.text("id") ?? distro?.text("name"));
    draft.fact(
      "summary",
      "Its release",
      distro?.text("prettyName") ?? distro?.text("versionID") ?? distro?.text("version"),
    );
    const packages = readPackages(draft, said);
    const table = dependencyTable(draft);
    for (const each of said.each("artifactRelationships"))
      table.add(each.text("parent"), each.text("child"), each.text("type"));
    draft.fact("summary", "Relationships", table.count);
    const title = doc.predicate === "scout-sbom" ? "Scout SBOM" : "Syft SBOM";
    draft.is("sbom", title, `${counted(packages, "package")}${name ? ` of ${name}` : ""}`);
  },
};

/** The image's name has been at four places over the versions of the schema. */
function nameOf(source: Part | undefined): string | undefined {
  const place = source?.maybe("target") ?? source?.maybe("metadata");
  const named = place?.text("userInput") ?? source?.maybeText("target") ?? source?.text("name");
  const version = source?.text("version");
  // Looking for one long text in another could take hours.
  const [whole, part] = [named, version].map((text) => beginning(text ?? "", LIMITS.value));
  return named && version && !whole?.includes(part ?? "") ? `${named} ${version}` : named;
}

function readPackages(draft: Draft, said: Part): number {
  const sbom = new Sbom(draft);
  for (const each of said.each("artifacts")) {
    sbom.add({
      name: each.text("name"),
      version: each.text("version"),
      type: each.text("type"),
      licence: licenceOf(each),
      purl: each.text("purl"),
      supplier:
        each.maybe("metadata")?.maybeText("maintainer") ?? each.maybe("metadata")?.maybeText("vendor"),
      path: pathOf(each),
      ref: each.text("id"),
      cpe: cpeOf(each),
    });
  }
  sbom.summarise();
  return sbom.count;
}

/** Texts before version 7 of the schema, objects since. */
function licenceOf(artifact: Part): string | undefined {
  const licences = artifact.list("licenses").flatMap((licence) => {
    if (typeof licence === "string") return [licence];
    if (!isJsonObject(licence)) return [];
    const { spdxExpression, value } = licence;
    return [spdxExpression, value].filter((text) => typeof text === "string" && text !== "").slice(0, 1);
  });
  return licences.length > 0 ? licences.slice(0, 20).join(" AND ") : undefined;
}

function pathOf(artifact: Part): string | undefined {
  for (const location of artifact.each("locations")) {
    const [path, layer] = [location.text("path"), location.text("layerID")];
    return layer === undefined ? path : `${path ?? ""} (${layer.slice(0, 19)})`;
  }
  return undefined;
}

/** Texts in older versions of the schema, objects in newer ones. */
function cpeOf(artifact: Part): string | undefined {
  const [first] = artifact.list("cpes");
  if (typeof first === "string") return first;
  return isJsonObject(first) && typeof first.cpe === "string" ? first.cpe : undefined;
}
