// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, as scanners of images write it.
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import { LIMITS } from "../limits.ts";
import type { Part } from "../part.ts";
import { beginning, counted } from "../shown.ts";
import { Findings } from "../vulnerabilities/findings.ts";

export const sarif: Inspector = {
  id: "sarif",
  matches: (doc) => isSarif(doc),
  inspect: (doc, draft) => {
    const log = draft.part(jsonObject(doc) ?? {});
    const runs = [...log.each("runs")];
    const [driver] = runs.map((run) => run.part("tool")?.part("driver"));
    const name = driver?.text("name");
    for (const tool of toolsOf(runs)) {
      draft.fact("summary", "Scanner", tool.name);
      draft.fact("summary", "Scanner version", tool.version);
    }
    draft.fact("summary", "Format", `SARIF ${log.text("version") ?? "without a version"}`);
    draft.fact("summary", "Runs", runs.length);
    draft.fact(
      "summary",
      "Rules",
      runs.reduce((sum, run) => sum + rulesOf(run).length, 0),
    );
    for (const run of runs) runFacts(draft, run);
    const findings = new Findings(draft, "Results");
    const suppressed = runs.reduce((sum, run) => sum + readResults(findings, run), 0);
    findings.summarise("Results", "Level");
    if (suppressed > 0) draft.fact("summary", "Suppressed results", suppressed);
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
  return (
    json.version === "2.1.0" ||
    (typeof json.$schema === "string" && json.$schema.includes("sarif")) ||
    doc.convention === "sarif"
  );
}

/** Trivy says in a run's properties what was scanned; SARIF itself says when, in an invocation. */
function runFacts(draft: Draft, run: Part): void {
  const properties = run.maybe("properties");
  draft.fact("summary", "Artifact", properties?.text("imageName"));
  for (const digest of properties?.texts("repoDigests") ?? [])
    draft.fact("summary", "Artifact digest", digest);
  for (const invocation of run.each("invocations")) {
    draft.fact("summary", "Scanned", invocation.text("endTimeUtc"));
    // What a run that broke off did not find may be there.
    if (invocation.flag("executionSuccessful") === false)
      draft.problem(
        "A run of the scanner did not succeed by its own word: it may have found less than there is.",
      );
  }
  for (const source of run.each("versionControlProvenance")) {
    draft.fact("source", "Source", source.text("repositoryUri"));
    draft.fact("source", "Commit", source.text("revisionId"));
  }
}

type Tool = { name: string | undefined; version: string | undefined };

/** Each once, however many runs it made; no more of them than a report repeats of one fact, and one. */
function toolsOf(runs: Part[]): Iterable<Tool> {
  const tools = new Map<string, Tool>();
  for (const run of runs) {
    const driver = run.part("tool")?.part("driver");
    const name = driver?.text("name");
    const version = driver?.text("version") ?? driver?.text("semanticVersion");
    tools.set(JSON.stringify([name, version]), { name, version });
    if (tools.size > LIMITS.repeats) break;
  }
  return tools.values();
}

/** The scanner itself, then what extends it: the index of a result's rule counts within one of them. */
function componentsOf(run: Part): Part[] {
  const tool = run.part("tool");
  return [tool?.part("driver"), ...(tool?.each("extensions") ?? [])].flatMap((each) => each ?? []);
}

function rulesOf(run: Part): Part[] {
  return componentsOf(run).flatMap((component) => [...component.each("rules")]);
}

/** How many of them somebody set aside. */
function readResults(findings: Findings, run: Part): number {
  const rules = new Map(rulesOf(run).map((rule) => [rule.text("id"), rule]));
  const artifacts = [...run.each("artifacts")];
  let suppressed = 0;
  for (const result of run.each("results")) {
    if (isSuppressed(result)) suppressed++;
    const id = result.text("ruleId") ?? result.maybe("rule")?.text("id");
    const rule = rules.get(id);
    findings.add({
      id,
      severity: levelOf(result, rule),
      title: rule?.maybe("shortDescription")?.text("text") ?? messageOf(result, rule),
      link: rule?.text("helpUri"),
      ...packageOf(result, artifacts),
    });
  }
  return suppressed;
}

/** Section 3.27.10: a result that is no failure has no level. */
function levelOf(result: Part, rule: Part | undefined): string {
  const isFailure = (result.text("kind") ?? "fail") === "fail";
  return (
    result.text("level") ??
    (isFailure ? (rule?.maybe("defaultConfiguration")?.text("level") ?? "warning") : "none")
  );
}

/** Section 3.35: one that is under review, or was rejected, suppresses nothing. */
function isSuppressed(result: Part): boolean {
  const all = [...result.each("suppressions")];
  return all.length > 0 && all.every((each) => (each.text("status") ?? "accepted") === "accepted");
}

const MAX_ARGUMENT = 200;
const MAX_MESSAGE = 1024;

/** Section 3.11: a text of its own, or one of the rule's with arguments in it. */
function messageOf(result: Part, rule: Part | undefined): string | undefined {
  const message = result.maybe("message");
  const own =
    message?.text("text") ??
    rule
      ?.maybe("messageStrings")
      ?.maybe(message?.text("id") ?? "")
      ?.text("text");
  const given = (message?.list("arguments") ?? []).map((each) =>
    typeof each === "string" ? each.slice(0, MAX_ARGUMENT) : undefined,
  );
  return own
    ?.slice(0, 4096)
    .replace(/\{(\d{1,3})\}/g, (whole, at) => given[Number(at)] ?? whole)
    .slice(0, MAX_MESSAGE);
}

const MAX_PLACES = 5;

/** "src/a.c:3": by its own address, or by its place in the run's list of files. */
function placeOf(location: Part, artifacts: Part[]): string | undefined {
  const physical = location.maybe("physicalLocation");
  const named = physical?.maybe("artifactLocation");
  const uri = named?.text("uri") ?? artifacts[named?.number("index") ?? -1]?.maybe("location")?.text("uri");
  const line = physical?.maybe("region")?.text("startLine");
  if (uri === undefined) return undefined;
  // Cut before it is put together: thousands of results may be in one file.
  const file = beginning(uri, LIMITS.cell);
  return line === undefined ? file : `${file}:${line}`;
}

/** Trivy writes "Package: x\nInstalled Version: 1\n…" into the message; the place is the first location. */
function packageOf(
  result: Part,
  artifacts: Part[],
): { package?: string; installed?: string; fixed?: string; target?: string } {
  const message = result.maybe("message")?.text("text") ?? "";
  const lineOf = (label: string) =>
    new RegExp(`^${label}: (.+)$`, "m").exec(message.slice(0, 4096))?.[1]?.trim();
  const locations = [...result.each("locations")];
  const [first] = locations;
  const target = locations
    .slice(0, MAX_PLACES)
    .flatMap((each) => placeOf(each, artifacts) ?? [])
    .join(", ");
  const found = {
    package: lineOf("Package"),
    installed: lineOf("Installed Version"),
    fixed: lineOf("Fixed Version"),
    target: target || first?.maybe("message")?.text("text"),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
