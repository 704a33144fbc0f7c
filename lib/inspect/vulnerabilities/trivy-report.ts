// Trivy's reports in the shape of schema version 2: of an artifact, of a cluster, and as its operator keeps them in one:
// https://trivy.dev/latest/docs/target/kubernetes/, https://aquasecurity.github.io/trivy-operator/latest/docs/crds/.
// Schema version 1 was a bare list of results.
import { isJsonObject } from "#lib/oci";
import type { Document } from "../document.ts";
import { LIMITS } from "../limits.ts";
import { beginning } from "../shown.ts";

type Json = Record<string, unknown>;

/** In the shape of schema version 2; undefined for what is none of Trivy's. */
export function trivyReport({ content }: Document): Json | undefined {
  const value = content.form === "json" ? content.value : undefined;
  if (Array.isArray(value)) return value.length > 0 && value.every(isResult) ? { Results: value } : undefined;
  if (!isJsonObject(value)) return undefined;
  const { SchemaVersion, Results, ArtifactName, ClusterName } = value;
  if (SchemaVersion !== undefined && (Results !== undefined || ArtifactName !== undefined)) return value;
  if (ClusterName !== undefined) return clusterOf(value);
  return typeof value.apiVersion === "string" && value.apiVersion.startsWith("aquasecurity.github.io/")
    ? operatorReport(value)
    : undefined;
}

function isResult(value: unknown): boolean {
  if (!isJsonObject(value) || typeof value.Target !== "string") return false;
  return (
    value.Vulnerabilities !== undefined || value.Misconfigurations !== undefined || value.Type !== undefined
  );
}

/** Of each resource its results, with where it is; older versions list them by what was looked for. */
function clusterOf(cluster: Json): Json | undefined {
  const lists = ["Resources", "Vulnerabilities", "Misconfigurations", "Findings"].map((key) => cluster[key]);
  if (!lists.some(Array.isArray)) return undefined;
  const resources = lists.flatMap((list) => (Array.isArray(list) ? list.filter(isJsonObject) : []));
  const results = resources.flatMap(({ Namespace, Kind, Name, Results }) => {
    // Cut before it is put together: thousands of results may be of one resource.
    const place = beginning(
      [Namespace, Kind, Name].filter((part) => typeof part === "string" && part !== "").join("/"),
      LIMITS.cell,
    );
    const own = Array.isArray(Results) ? Results.filter(isJsonObject) : [];
    return own.map((result) => ({
      ...result,
      Target: `${place}: ${typeof result.Target === "string" ? result.Target : ""}`,
    }));
  });
  return {
    ArtifactName: cluster.ClusterName,
    ArtifactType: "cluster",
    Resources: resources,
    Results: results,
  };
}

/** The operator's names of what a finding has. */
const FIELDS = new Map([
  ["vulnerabilityID", "VulnerabilityID"],
  ["resource", "PkgName"],
  ["installedVersion", "InstalledVersion"],
  ["fixedVersion", "FixedVersion"],
  ["severity", "Severity"],
  ["title", "Title"],
  ["primaryLink", "PrimaryURL"],
  ["target", "PkgPath"],
]);

function operatorReport({ kind, metadata, report }: Json): Json | undefined {
  if (!isJsonObject(report) || !Array.isArray(report.vulnerabilities)) return undefined;
  const { artifact, registry, scanner, updateTimestamp, os } = report;
  const { repository, tag, digest }: Json = isJsonObject(artifact) ? artifact : {};
  const server = isJsonObject(registry) ? registry.server : undefined;
  const name = [server, repository].filter((part) => typeof part === "string" && part !== "").join("/");
  const { namespace, name: own }: Json = isJsonObject(metadata) ? metadata : {};
  const findings = report.vulnerabilities.filter(isJsonObject);
  const { family, name: release }: Json = isJsonObject(os) ? os : {};
  return {
    ArtifactName: typeof tag === "string" && tag !== "" ? `${name}:${tag}` : name,
    ...{ ArtifactType: kind, CreatedAt: updateTimestamp },
    ...(isJsonObject(scanner) ? { Trivy: { Version: scanner.version } } : {}),
    Metadata: {
      ...(typeof digest === "string" ? { RepoDigests: [digest] } : {}),
      ...(os === undefined ? {} : { OS: { Family: family, Name: release } }),
    },
    Results: [
      {
        Target: [namespace, own].filter((part) => typeof part === "string").join("/"),
        Vulnerabilities: findings.map((finding) =>
          Object.fromEntries([...FIELDS].map(([from, to]) => [to, finding[from]])),
        ),
      },
    ],
  };
}
