// Trivy's own JSON: https://trivy.dev/latest/docs/configuration/reporting/#json
import type { Document } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { ageOf } from "../time.ts";
import { Findings } from "../vulnerabilities/findings.ts";
import { trivyReport } from "../vulnerabilities/trivy-report.ts";

export const trivy: Inspector = {
  id: "trivy",
  matches: (doc: Document) => trivyReport(doc) !== undefined,
  inspect: (doc, draft) => {
    const report = draft.part(trivyReport(doc) ?? {});
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
      "Status",
      "Resolution",
    ]);
    const licences = others(draft, results, "Licenses", "licence-findings", [
      "Name",
      "Severity",
      "Category",
      "PkgName",
    ]);
    draft.fact("summary", "Secrets", secrets);
    draft.fact("summary", "Misconfigurations", misconfigurations);
    if (licences > 0) draft.fact("summary", "Licences looked at", licences);
    suppressedFacts(draft, results);
    const of = report.text("ArtifactName");
    draft.is(
      "scan-report",
      "Trivy scan report",
      `Trivy on ${of ?? "something without a name"}: ${findings.words()}`,
    );
  },
};

/** What a rule or a VEX took out of the list is not what was not found. */
function suppressedFacts(draft: Draft, results: Part[]): void {
  const suppressed = results.reduce(
    (sum, result) => sum + result.list("ExperimentalModifiedFindings").length,
    0,
  );
  if (suppressed > 0) draft.fact("summary", "Left out by its rules", suppressed);
}

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
  if (os?.flag("EOSL") === true) draft.fact("summary", "Operating system's support", "has ended");
  if (report.has("Resources")) draft.fact("summary", "Resources", report.list("Resources").length);
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
