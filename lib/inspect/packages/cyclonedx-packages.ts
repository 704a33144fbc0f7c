// The components of a CycloneDX document, those within others included.
import type { Draft } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import type { Part } from "../part.ts";
import type { Sbom } from "./sbom.ts";

/** Properties by which generators say where a package lies. */
const PATH_PROPERTIES = /^(syft:location:\d+:path|aquasecurity:trivy:FilePath|cdx:[a-z]+:path|SrcFile)$/;
const MAX_PROPERTIES = 32;
const MAX_LICENCES = 20;

/** Adds every component, depth first and in order. */
export function cyclonedxPackages(draft: Draft, bom: Part, sbom: Sbom): void {
  const open = [bom.each("components")];
  for (let level = open.at(-1); level; level = open.at(-1)) {
    const next = level.next();
    if (next.done) {
      open.pop();
      continue;
    }
    addComponent(sbom, next.value);
    if (!next.value.has("components")) continue;
    if (open.length < LIMITS.depth) open.push(next.value.each("components"));
    else
      draft.problem(`Components lie in components more than ${LIMITS.depth} deep; deeper ones are left out.`);
  }
}

function addComponent(sbom: Sbom, component: Part): void {
  const group = component.text("group");
  const name = component.text("name");
  sbom.add({
    name: group ? `${group}/${name ?? ""}` : name,
    // Since 1.7 what may be there is given as a range, of what is not a part itself.
    version: component.text("version") ?? component.text("versionRange"),
    type: component.text("type"),
    licence: component.has("licenses") ? licenceOf(component) : undefined,
    purl: component.text("purl"),
    supplier: supplierOf(component),
    path: pathOf(component),
    ref: component.text("bom-ref"),
    cpe: component.text("cpe"),
  });
}

/** Several licences of one component hold together: CycloneDX says nothing of a choice between them. */
function licenceOf(component: Part): string | undefined {
  const licences: string[] = [];
  for (const choice of component.each("licenses")) {
    const licence = choice.maybe("license");
    const text = choice.text("expression") ?? licence?.text("id") ?? licence?.text("name");
    if (text !== undefined && licences.length < MAX_LICENCES) licences.push(text);
  }
  return licences.length > 1 ? licences.map(inBrackets).join(" AND ") : licences[0];
}

function inBrackets(licence: string): string {
  return /\sOR\s/.test(licence) ? `(${licence})` : licence;
}

function supplierOf(component: Part): string | undefined {
  return component.maybe("supplier")?.text("name") ?? component.text("publisher") ?? component.text("author");
}

function pathOf(component: Part): string | undefined {
  if (component.has("evidence")) {
    for (const occurrence of component.maybe("evidence")?.each("occurrences") ?? [])
      return occurrence.text("location");
  }
  if (!component.has("properties")) return undefined;
  let count = 0;
  for (const property of component.each("properties")) {
    if (++count > MAX_PROPERTIES) return undefined;
    if (PATH_PROPERTIES.test(property.text("name") ?? "")) return property.text("value");
  }
  return undefined;
}
