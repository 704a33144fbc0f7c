// Every inspector, in order of priority: the first that matches reads. To teach a new kind: one file here, its test,
// and one line in this list.
import type { Inspector } from "../inspector.ts";
import { aiModel } from "./ai-model.ts";
import { cloudBuild } from "./cloud-build.ts";
import { configuration } from "./configuration.ts";
import { csaf } from "./csaf.ts";
import { customPredicate } from "./custom-predicate.ts";
import { cyclonedx } from "./cyclonedx.ts";
import { dependencySnapshot } from "./dependency-snapshot.ts";
import { dsse } from "./dsse.ts";
import { endOfLife } from "./end-of-life.ts";
import { estargz } from "./estargz.ts";
import { grype } from "./grype.ts";
import { harborReport } from "./harbor-report.ts";
import { helmChart } from "./helm-chart.ts";
import { helmProvenance } from "./helm-provenance.ts";
import { link } from "./link.ts";
import { manifest } from "./manifest.ts";
import { notationCose } from "./notation-cose.ts";
import { notationJws } from "./notation-jws.ts";
import { nydus } from "./nydus.ts";
import { openvex } from "./openvex.ts";
import { osvScanner } from "./osv-scanner.ts";
import { predicate } from "./predicate.ts";
import { provenanceV0 } from "./provenance-v0.ts";
import { provenanceV1 } from "./provenance-v1.ts";
import { reference } from "./reference.ts";
import { release } from "./release.ts";
import { runtimeTrace } from "./runtime-trace.ts";
import { sarif } from "./sarif.ts";
import { scai } from "./scai.ts";
import { sigstoreBundle } from "./sigstore-bundle.ts";
import { simplesigning } from "./simplesigning.ts";
import { soci } from "./soci.ts";
import { spdx } from "./spdx.ts";
import { spdx3 } from "./spdx3.ts";
import { statement } from "./statement.ts";
import { syft } from "./syft.ts";
import { testResult } from "./test-result.ts";
import { trivy } from "./trivy.ts";
import { trustedRoot } from "./trusted-root.ts";
import { unknown } from "./unknown.ts";
import { verificationSummary } from "./verification-summary.ts";
import { vulnerabilityScan } from "./vulnerability-scan.ts";
import { wasm } from "./wasm.ts";

export const INSPECTORS: readonly Inspector[] = [
  // Manifests: what they list is the content.
  endOfLife,
  soci,
  nydus,
  estargz,
  aiModel,
  wasm,
  helmChart,
  configuration,
  manifest,
  // Envelopes and statements.
  sigstoreBundle,
  trustedRoot,
  cloudBuild,
  dsse,
  notationJws,
  notationCose,
  simplesigning,
  helmProvenance,
  statement,
  // Predicates, told by their type.
  provenanceV1,
  provenanceV0,
  verificationSummary,
  testResult,
  link,
  scai,
  release,
  reference,
  runtimeTrace,
  vulnerabilityScan,
  // Documents, told by their content, alone or as a predicate.
  spdx3,
  spdx,
  cyclonedx,
  syft,
  dependencySnapshot,
  openvex,
  csaf,
  sarif,
  trivy,
  grype,
  osvScanner,
  harborReport,
  customPredicate,
  predicate,
  unknown,
];
