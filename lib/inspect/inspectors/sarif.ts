// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, as scanners of images write it.
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";
import { Findings } from "../vulnerabilities/findings.ts";

export const sarif: Inspector = {
  id: "sarif",
  matches: (doc) => isSarif(doc),
  inspect: (doc, draft) => {
    const log = draft.part(jsonObject(doc) ?? {});
    const runs = [...log.each("runs")];
    const [driver] = runs.map((run) => run.part("tool")?.part("driver"));
    const name = driver?.text("name");
    draft.fact("summary", "Scanner", name);
    draft.fact("summary", "Scanner version", driver?.text("version") ?? driver?.text("semanticVersion"));
    draft.fact("summary", "Format", `SARIF ${log.text("version") ?? "without a version"}`);
    draft.fact("summary", "Runs", runs.length);
    draft.fact(
      "summary",
      "Rules",
      runs.reduce((sum, run) => sum + rulesOf(run).length, 0),
    );
    for (const run of runs) runFacts(draft, run);
    const findings = new Findings(draft, "Results");
    for (const run of runs) readResults(findings, run);
    findings.summarise("Results", "Level");
    draft.is(
      "scan-report",
      "SARIF scan report",
      `${counted(findings.count, "result")} by ${name ?? "a scanner without a name"}: ${findings.words()}`,
    );
  },
};

function isSarif(doc: Document): boolean {
  const json = jsonObject(doc);
  if (!json || !Array.isArray(json.runs))
    return doc.convention === "sarif" && json !== undefined && json.payloadType === undefined;
  return json.version === "2.1.0" || String(json.$schema).includes("sarif") || doc.convention === "sarif";
}

/** Trivy says in a run's properties what was scanned; SARIF itself says when, in an invocation. */
function runFacts(draft: Draft, run: Part): void {
  const properties = run.maybe("properties");
  draft.fact("summary", "Artifact", properties?.text("imageName"));
  for (const digest of properties?.texts("repoDigests") ?? [])
    draft.fact("summary", "Artifact digest", digest);
  for (const invocation of run.each("invocations"))
    draft.fact("summary", "Scanned", invocation.text("endTimeUtc"));
}

function rulesOf(run: Part): Part[] {
  return [...(run.part("tool")?.part("driver")?.each("rules") ?? [])];
}

function readResults(findings: Findings, run: Part): void {
  const rules = new Map(rulesOf(run).map((rule) => [rule.text("id"), rule]));
  for (const result of run.each("results")) {
    const id = result.text("ruleId") ?? result.maybe("rule")?.text("id");
    const rule = rules.get(id);
    findings.add({
      id,
      // https://docs.oasis-open.org/sarif/sarif/v2.1.0: a result without a level has its rule's, else "warning".
      severity: result.text("level") ?? rule?.maybe("defaultConfiguration")?.text("level") ?? "warning",
      title: rule?.maybe("shortDescription")?.text("text") ?? result.maybe("message")?.text("text"),
      link: rule?.text("helpUri"),
      ...packageOf(result),
    });
  }
}

/** Trivy writes "Package: x\nInstalled Version: 1\n…" into the message; the place is the first location. */
function packageOf(result: Part): { package?: string; installed?: string; fixed?: string; target?: string } {
  const message = result.maybe("message")?.text("text") ?? "";
  const lineOf = (label: string) =>
    new RegExp(`^${label}: (.+)$`, "m").exec(message.slice(0, 4096))?.[1]?.trim();
  const [first] = [...result.each("locations")].slice(0, 1);
  const target = first?.maybe("physicalLocation")?.maybe("artifactLocation")?.text("uri");
  const found = {
    package: lineOf("Package"),
    installed: lineOf("Installed Version"),
    fixed: lineOf("Fixed Version"),
    target: target ?? first?.maybe("message")?.text("text"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
