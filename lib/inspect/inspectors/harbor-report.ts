// The report of Harbor's pluggable scanners: https://github.com/goharbor/pluggable-scanner-spec
import { type Document, jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { ageOf } from "../time.ts";
import { Findings } from "../vulnerabilities/findings.ts";

export const harborReport: Inspector = {
  id: "harbor-report",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    if (json?.generated_at !== undefined && json.scanner !== undefined) return true;
    return doc.convention === "harbor-vuln-report" && Array.isArray(json?.vulnerabilities);
  },
  inspect: (doc, draft) => {
    const report = draft.part(jsonObject(doc) ?? {});
    const scanner = report.part("scanner");
    const artifact = report.part("artifact");
    const generated = report.text("generated_at");
    const of = artifact?.text("repository");
    draft.fact("summary", "Scanner", scanner?.text("name"));
    draft.fact("summary", "Scanner's vendor", scanner?.text("vendor"));
    draft.fact("summary", "Scanner version", scanner?.text("version"));
    draft.fact("summary", "Scanned", generated);
    draft.fact("summary", "Age of the report", ageOf(draft, "The time of the scan", generated));
    draft.fact("summary", "Artifact", of);
    draft.fact("summary", "Artifact digest", artifact?.text("digest"));
    draft.fact("summary", "Worst severity", report.text("severity"));
    const findings = new Findings(draft);
    for (const each of report.each("vulnerabilities")) {
      findings.add({
        id: each.text("id"),
        severity: each.text("severity"),
        package: each.text("package"),
        installed: each.text("version"),
        fixed: each.text("fix_version"),
        title: each.text("description"),
        link: each.texts("links")[0],
      });
    }
    findings.summarise();
    const name = scanner?.text("name") ?? "A scanner without a name";
    draft.is(
      "scan-report",
      "Harbor scan report",
      `${name} on ${of ?? "something without a name"}: ${findings.words()}`,
    );
  },
};
