// Which fact of a report shows which value of the shared fixtures' index: `must_show` was computed without any JavaScript
// library, and names its values in its own words.
import type { Report } from "#lib/inspect";
import { isJsonObject } from "#lib/oci";

/** Under which names the report shows a value, each with how the value is written there. */
type Lookup = (value: string, report: Report) => boolean;

const as =
  (...names: string[]): Lookup =>
  (value, { facts }) =>
    facts.some((fact) => names.includes(fact.name) && fact.value === (value === "" ? "(empty)" : value));
/** As another text. */
const written =
  (write: (value: string) => string, ...names: string[]): Lookup =>
  (value, report) =>
    as(...names)(write(value), report);
/** The same moment, however it is written. */
const moment =
  (...names: string[]): Lookup =>
  (value, { facts }) =>
    facts.some((fact) => names.includes(fact.name) && Date.parse(fact.value) === Date.parse(value));
/** A count of nothing needs no line. */
const counted =
  (name: string): Lookup =>
  (value, report) =>
    as(name)(value, report) || (value === "0" && report.facts.every((fact) => fact.name !== name));
const inTable =
  (id: string, column: string): Lookup =>
  (value, { tables }) =>
    tables.some((table) => {
      const at = table.columns.findIndex((each) => each.id === column);
      return table.id === id && table.rows.some((row) => String(row[at] ?? "").includes(value));
    });
const yesNo = (...names: string[]): Lookup => written((value) => (value === "true" ? "yes" : "no"), ...names);
const seconds = written(
  (value) => new Date(Number(value) * 1000).toISOString().replace(".000Z", "Z"),
  "Log time",
);
const aboutDigest: Lookup = (value, { subjects }) =>
  subjects.some(({ digests }) => digests.some(([, digest]) => digest === value));
const aboutName: Lookup = (value, { subjects }) => subjects.some(({ name }) => name === value);
/** openssl's own spelling of a directory name, from the outside in. */
const directory = written(
  (value) => value.replace("DirName:/", "").split("/").reverse().join(","),
  "Timestamping authority",
);
/** "121" is shown as "121 (0x79)". */
const serial: Lookup = (value, { facts }) =>
  facts.some(
    ({ name, value: shown }) => name === "Certificate serial number" && shown.split(" ")[0] === value,
  );
const startsWith =
  (name: string): Lookup =>
  (value, { facts }) =>
    facts.some((fact) => fact.name === name && fact.value.startsWith(value));
const endsWith =
  (name: string): Lookup =>
  (value, { facts }) =>
    facts.some((fact) => fact.name === name && fact.value.endsWith(value));

/** What no reader can show, since it comes of verifying. */
const VERDICTS = /^(case|expected|expected_state|expected_verification|signature_valid_by_openssl)$/;

/** From a path in the index (list positions left out) to where it is shown; "kind path" goes before "path". */
const SHOWN: Record<string, Lookup> = {
  // Statements.
  statement_type: as("Statement type"),
  predicate_type: as("Predicate type"),
  subject_count: as("Subjects"),
  "subjects.name": aboutName,
  "subjects.digest.sha256": aboutDigest,
  "subjects.digest.sha512": aboutDigest,
  "subjects.digest.gitCommit": aboutDigest,
  builder_id: as("Builder"),
  build_type: as("Build type"),
  materials: as("Materials"),
  resolved_dependencies: as("Resolved dependencies"),
  source_uri: as("Source"),
  source_commit: as("Commit"),
  entry_point: as("Entry point"),
  buildStartedOn: as("Started"),
  buildFinishedOn: as("Finished"),
  buildInvocationID: as("Invocation"),
  buildInvocationId: as("Invocation"),
  invocationId: as("Invocation"),
  cosign_custom_predicate: yesNo("Wrapped by cosign"),
  // Envelopes.
  payload_type: as("Payload type"),
  signatures: as("Signatures"),
  keyids: as("Key id"),
  extension_kinds: as("Signature extension"),
  media_type: as("Bundle type"),
  content: written((value) => (value === "dsse-envelope" ? "DSSE envelope" : "message signature"), "Content"),
  message_digest_hex: endsWith("Digest of what was signed"),
  public_key_hint: as("Key hint"),
  rfc3161_timestamps: as("Timestamps (RFC 3161)"),
  "tlog.log_index": as("Log index"),
  "tlog.kind": startsWith("Log entry"),
  "tlog.version": endsWith("Log entry"),
  "tlog.integrated_time": seconds,
  "tlog.has_set": yesNo("Log's signed timestamp (SET)"),
  "tlog.has_proof": yesNo("Inclusion proof"),
  // Certificates.
  "certificate.issuer": as("Certificate issuer"),
  "certificate.notBefore": moment("Certificate valid from"),
  "certificate.notAfter": moment("Certificate valid until"),
  "certificate.serial": serial,
  "certificate.sha256_fingerprint": as("Certificate SHA-256"),
  "certificate.san": written((value) => value.replace(/^URI:|^othername: [0-9.]+::/, ""), "Identity"),
  "certificate.oidc_issuer_v1": as("Identity issuer"),
  "certificate.oidc_issuer_v2": as("Identity issuer"),
  "certificate.gh_trigger": as("GitHub workflow trigger"),
  "certificate.gh_sha": as("GitHub workflow SHA"),
  "certificate.gh_workflow_name": as("GitHub workflow name"),
  "certificate.gh_repository": as("GitHub workflow repository"),
  "certificate.gh_ref": as("GitHub workflow ref"),
  "certificate.build_signer_uri": as("Build signer URI"),
  "certificate.build_signer_digest": as("Build signer digest"),
  "certificate.runner_environment": as("Runner environment"),
  "certificate.source_repository_uri": as("Source repository URI"),
  "certificate.source_repository_digest": as("Source repository digest"),
  "certificate.source_repository_ref": as("Source repository ref"),
  "certificate.build_config_uri": as("Build config URI"),
  "certificate.build_trigger": as("Build trigger"),
  "certificate.run_invocation_uri": as("Run invocation URI"),
  "certificate.visibility": as("Source repository visibility"),
  // cosign's signatures of old, and Cloud Build's provenance.
  docker_manifest_digest: as("Signed digest"),
  subject_from_tag: as("Signed digest"),
  docker_reference: as("Docker reference"),
  rekor_log_index: as("Log index"),
  rekor_kind: startsWith("Log entry"),
  integrated_time: seconds,
  payload_digest: as("Digest"),
  gcb_provenances: as("Provenances"),
  fully_qualified_digest: as("Described image"),
  "dsse-or-bundle digest": as("Described digest"),
  subject_matches_image: yesNo("A provenance names the described digest"),
  sha256: (_, report) => as("The bytes have this digest")("yes", report),
  // notation.
  alg: as("Signature algorithm"),
  cose_alg: (value, report) => endsWith("Signature algorithm")(`(${value})`, report),
  content_type: as("Payload type"),
  scheme: as("Signing scheme"),
  signing_time: moment("Signing time"),
  expiry: as("Expires"),
  crit: as("Critical header"),
  agent: as("Agent"),
  verification_plugin: as("Verification plugin"),
  has_rfc3161: written((value) => (value === "true" ? "1" : "0"), "Timestamps (RFC 3161)"),
  tsa_time: moment("Timestamp"),
  tsa_name: directory,
  chain_length: as("Certificates in the chain"),
  root_sha256: as("Chain certificate SHA-256", "Certificate SHA-256"),
  "leaf.subject": as("Certificate subject"),
  "leaf.issuer": as("Certificate issuer"),
  "leaf.notBefore": moment("Certificate valid from"),
  "leaf.notAfter": moment("Certificate valid until"),
  "leaf.serial": serial,
  "leaf.sha256_fingerprint": as("Certificate SHA-256"),
  "target.digest": as("Signed digest"),
  "target.mediaType": as("Signed media type"),
  "target.size": as("Signed size"),
  "target.annotations.io.wabbit-networks.buildId": as("Annotation io.wabbit-networks.buildId"),
  "target.annotations.io.wabbit-networks.buildTime": as("Annotation io.wabbit-networks.buildTime"),
  // SBOMs.
  spdx_version: as("Format"),
  name: as("About"),
  namespace: as("Namespace"),
  created: as("Created"),
  creators: as("Creator"),
  describes: as("Describes"),
  data_license: as("Data licence"),
  packages: as("Packages"),
  packages_with_purl: as("Packages with a package URL"),
  files: as("Files"),
  relationships: as("Relationships"),
  spec_version: written((value) => `CycloneDX ${value}`, "Format"),
  xmlns: as("Namespace"),
  serial_number: as("Serial number"),
  tools: as("Tool"),
  root_component: as("About"),
  root_version: as("Its version"),
  timestamp: as("Created"),
  components_top_level: as("Components at the top"),
  components_recursive: counted("Packages"),
  dependencies: as("Dependencies"),
  services: as("Services"),
  "analysis_states.exploitable": as("Status exploitable"),
  "analysis_states.in_triage": as("Status in_triage"),
  "analysis_states.not_affected": as("Status not_affected"),
  "analysis_states.resolved": as("Status resolved"),
  version: as("Version"),
  tool: as("Tool", "Scanner"),
  tool_version: as("Tool version", "Scanner version"),
  distro: as("Operating system"),
  // VEX and scans.
  context: as("Format"),
  id: as("Document"),
  author: as("Author"),
  statements: as("Statements"),
  "statuses.affected": as("Status affected"),
  "statuses.fixed": as("Status fixed"),
  "statuses.not_affected": as("Status not_affected"),
  "openvex vulnerabilities": as("Vulnerability"),
  vulnerabilities: as("Vulnerabilities"),
  "csaf title": as("Title"),
  category: as("Category"),
  csaf_version: as("CSAF version"),
  publisher: as("Author"),
  status: as("Document status"),
  cves: as("Vulnerability"),
  "product_status.fixed": counted("Status fixed"),
  "product_status.first_fixed": counted("Status first_fixed"),
  "product_status.known_affected": counted("Status known_affected"),
  "product_status.known_not_affected": counted("Status known_not_affected"),
  "product_status.under_investigation": counted("Status under_investigation"),
  "sarif version": written((value) => `SARIF ${value}`, "Format"),
  runs: as("Runs"),
  rules: as("Rules"),
  results: as("Results"),
  "levels.warning": as("Level warning"),
  schema_version: as("Schema version"),
  artifact: as("Artifact"),
  "trivy-json type": as("Artifact type"),
  "cosign-simplesigning type": as("Signature type"),
  "severities.CRITICAL": as("Severity CRITICAL"),
  "severities.LOW": as("Severity LOW"),
  "severities.UNKNOWN": as("Severity UNKNOWN"),
  secrets: as("Secrets"),
  distinct_ids: as("Different ids"),
  // Manifests, charts and roots.
  digest_ok: yesNo("The bytes have this digest"),
  mediaType: as("Media type"),
  layers: as("Layers"),
  "layers.mediaType": inTable("layers", "mediaType"),
  "layers.digest": inTable("layers", "digest"),
  "layers.predicate": inTable("layers", "predicate"),
  "manifests.digest": inTable("manifests", "digest"),
  "manifests.platform.os": inTable("manifests", "platform"),
  "manifests.platform.architecture": inTable("manifests", "platform"),
  chart: as("Chart"),
  "files.hashtest-1.2.3.tgz": as("Digest of hashtest-1.2.3.tgz"),
  hash: as("Hash"),
  tlogs: as("Log"),
  cas: as("Certificate authorities"),
  ctlogs: as("Certificate transparency logs"),
  tsas: as("Timestamping authorities"),
};

/** What of `mustShow` no report shows, as paths with their values; verdicts of a verification left out. */
export function missingFacts(
  kind: string,
  mustShow: Record<string, unknown>,
  reports: readonly Report[],
): [path: string, value: string][] {
  return leaves(mustShow).filter(
    ([path, value]) => !reports.some((report) => isShown(kind, path, value, report)),
  );
}

function isShown(kind: string, path: string, value: string, report: Report): boolean {
  const short = path.replace(/^(statement|cyclonedx)\./, "").replace(/^(cyclonedx|spdx)\./, "");
  const lookup = SHOWN[`${kind} ${short}`] ?? SHOWN[short];
  if (lookup) return lookup(value, report);
  const [, name] = /^manifests\.ann\.(.+)$/.exec(path) ?? [];
  return name !== undefined && inTable("manifests", "annotations")(`${name}=${value}`, report);
}

/** Paths to texts, numbers and truth values; what is null is shown by not being shown. */
function leaves(value: unknown, path = ""): [string, string][] {
  if (VERDICTS.test(path) || value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((each) => leaves(each, path));
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([key, each]) => leaves(each, path === "" ? key : `${path}.${key}`));
  return [[path, String(value)]];
}
