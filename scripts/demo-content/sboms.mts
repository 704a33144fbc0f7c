// The project's SBOMs, from the tools that npm users have: `npm sbom` and @cyclonedx/cyclonedx-npm.
import { execFileSync } from "node:child_process";
import path from "node:path";
import type { Descriptor, Shelf } from "./shelf.mts";

export const SPDX = "application/spdx+json";
export const CYCLONEDX = "application/vnd.cyclonedx+json";

type Json = Record<string, unknown>;
export type SpdxPackage = {
  name: string;
  versionInfo: string;
  packageFileName?: string;
  downloadLocation: string;
  homepage?: string;
  licenseDeclared?: string;
  checksums?: { algorithm: string }[];
};
export type SpdxDocument = Json & { packages: SpdxPackage[] };
type Component = Json & { externalReferences?: { type: string }[]; components?: Component[] };
type CycloneDx = Component & { metadata: Json & { component: Component; tools?: unknown } };

/** SPDX 2.3 of what the lock file installs without development tools. Says of no package where it was fetched. */
export function spdxDocument(directory: string): SpdxDocument {
  const args = ["sbom", "--sbom-format", "spdx", "--package-lock-only", "--omit", "dev"];
  const document: SpdxDocument = run("npm", args, directory);
  for (const listed of document.packages) listed.downloadLocation = "NOASSERTION";
  return document;
}

/** CycloneDX 1.6 of the same, without the places of distribution. */
export function cycloneDxDocument(directory: string): Json {
  const tool = path.join(directory, "node_modules/.bin/cyclonedx-npm");
  const args = ["--package-lock-only", "--omit", "dev", "--output-format", "JSON", "--spec-version", "1.6"];
  const document: CycloneDx = run(tool, args, directory);
  dropDistribution(document);
  dropDistribution(document.metadata.component);
  return document;
}

function dropDistribution(component: Component): void {
  component.externalReferences = component.externalReferences?.filter(({ type }) => type !== "distribution");
  if (component.externalReferences?.length === 0) component.externalReferences = undefined;
  for (const child of component.components ?? []) dropDistribution(child);
}

function run(command: string, args: string[], cwd: string) {
  return JSON.parse(execFileSync(command, args, { cwd, maxBuffer: 64 << 20, encoding: "utf8" }));
}

/** A payload that goes out as one named file, the way `oras attach file:type` does it. */
export function titled(descriptor: Descriptor, title: string): Descriptor {
  return { ...descriptor, annotations: { "org.opencontainers.image.title": title } };
}

export function shelveJson(shelf: Shelf, document: unknown, mediaType: string, title: string): Descriptor {
  return titled(shelf.json(document, mediaType), title);
}
