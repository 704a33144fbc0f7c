// CycloneDX in XML, brought into the shape that its JSON has: the same reader reads both.
import { XMLParser } from "fast-xml-parser";
import { isJsonObject } from "#lib/oci";
import { placeOf } from "../content.ts";
import type { Draft } from "../draft.ts";
import { LIMITS } from "../limits.ts";
import { outlineXml } from "../xml-outline.ts";

type Element = Record<string, unknown>;

const PARSER = {
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  maxNestedTags: LIMITS.depth + 8,
  // Character references are XML's own; without this &#233; stays as it is.
  htmlEntities: true,
  // Nothing here asks for the path of an element, and keeping it as text costs a seventh of the time.
  jPath: false,
};

/** Undefined when nothing of it can be read; what is wrong becomes a problem. */
export function xmlToCyclonedx(text: string, draft: Draft): Element | undefined {
  const outline = outlineXml(text, LIMITS);
  if (outline.hasDoctype)
    draft.problem("Its document type declaration was left out, and entities that it declares.");
  if (outline.at >= 0) draft.problem(`The XML was read up to ${placeOf(text, outline.at)}: ${outline.why}.`);
  const bom = parse(outline.text, draft)?.bom;
  if (!isJsonObject(bom)) return undefined;
  const xmlns = /["'](https?:\/\/cyclonedx\.org\/schema\/bom\/([0-9.]+))["']/.exec(text.slice(0, 8192));
  return {
    xmlns: xmlns?.[1],
    specVersion: xmlns?.[2],
    serialNumber: bom["@serialNumber"],
    version: bom["@version"],
    metadata: metadataOf(bom.metadata),
    components: listOf(bom.components, "component").map(componentOf),
    services: listOf(bom.services, "service"),
    dependencies: listOf(bom.dependencies, "dependency").map(dependencyOf),
    vulnerabilities: listOf(bom.vulnerabilities, "vulnerability").map(vulnerabilityOf),
    annotations: listOf(bom.annotations, "annotation").map(annotationOf),
    compositions: listOf(bom.compositions, "composition").map(compositionOf),
    signature: isJsonObject(bom.Signature) ? {} : undefined,
  };
}

function parse(text: string, draft: Draft): Element | undefined {
  try {
    const parsed: unknown = new XMLParser(PARSER).parse(text);
    return isJsonObject(parsed) ? parsed : undefined;
  } catch (fault) {
    draft.problem(
      `The XML cannot be read: ${fault instanceof Error ? fault.message.slice(0, 200) : "unknown"}.`,
    );
    return undefined;
  }
}

/** The elements of that name in a wrapper, which the parser gives alone or as a list. */
function listOf(wrapper: unknown, name: string): Element[] {
  const inner = isJsonObject(wrapper) ? wrapper[name] : undefined;
  return (Array.isArray(inner) ? inner : [inner]).filter(isJsonObject);
}

/** The texts of such elements. */
function textsOf(wrapper: unknown, name: string): unknown[] {
  const inner = isJsonObject(wrapper) ? wrapper[name] : undefined;
  return (Array.isArray(inner) ? inner : [inner])
    .map(textOf)
    .filter((text) => text !== undefined && text !== "");
}

function textOf(value: unknown): unknown {
  return isJsonObject(value) ? value["#text"] : value;
}

function metadataOf(metadata: unknown): Element | undefined {
  if (!isJsonObject(metadata)) return undefined;
  const { tools } = metadata;
  const isModern = isJsonObject(tools) && (tools.components !== undefined || tools.services !== undefined);
  return {
    timestamp: textOf(metadata.timestamp),
    tools: isModern
      ? {
          components: listOf(tools.components, "component").map(componentOf),
          services: listOf(tools.services, "service"),
        }
      : listOf(tools, "tool"),
    component: isJsonObject(metadata.component) ? componentOf(metadata.component) : undefined,
    authors: listOf(metadata.authors, "author"),
    supplier: isJsonObject(metadata.supplier) ? metadata.supplier : undefined,
    lifecycles: listOf(metadata.lifecycles, "lifecycle"),
    manufacturer: [metadata.manufacturer, metadata.manufacture].find(isJsonObject),
  };
}

function componentOf(component: Element): Element {
  const of: Element = {
    type: component["@type"],
    "bom-ref": component["@bom-ref"],
    group: textOf(component.group),
    name: textOf(component.name),
    version: textOf(component.version),
    versionRange: textOf(component.versionRange),
    purl: textOf(component.purl),
    publisher: textOf(component.publisher),
    author: textOf(component.author),
  };
  if (component.cpe !== undefined) of.cpe = textOf(component.cpe);
  if (isJsonObject(component.supplier)) of.supplier = component.supplier;
  if (isJsonObject(component.licenses)) of.licenses = licencesOf(component.licenses);
  if (isJsonObject(component.components))
    of.components = listOf(component.components, "component").map(componentOf);
  if (isJsonObject(component.properties))
    of.properties = listOf(component.properties, "property").map(propertyOf);
  if (isJsonObject(component.evidence))
    of.evidence = { occurrences: listOf(component.evidence.occurrences, "occurrence") };
  return of;
}

function licencesOf(licenses: Element): Element[] {
  const licences: Element[] = listOf(licenses, "license").map((license) => ({ license }));
  return [...licences, ...textsOf(licenses, "expression").map((expression) => ({ expression }))];
}

function annotationOf(annotation: Element): Element {
  return { ...annotation, subjects: refsIn(annotation.subjects, "subject") };
}

function compositionOf({ aggregate, assemblies, dependencies }: Element): Element {
  return {
    aggregate: textOf(aggregate),
    assemblies: refsIn(assemblies, "assembly"),
    dependencies: refsIn(dependencies, "dependency"),
  };
}

function refsIn(wrapper: unknown, name: string): unknown[] {
  return listOf(wrapper, name).map((each) => each["@ref"]);
}

function propertyOf(property: Element): Element {
  return { name: property["@name"], value: property["#text"] };
}

function dependencyOf(dependency: Element): Element {
  const refs = (name: string) => listOf(dependency, name).map((each) => each["@ref"]);
  return { ref: dependency["@ref"], dependsOn: refs("dependency"), provides: refs("provides") };
}

function vulnerabilityOf(vulnerability: Element): Element {
  const { analysis } = vulnerability;
  return {
    id: textOf(vulnerability.id),
    source: vulnerability.source,
    description: textOf(vulnerability.description),
    recommendation: textOf(vulnerability.recommendation),
    ratings: listOf(vulnerability.ratings, "rating"),
    analysis: isJsonObject(analysis)
      ? { ...analysis, response: textsOf(analysis.responses, "response") }
      : undefined,
    affects: listOf(vulnerability.affects, "target").map((target) => ({ ref: textOf(target.ref) })),
  };
}
