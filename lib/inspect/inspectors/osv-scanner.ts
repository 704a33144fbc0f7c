// OSV-Scanner's JSON: sources, the packages of each, and the OSV records that concern them.
// https://google.github.io/osv-scanner/output/ and https://ossf.github.io/osv-schema/
import { isJsonObject } from "#lib/oci";
import { type Document, jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";
import { Findings } from "../vulnerabilities/findings.ts";

/** The qualitative scale of CVSS 3.1, section 5: the least score of each word. */
const SCALE = [
  [9, "CRITICAL"],
  [7, "HIGH"],
  [4, "MEDIUM"],
  [0.1, "LOW"],
  [0, "NONE"],
] as const;

export const osvScanner: Inspector = {
  id: "osv-scanner",
  matches: (doc: Document) => {
    const json = jsonObject(doc);
    if (!Array.isArray(json?.results)) return false;
    // Without findings the list is empty, and what the scanner was told is all there is to know it by.
    return isJsonObject(json.experimental_config) || json.results.some(isScannedSource);
  },
  inspect: (doc, draft) => {
    const findings = new Findings(draft);
    let sources = 0;
    let packages = 0;
    for (const result of draft.part(jsonObject(doc) ?? {}).each("results")) {
      sources++;
      const path = result.part("source")?.text("path");
      for (const scanned of result.each("packages")) {
        packages++;
        addPackage(findings, scanned, path);
      }
    }
    draft.fact("summary", "Scanner", "OSV-Scanner");
    draft.fact("summary", "Sources", sources);
    draft.fact("summary", "Packages named", packages);
    findings.summarise();
    draft.is(
      "scan-report",
      "OSV-Scanner report",
      `OSV-Scanner on ${counted(sources, "source")}: ${findings.words()}`,
    );
    draft.problem("It does not say when it was made, nor which image it is about.");
  },
};

function isScannedSource(result: unknown): boolean {
  return isJsonObject(result) && isJsonObject(result.source) && Array.isArray(result.packages);
}

function addPackage(findings: Findings, scanned: Part, path: string | undefined): void {
  const about = scanned.part("package");
  const name = about?.text("name");
  const scores = scoresOf(scanned);
  for (const record of scanned.each("vulnerabilities")) {
    const id = record.text("id");
    findings.add({
      id,
      severity: wordOf(scores.get(id ?? "")) ?? record.maybe("database_specific")?.maybeText("severity"),
      package: name,
      installed: about?.text("version") || about?.text("commit"),
      fixed: fixesFor(name, record),
      title: record.text("summary"),
      link: id === undefined ? undefined : `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
      target: path,
    });
  }
}

/** Records that are about one flaw share a group, and its highest score. */
function scoresOf(scanned: Part): Map<string, number> {
  const scores = new Map<string, number>();
  for (const group of scanned.each("groups")) {
    const score = Number.parseFloat(group.text("max_severity") ?? "");
    if (Number.isFinite(score)) for (const id of group.texts("ids")) scores.set(id, score);
  }
  return scores;
}

function wordOf(score: number | undefined): string | undefined {
  return score === undefined ? undefined : SCALE.find(([least]) => score >= least)?.[1];
}

function fixesFor(name: string | undefined, record: Part): string | undefined {
  const fixes = new Set<string>();
  for (const affected of record.each("affected")) {
    if (affected.maybe("package")?.maybeText("name") !== name) continue;
    for (const range of affected.each("ranges")) {
      for (const event of range.each("events")) {
        const fixed = event.maybeText("fixed");
        if (fixed !== undefined) fixes.add(fixed);
      }
    }
  }
  return [...fixes].join(", ") || undefined;
}
