// The decision table: from what a registry was seen to do to its place on the upgrade path, in both readings.
// A row holds when all that it names holds; the first row that holds decides. Rows are the only place of judgement.
import type { Oci11, ProposalE } from "./shapes.ts";

/** "yes" and "no" are proven; "unknown" is everything else. */
export type Fact = "yes" | "no" | "unknown";

/** What the table looks at. */
export type Facts = {
  /** The referrers API answers. */
  api: Fact;
  /** An OCI artifact manifest, withdrawn from the specification in 2023-07 (1.1.0-rc3), is stored. */
  artifactManifest: Fact;
  /** A manifest with `subject` (or `refers`) is stored. */
  subject: Fact;
  /** A push of such a manifest is answered with `OCI-Subject`. */
  header: Fact;
  /** Digest tags (`sha256-…`) were seen. */
  digestTags: Fact;
  /** A referrers tag lists what the API does not; "no" when both were compared and agree. */
  reindexGap: Fact;
};

type When = { [name in keyof Facts]?: Fact };
export type StateRow = {
  id: string;
  when: When;
  proposalE: Pick<ProposalE, "state" | "note">;
  oci11: Pick<Oci11, "state" | "note">;
};
export type StepRow = { id: string; when: When; step: ProposalE["step"]; note: string };
export type RemarkRow = { id: string; when: When; note: string };

export const STATE_ROWS: readonly StateRow[] = [
  {
    id: "API unknown",
    when: { api: "unknown" },
    proposalE: { state: "unknown", note: "Whether it has the referrers API is not known" },
    oci11: { state: "unknown", note: "Whether it has the referrers API is not known" },
  },
  {
    // The seed: "Registries should not block refer field in manifests".
    id: "no API, subject refused",
    when: { api: "no", subject: "no" },
    proposalE: {
      state: "not-representable",
      note: "Below bicycle: it refuses manifests that name a subject",
    },
    oci11: { state: "anomaly", note: "No referrers API, and manifests with a subject are refused" },
  },
  {
    id: "no API, artifact manifest accepted",
    when: { api: "no", artifactManifest: "yes" },
    proposalE: {
      state: "bicycle",
      note: "References as tags; the new manifest is stored, but no API lists it: only tags do",
    },
    oci11: { state: "anomaly", note: "It stores the withdrawn artifact manifest and has no referrers API" },
  },
  {
    id: "no API",
    when: { api: "no" },
    proposalE: { state: "bicycle", note: "No referrers API: references as tags" },
    oci11: { state: "tag-schema", note: "OCI 1.0 with the referrers tag schema" },
  },
  {
    id: "API, subject refused",
    when: { api: "yes", subject: "no" },
    proposalE: {
      state: "not-representable",
      note: "The API answers, but manifests that name a subject are refused",
    },
    oci11: { state: "anomaly", note: "The referrers API answers, but manifests with a subject are refused" },
  },
  {
    id: "API, artifact manifest accepted",
    when: { api: "yes", artifactManifest: "yes" },
    proposalE: { state: "motorcycle", note: "New API and new manifest" },
    oci11: { state: "rc-era", note: "As in 1.1.0-rc1 and rc2: the artifact manifest was withdrawn at rc3" },
  },
  {
    // The seed struck the state between its two out, so it has no word for the registries of the final specification.
    id: "API, artifact manifest refused",
    when: { api: "yes", artifactManifest: "no" },
    proposalE: {
      state: "not-representable",
      note: "Motorcycle by its API; the artifact manifest was withdrawn from the specification in 2023-07 (rc3), and it refuses it",
    },
    oci11: { state: "complete", note: "Complete OCI 1.1" },
  },
  {
    // The state follows the API, on which every scenario but 17 and 18 depends; the note keeps the manifest's axis in sight.
    id: "API, artifact manifest not tried",
    when: { api: "yes", artifactManifest: "unknown" },
    proposalE: {
      state: "motorcycle",
      note: "Motorcycle by its API; whether it takes the new manifest is not known, since only a push shows it",
    },
    oci11: { state: "complete-passive", note: "OCI 1.1 as far as reading shows" },
  },
];

export const STEP_ROWS: readonly StepRow[] = [
  { id: "API unknown", when: { api: "unknown" }, step: null, note: "the step is not known" },
  {
    // Seen in the wild: Docker Hub in 2024-03, Amazon ECR before 2024-06. Clients that trust the header then push no tag.
    id: "header without API",
    when: { api: "no", header: "yes" },
    step: 2,
    note: "step 2 suspected, unsafe: it says that it indexes subjects, and no API tells them; referrers pushed now may be found by nobody",
  },
  { id: "subject refused", when: { subject: "no" }, step: null, note: "no step: nothing can be attached" },
  {
    id: "no API, subject accepted",
    when: { api: "no", subject: "yes" },
    step: 1,
    note: "step 1: referrers are pushed as tags",
  },
  {
    id: "no API, digest tags seen",
    when: { api: "no", digestTags: "yes" },
    step: 1,
    note: "step 1: digest tags are there",
  },
  {
    id: "no API",
    when: { api: "no" },
    step: null,
    note: "no step shown: no digest tag was seen, and nothing was pushed to try",
  },
  {
    id: "API, gap",
    when: { api: "yes", reindexGap: "yes" },
    step: 3,
    note: "step 3, re-index gap: a referrers tag lists what the API does not",
  },
  {
    id: "API, compared",
    when: { api: "yes", reindexGap: "no" },
    step: 3,
    note: "step 3, final: all that was compared of referrers tags is in the API",
  },
  {
    id: "API",
    when: { api: "yes" },
    step: 3,
    note: "step 3; this verdict held no referrers tag against the API to its end, so re-indexing is not shown",
  },
];

/** Said besides the OCI 1.1 state; every row that holds is. */
export const REMARK_ROWS: readonly RemarkRow[] = [
  {
    // distribution-spec, "Pushing Manifests with Subject": the header is a MUST for a registry with the API.
    id: "API without header",
    when: { api: "yes", header: "no" },
    note: "it sends no OCI-Subject, so clients go on pushing referrers tags",
  },
  {
    id: "header without API",
    when: { api: "no", header: "yes" },
    note: "it sends OCI-Subject without having the API",
  },
  {
    id: "gap",
    when: { api: "yes", reindexGap: "yes" },
    note: "old referrers tags are not re-indexed",
  },
];

/** Whether all that the row names is so. */
export function holds<T extends Record<string, Fact>>(when: Partial<T>, facts: T): boolean {
  const known = new Map(Object.entries(facts));
  return Object.entries(when).every(([name, fact]) => known.get(name) === fact);
}
