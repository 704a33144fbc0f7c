// CycloneDX 1.1 to 1.7: an SBOM, or a VEX where it lists vulnerabilities and no components of its own. XML is brought
// into the shape of the JSON first. https://cyclonedx.org/docs/

import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { cyclonedxMore } from "../packages/cyclonedx-more.ts";
import { cyclonedxPackages } from "../packages/cyclonedx-packages.ts";
import { xmlToCyclonedx } from "../packages/cyclonedx-xml.ts";
import { dependencyTable, Sbom } from "../packages/sbom.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";
import { cyclonedxVulnerabilities } from "../vulnerabilities/cyclonedx-vex.ts";

const KNOWN = /^1\.[0-7]$/;

export const cyclonedx: Inspector = {
  id: "cyclonedx",
  matches: (doc) => {
    const { content } = doc;
    if (content.form === "xml") return isCyclonedxXml(content.text) || doc.convention === "cyclonedx";
    const json = jsonObject(doc);
    if (json?.bomFormat === "CycloneDX") return true;
    const isNamed = doc.convention === "cyclonedx" || doc.predicate === "cyclonedx";
    return isNamed && json !== undefined && json.spdxVersion === undefined && json.Data === undefined;
  },
  inspect: (doc, draft) => {
    const json = bomOf(doc, draft);
    if (!json) {
      draft.is("sbom", "CycloneDX SBOM", "A CycloneDX document that cannot be read");
      return;
    }
    readBom(draft, draft.part(json));
  },
};

/** Its namespace stands in its first element, which a prologue of up to some KiB may precede. */
function isCyclonedxXml(text: string): boolean {
  const head = text.slice(0, 8192);
  return head.includes("cyclonedx.org/schema/bom") && /<(?:[\w.-]+:)?bom[\s>]/.test(head);
}

function bomOf(doc: Document, draft: Draft): Record<string, unknown> | undefined {
  const { content } = doc;
  return content.form === "xml" ? xmlToCyclonedx(content.text, draft) : jsonObject(doc);
}

function readBom(draft: Draft, bom: Part): void {
  const metadata = bom.part("metadata");
  const root = metadata?.part("component");
  const version = bom.text("specVersion");
  const vulnerabilities = bom.list("vulnerabilities");
  // A predicate of VEX's own type may list the components that it speaks of.
  const isVex = vulnerabilities.length > 0 && (bom.list("components").length === 0 || draft.kind === "vex");
  const name = [root?.text("name"), root?.text("version")].filter(Boolean).join(" ");
  draft.fact("summary", "Format", ["CycloneDX", version].filter(Boolean).join(" "));
  draft.fact("summary", "Namespace", bom.text("xmlns"));
  if (!KNOWN.test(version ?? ""))
    draft.problem(`CycloneDX ${version ?? "without a version"} is read as far as it is like 1.7.`);
  draft.fact("summary", "About", root?.text("name"));
  draft.fact("summary", "Its version", root?.text("version"));
  draft.fact("summary", "Its package URL", root?.text("purl"));
  toolFacts(draft, metadata);
  draft.fact("summary", "Created", metadata?.text("timestamp"));
  draft.fact("summary", "Serial number", bom.text("serialNumber"));
  draft.fact("summary", "Version", bom.text("version"));
  const packages = isVex ? 0 : packageFacts(draft, bom);
  draft.fact("summary", "Components at the top", bom.list("components").length);
  draft.fact("summary", "Services", bom.list("services").length);
  dependencyFacts(draft, bom);
  draft.fact("summary", "Vulnerabilities", vulnerabilities.length);
  const statements = cyclonedxVulnerabilities(draft, bom, root);
  cyclonedxMore(draft, bom);
  const about = name === "" ? "" : ` of ${name}`;
  if (isVex)
    draft.is(
      "vex",
      "CycloneDX VEX",
      `${counted(statements, "statement")} on ${counted(vulnerabilities.length, "vulnerability", "vulnerabilities")}${about}`,
    );
  else draft.is("sbom", "CycloneDX SBOM", `${counted(packages, "package")}${about}`);
}

/** A list up to 1.4; since 1.5 it may be components and services. */
function toolFacts(draft: Draft, metadata: Part | undefined): void {
  const modern = metadata?.maybe("tools");
  const tools = modern
    ? [...modern.each("components"), ...modern.each("services")]
    : [...(metadata?.each("tools") ?? [])];
  for (const tool of tools) {
    draft.fact("summary", "Tool", tool.text("name"));
    draft.fact("summary", "Tool version", tool.text("version"));
  }
  for (const author of metadata?.each("authors") ?? []) draft.fact("summary", "Author", author.text("name"));
  draft.fact("summary", "Supplier", metadata?.maybe("supplier")?.text("name"));
}

function packageFacts(draft: Draft, bom: Part): number {
  const sbom = new Sbom(draft);
  cyclonedxPackages(draft, bom, sbom);
  sbom.summarise(bom.list("services").length);
  return sbom.count;
}

function dependencyFacts(draft: Draft, bom: Part): void {
  const table = dependencyTable(draft);
  let entries = 0;
  for (const entry of bom.each("dependencies")) {
    entries++;
    const ref = entry.text("ref");
    for (const to of entry.texts("dependsOn")) table.add(ref, to, "depends on");
    for (const to of entry.texts("provides")) table.add(ref, to, "provides");
  }
  draft.fact("summary", "Dependencies", entries);
}
