// Trivy's own JSON, schema version 2: https://trivy.dev/latest/docs/configuration/reporting/#json
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { ageOf } from "../time.ts";
import { Findings } from "../vulnerabilities/findings.ts";

export const trivy: Inspector = {
  id: "trivy",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    return (
      json?.SchemaVersion !== undefined && (json.Results !== undefined || json.ArtifactName !== undefined)
    );
  },
  inspect: (doc, draft) => {
    const report = draft.part(jsonObject(doc) ?? {});
    const results = [...report.each("Results")];
    headFacts(draft, report);
    const findings = new Findings(draft);
    for (const result of results)
      for (const each of result.each("Vulnerabilities")) addVulnerability(findings, each, result);
    findings.summarise();
    const secrets = others(draft, results, "Secrets", "secrets", ["RuleID", "Severity", "Title", "Match"]);
    const misconfigurations = others(draft, results, "Misconfigurations", "misconfigurations", [
      "ID",
      "Severity",
      "Title",
      "Resolution",
    ]);
    draft.fact("summary", "Secrets", secrets);
    draft.fact("summary", "Misconfigurations", misconfigurations);
    const of = report.text("ArtifactName");
    draft.is(
      "scan-report",
      "Trivy scan report",
      `Trivy on ${of ?? "something without a name"}: ${findings.words()}`,
    );
  },
};

function headFacts(draft: Draft, report: Part): void {
  const created = report.text("CreatedAt");
  const metadata = report.maybe("Metadata");
  draft.fact("summary", "Scanner", "Trivy");
  draft.fact("summary", "Scanner version", report.maybe("Trivy")?.text("Version"));
  draft.fact("summary", "Scanned", created);
  draft.fact("summary", "Age of the report", ageOf(draft, "The time of the scan", created));
  draft.fact("summary", "Artifact", report.text("ArtifactName"));
  draft.fact("summary", "Artifact type", report.text("ArtifactType"));
  const os = metadata?.maybe("OS");
  draft.fact(
    "summary",
    "Operating system",
    [os?.text("Family"), os?.text("Name")].filter(Boolean).join(" ") || undefined,
  );
  draft.fact("summary", "Image id", metadata?.text("ImageID"));
  for (const digest of metadata?.texts("RepoDigests") ?? []) draft.fact("summary", "Artifact digest", digest);
  draft.fact("summary", "Schema version", report.text("SchemaVersion"));
}

function addVulnerability(findings: Findings, vulnerability: Part, result: Part): void {
  findings.add({
    id: vulnerability.text("VulnerabilityID"),
    severity: vulnerability.text("Severity"),
    package: vulnerability.text("PkgName"),
    installed: vulnerability.text("InstalledVersion"),
    fixed: vulnerability.text("FixedVersion"),
    title: vulnerability.text("Title"),
    link: vulnerability.text("PrimaryURL"),
    target: vulnerability.text("PkgPath") || result.text("Target"),
  });
}

/** A table of what is no vulnerability; how many there are. The secret itself is masked by Trivy. */
function others(draft: Draft, results: Part[], key: string, id: string, fields: string[]): number {
  const table = draft.table(id, key, [
    ...fields.map((field): [string, string] => [field, field]),
    ["target", "Found in"],
  ]);
  for (const result of results)
    for (const each of result.each(key))
      table.add(...fields.map((field) => each.text(field)), result.text("Target"));
  return table.count;
}
