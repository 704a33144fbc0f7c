// The statements that are made about the images: provenance, a test result, VEX. Each says only what this script knows.
import type { Source } from "./images.mts";
import type { Manifest } from "./shelf.mts";

/** A host that is reserved for documentation: nobody can mistake it for a real builder. */
export const SITE = "https://refscope.example";
export const BUILDER = `${SITE}/scripts/demo-content/make.mts`;
/** A second signer. */
export const REVIEWER = `${SITE}/people/reviewer`;
export const IN_TOTO = "application/vnd.in-toto+json";
export const OPENVEX = "application/vnd.openvex+json";

export const PREDICATES = {
  slsa: "https://slsa.dev/provenance/v1",
  spdx: "https://spdx.dev/Document",
  cycloneDx: "https://cyclonedx.org/bom",
  sign: "https://sigstore.dev/cosign/sign/v1",
  testResult: "https://in-toto.io/attestation/test-result/v0.1",
} as const;

export type Statement = {
  _type: string;
  subject: { name: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate: unknown;
};

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md about one manifest. */
export function statement(
  name: string,
  about: Manifest,
  predicateType: string,
  predicate: unknown,
): Statement {
  const [algorithm = "", encoded = ""] = about.descriptor.digest.split(":");
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name, digest: { [algorithm]: encoded } }],
    predicateType,
    predicate,
  };
}

/** https://slsa.dev/spec/v1.0/provenance: this script built it from a commit of this project. */
export function slsaPredicate(source: Source, parameters: Record<string, unknown>) {
  return {
    buildDefinition: {
      buildType: `${SITE}/demo-content/v1`,
      externalParameters: { script: "scripts/demo-content/make.mts", ...parameters },
      internalParameters: { node: process.version },
      resolvedDependencies: [{ uri: `git+${SITE}/refscope`, digest: { gitCommit: source.commit } }],
    },
    runDetails: {
      builder: { id: BUILDER, version: { refscope: source.version } },
      metadata: {
        invocationId: `demo-content-${source.made}`,
        startedOn: source.made,
        finishedOn: source.made,
      },
    },
  };
}

/** https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md */
export function testResultPredicate(passedTests: string[]) {
  return {
    result: "PASSED",
    configuration: [{ name: "scripts/demo-content/make.mts", uri: BUILDER }],
    url: BUILDER,
    passedTests,
    warnedTests: [],
    failedTests: [],
  };
}

/** OpenVEX 0.2.0: two advisories against frameworks that Refscope uses, in versions older than the ones it uses. */
export function openVex(source: Source, about: Manifest, versions: { next: string; react: string }) {
  const product = {
    "@id": `pkg:oci/app@${encodeURIComponent(about.descriptor.digest)}?repository_url=refscope.example/refscope`,
  };
  const notAffected = (name: string, subcomponent: string, notes: string) => ({
    vulnerability: { name },
    products: [{ ...product, subcomponents: [{ "@id": subcomponent }] }],
    status: "not_affected",
    justification: "vulnerable_code_not_present",
    status_notes: notes,
  });
  return {
    "@context": "https://openvex.dev/ns/v0.2.0",
    "@id": `${SITE}/vex/refscope-${source.version}`,
    author: "Refscope demo content script",
    role: "demo",
    timestamp: source.made,
    version: 1,
    tooling: "scripts/demo-content/make.mts",
    statements: [
      notAffected(
        "CVE-2025-29927",
        `pkg:npm/next@${versions.next}`,
        "Fixed in next 15.2.3; this version is newer.",
      ),
      notAffected(
        "CVE-2025-55182",
        `pkg:npm/react@${versions.react}`,
        "Fixed in react 19.2.1; this version is newer.",
      ),
    ],
  };
}
