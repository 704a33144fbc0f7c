// What CycloneDX says besides packages, dependencies and vulnerabilities: whose word it is, notes, cryptography, how it
// was built, what is declared of it. https://cyclonedx.org/docs/1.7/json/
import type { Draft } from "../draft.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";

/** Read, here or elsewhere. */
const READ = new Set([
  ...["$schema", "bomFormat", "specVersion", "serialNumber", "version", "xmlns", "metadata", "signature"],
  ...["components", "services", "dependencies", "vulnerabilities"],
  ...["annotations", "formulation", "declarations", "definitions", "compositions"],
]);
const MAX_CRYPTO = 100_000;

/** Facts and tables of all that; what is read nowhere is named with how much there is of it. */
export function cyclonedxMore(draft: Draft, bom: Part): void {
  metadataFacts(draft, bom.maybe("metadata"));
  cryptoTable(draft, bom);
  annotationTable(draft, bom);
  workflowTable(draft, bom);
  declarationTables(draft, bom);
  compositionTable(draft, bom);
  const signature = bom.maybe("signature");
  if (signature)
    draft.fact("integrity", "Signature within the document", signature.text("algorithm") ?? "yes", "claimed");
  const others = Object.keys(bom.json)
    .filter((key) => !READ.has(key) && Array.isArray(bom.json[key]) && bom.list(key).length > 0)
    .map((key) => `${key} ${bom.list(key).length}`);
  draft.fact("summary", "Also holds", others.length > 0 ? others.join(", ") : undefined);
}

function metadataFacts(draft: Draft, metadata: Part | undefined): void {
  for (const each of metadata?.each("lifecycles") ?? [])
    draft.fact("summary", "Lifecycle", each.text("phase") ?? each.text("name"));
  const maker = metadata?.maybe("manufacturer") ?? metadata?.maybe("manufacture");
  draft.fact("summary", "Manufacturer", maker?.text("name"));
  draft.fact("summary", "Distribution", metadata?.maybe("distributionConstraints")?.text("tlp"));
}

function cryptoTable(draft: Draft, bom: Part): void {
  const table = draft.table("crypto", "Cryptographic assets", [
    ["name", "Name"],
    ["kind", "Kind"],
    ["what", "What"],
    ["oid", "Object identifier"],
    ["ref", "Reference"],
  ]);
  let count = 0;
  for (const component of bom.each("components")) {
    if (++count > MAX_CRYPTO) break;
    const crypto = component.maybe("cryptoProperties");
    if (crypto)
      table.add(
        component.text("name"),
        crypto.text("assetType"),
        cryptoOf(crypto),
        crypto.text("oid"),
        component.text("bom-ref"),
      );
  }
}

/** "ae, 128, gcm", "CN=…, by CN=…, until …", "tls, 1.2". */
function cryptoOf(crypto: Part): string | undefined {
  const algorithm = crypto.maybe("algorithmProperties");
  const certificate = crypto.maybe("certificateProperties");
  const protocol = crypto.maybe("protocolProperties");
  const material = crypto.maybe("relatedCryptoMaterialProperties");
  const said = [
    ...["primitive", "parameterSetIdentifier", "curve", "ellipticCurve", "mode"].map((key) =>
      algorithm?.text(key),
    ),
    levelOf(algorithm),
    certificate?.text("subjectName"),
    prefixed("by ", certificate?.text("issuerName")),
    prefixed("until ", certificate?.text("notValidAfter")),
    ...[protocol?.text("type"), protocol?.text("version")],
    ...[material?.text("type"), material?.text("state"), prefixed("bits: ", material?.text("size"))],
  ];
  return said.filter(Boolean).join(", ") || undefined;
}

/** What it withstands, in NIST's categories of quantum attacks. */
function levelOf(algorithm: Part | undefined): string | undefined {
  return prefixed("NIST quantum level ", algorithm?.text("nistQuantumSecurityLevel"));
}

function prefixed(prefix: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `${prefix}${text}`;
}

function annotationTable(draft: Draft, bom: Part): void {
  const table = draft.table("annotations", "Annotations", [
    ["text", "Text"],
    ["by", "By"],
    ["at", "When"],
    ["about", "About"],
  ]);
  for (const each of bom.each("annotations")) {
    const annotator = each.maybe("annotator");
    const who = ["individual", "organization", "component", "service"]
      .map((kind) => annotator?.maybe(kind)?.text("name"))
      .find((name) => name !== undefined);
    table.add(each.text("text"), who, each.text("timestamp"), each.texts("subjects").join(", "));
  }
}

function workflowTable(draft: Draft, bom: Part): void {
  const table = draft.table("workflows", "How it was made", [
    ["name", "Workflow"],
    ["types", "Kinds of tasks"],
    ["tasks", "Tasks"],
    ["ref", "Reference"],
  ]);
  for (const formula of bom.each("formulation"))
    for (const workflow of formula.each("workflows")) {
      const tasks = [...workflow.each("tasks")].map((task) => task.text("name") ?? task.text("uid") ?? "?");
      table.add(
        workflow.text("name") ?? workflow.text("uid"),
        workflow.texts("taskTypes").join(", "),
        tasks.join(", "),
        workflow.text("bom-ref"),
      );
    }
  const parts = [...bom.each("formulation")].reduce((sum, each) => sum + each.list("components").length, 0);
  if (parts > 0) draft.fact("build", "Made with", counted(parts, "component"));
}

function declarationTables(draft: Draft, bom: Part): void {
  for (const each of bom.maybe("definitions")?.each("standards") ?? [])
    draft.fact("summary", "Standard", [each.text("name"), each.text("version")].filter(Boolean).join(" "));
  const declarations = bom.maybe("declarations");
  const claims = draft.table("claims", "Claims", [
    ["predicate", "Claim"],
    ["target", "About"],
    ["evidence", "Evidence"],
    ["ref", "Reference"],
  ]);
  for (const each of declarations?.each("claims") ?? [])
    claims.add(
      each.text("predicate"),
      each.text("target"),
      each.texts("evidence").join(", "),
      each.text("bom-ref"),
    );
  const attested = draft.table("conformance", "Conformance", [
    ["requirement", "Requirement"],
    ["score", "Score"],
    ["claims", "Claims"],
    ["rationale", "Rationale"],
    ["summary", "Attestation"],
  ]);
  for (const each of declarations?.each("attestations") ?? [])
    for (const row of each.each("map")) {
      const conformance = row.maybe("conformance");
      attested.add(
        row.text("requirement"),
        conformance?.number("score"),
        row.texts("claims").join(", "),
        conformance?.text("rationale"),
        each.text("summary"),
      );
    }
  draft.fact("summary", "Affirmed", declarations?.maybe("affirmation")?.text("statement"));
}

/** What is said to be whole, and what is not. */
function compositionTable(draft: Draft, bom: Part): void {
  const table = draft.table("compositions", "How complete it is", [
    ["aggregate", "Is"],
    ["of", "Of what"],
  ]);
  for (const each of bom.each("compositions")) {
    const of = ["assemblies", "dependencies", "vulnerabilities"].flatMap((key) => each.texts(key));
    table.add(each.text("aggregate"), of.join(", ") || undefined);
  }
}
