// Grype's own JSON: https://github.com/anchore/grype/tree/main/schema/grype/db-search and its `grype -o json`.
import { isJsonObject } from "#lib/oci";
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { ageOf } from "../time.ts";
import { Findings } from "../vulnerabilities/findings.ts";

export const grype: Inspector = {
  id: "grype",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    return Array.isArray(json?.matches) && isJsonObject(json.descriptor);
  },
  inspect: (doc, draft) => {
    const report = draft.part(jsonObject(doc) ?? {});
    const descriptor = report.part("descriptor");
    const source = report.maybe("source");
    const target = source?.maybe("target");
    const of = target?.text("userInput") ?? source?.maybeText("target") ?? source?.text("name");
    headFacts(draft, descriptor, of);
    draft.fact("summary", "Artifact type", source?.text("type"));
    draft.fact("summary", "Artifact digest", target?.text("manifestDigest"));
    const distro = report.maybe("distro");
    draft.fact(
      "summary",
      "Operating system",
      [distro?.text("name"), distro?.text("version")].filter(Boolean).join(" ") || undefined,
    );
    const findings = new Findings(draft);
    for (const match of report.each("matches")) addMatch(findings, match);
    findings.summarise();
    const ignored = report.list("ignoredMatches").length;
    if (ignored > 0) draft.fact("summary", "Ignored by its rules", ignored);
    draft.is(
      "scan-report",
      "Grype scan report",
      `Grype on ${of ?? "something without a name"}: ${findings.words()}`,
    );
  },
};

function headFacts(draft: Draft, descriptor: Part | undefined, of: string | undefined): void {
  const scanned = descriptor?.text("timestamp");
  const db = descriptor?.maybe("db");
  draft.fact("summary", "Scanner", descriptor?.text("name"));
  draft.fact("summary", "Scanner version", descriptor?.text("version"));
  // Since version 6 of its database the state lies one level deeper.
  draft.fact("summary", "Database built", db?.maybeText("built") ?? db?.maybe("status")?.text("built"));
  draft.fact("summary", "Scanned", scanned);
  draft.fact("summary", "Age of the report", ageOf(draft, "The time of the scan", scanned));
  draft.fact("summary", "Artifact", of);
}

function addMatch(findings: Findings, match: Part): void {
  const vulnerability = match.part("vulnerability");
  const artifact = match.part("artifact");
  const [location] = [...(artifact?.each("locations") ?? [])];
  findings.add({
    id: vulnerability?.text("id"),
    severity: vulnerability?.text("severity"),
    package: artifact?.text("name"),
    installed: artifact?.text("version"),
    fixed: fixedIn(vulnerability),
    title: vulnerability?.text("description"),
    // Up to 0.10 there were addresses alone.
    link: vulnerability?.text("dataSource") ?? vulnerability?.texts("links")[0],
    target: location?.text("path"),
  });
}

/** Up to 0.10 one version as a text. */
function fixedIn(vulnerability: Part | undefined): string | undefined {
  const versions = vulnerability?.maybe("fix")?.texts("versions").join(", ");
  return versions || vulnerability?.text("fixedInVersion") || undefined;
}
