// The seed's registry transition as a table: what each step is proven by, what is missing, and who does what next.
// A row holds when all that it names holds. Of evidence every row that holds is told; of advice the first.
import type { Fact } from "./decision-table.ts";

/** What the table looks at; as everywhere, "unknown" is all that is not proven. */
export type TransitionFacts = {
  /** The referrers API answers. */
  api: Fact;
  /** A manifest with `subject` is stored. */
  subject: Fact;
  /** A push of one is answered with `OCI-Subject`. */
  header: Fact;
  /** The withdrawn OCI artifact manifest is stored. */
  artifactManifest: Fact;
  /** Tags made from digests are there; "no" only after an audit read the whole tag list. */
  digestTags: Fact;
  /** Of these, referrers tags: the lists that OCI 1.1 clients keep, and what Proposal E's push. Not cosign's. */
  referrersTags: Fact;
  /** A valid referrers tag lists what the API does not; "no" when all of them were compared and agree. */
  gap: Fact;
  /** An audit found something to mend besides the gap. */
  odd: Fact;
};

type When = { [name in keyof TransitionFacts]?: Fact };
export type Role = "producers" | "operators" | "consumers";

/** "missing" is proven too: the registry has it not. "todo" is left over, and "unknown" was not seen, either way. */
type RowSide = "proven" | "missing" | "todo" | "unknown";

/** What a row that is proven or missing says is told as "likely" or "weak" where no more than that is known. */
export type Side = RowSide | "likely" | "weak";

/** `{gap}` stands for the number of referrers that only tags list, `{odd}` for that of other things to mend, in words. */
export type EvidenceRow = {
  id: string;
  step: 1 | 2 | 3;
  when: When;
  side: RowSide;
  says: string;
};
export type AdviceRow = { id: string; role: Role; when: When; says: string };

export const EVIDENCE_ROWS: readonly EvidenceRow[] = [
  {
    id: "subject stored",
    step: 1,
    when: { subject: "yes" },
    side: "proven",
    says: "It stores manifests that name a subject.",
  },
  {
    id: "digest tags seen",
    step: 1,
    when: { digestTags: "yes" },
    side: "proven",
    says: "Tags made from digests are there.",
  },
  {
    id: "subject refused",
    step: 1,
    when: { subject: "no" },
    side: "missing",
    says: "It refuses manifests that name a subject.",
  },
  {
    id: "subject not seen",
    step: 1,
    when: { subject: "unknown" },
    side: "unknown",
    says: "No manifest with a subject was seen, and only a push would show that it takes one.",
  },
  {
    id: "digest tags not counted",
    step: 1,
    when: { digestTags: "unknown" },
    side: "unknown",
    says: "Whether there are tags made from digests is not known: only an audit looks for them, and none read all tags.",
  },
  {
    id: "no gap",
    step: 2,
    when: { api: "yes", gap: "no" },
    side: "proven",
    says: "All that was compared of referrers tags is in the API.",
  },
  {
    id: "header sent",
    step: 2,
    when: { header: "yes" },
    side: "proven",
    says: "It confirms a subject on push (OCI-Subject).",
  },
  {
    id: "gap",
    step: 2,
    when: { api: "yes", gap: "yes" },
    side: "todo",
    says: "{gap} in a referrers tag and not in the API.",
  },
  {
    id: "to mend",
    step: 2,
    when: { api: "yes", odd: "yes" },
    side: "todo",
    says: "{odd} to mend, as an audit found.",
  },
  {
    id: "nothing compared",
    step: 2,
    when: { api: "yes", gap: "unknown", referrersTags: "yes" },
    side: "unknown",
    says: "Whether old referrers tags were re-indexed is not known: not all of them were held against the API.",
  },
  {
    id: "nothing to compare",
    step: 2,
    when: { api: "yes", gap: "unknown", referrersTags: "no" },
    side: "unknown",
    says: "What was audited has no referrers tag to hold against the API, so re-indexing cannot be shown.",
  },
  {
    id: "tags not counted",
    step: 2,
    when: { api: "yes", gap: "unknown", referrersTags: "unknown" },
    side: "unknown",
    says: "Whether old referrers tags were re-indexed is not known: no repository was audited.",
  },
  {
    // distribution-spec, "Pushing Manifests with Subject": the header is a MUST for a registry with the API.
    id: "header not sent",
    step: 2,
    when: { api: "yes", header: "no" },
    side: "missing",
    says: "It sends no OCI-Subject, so producers go on pushing referrers tags.",
  },
  {
    id: "header not tried",
    step: 2,
    when: { header: "unknown" },
    side: "unknown",
    says: "Whether it confirms a subject on push (OCI-Subject) was not tried.",
  },
  {
    // By design nobody outside can see whether subjects are indexed before the API is on.
    id: "hidden",
    step: 2,
    when: { api: "no" },
    side: "unknown",
    says: "Whether it indexes subjects cannot be seen from outside before its API is on.",
  },
  {
    id: "API answers",
    step: 3,
    when: { api: "yes" },
    side: "proven",
    says: "The referrers API answers with a list.",
  },
  {
    id: "artifact manifest stored",
    step: 3,
    when: { artifactManifest: "yes" },
    side: "proven",
    says: "It stores the artifact manifest that Proposal E asks for.",
  },
  {
    id: "no digest tags left",
    step: 3,
    when: { api: "yes", digestTags: "no" },
    side: "proven",
    says: "No tag made from a digest is left in what was audited.",
  },
  { id: "no API", step: 3, when: { api: "no" }, side: "missing", says: "There is no referrers API." },
  {
    id: "API unknown",
    step: 3,
    when: { api: "unknown" },
    side: "unknown",
    says: "Whether there is a referrers API is not known.",
  },
  {
    id: "artifact manifest refused",
    step: 3,
    when: { api: "yes", artifactManifest: "no" },
    side: "missing",
    says: "It refuses the artifact manifest. Proposal E asks for it; OCI 1.1 withdrew it (rc3, 2023-07).",
  },
  {
    id: "digest tags beside the API",
    step: 3,
    when: { api: "yes", digestTags: "yes" },
    side: "todo",
    says: "Tags made from digests are still there: not every client has dropped them.",
  },
];

export const ADVICE_ROWS: readonly AdviceRow[] = [
  {
    id: "producers: subject refused",
    role: "producers",
    when: { subject: "no" },
    says: "Attach nothing by subject here: it is refused. Keep to tags such as cosign's, or to another repository.",
  },
  {
    id: "producers: header without API",
    role: "producers",
    when: { api: "no", header: "yes" },
    says: "Go on pushing the referrers tag whatever the header says: without it nobody finds what you attach.",
  },
  {
    id: "producers: no API",
    role: "producers",
    when: { api: "no" },
    says: "Push image manifests with a subject, and keep the referrers tag beside them, as oras and regctl do.",
  },
  {
    id: "producers: API without header",
    role: "producers",
    when: { api: "yes", header: "no" },
    says: "Push with a subject. Your client keeps the referrers tag too, since no OCI-Subject comes: that does no harm.",
  },
  {
    id: "producers: gap",
    role: "producers",
    when: { api: "yes", gap: "yes" },
    says: "Push with a subject and no referrers tag. Push again what only a tag lists, unless the operator re-indexes.",
  },
  {
    id: "producers: API",
    role: "producers",
    when: { api: "yes" },
    says: "Push with a subject and stop keeping referrers tags: the API lists what you push.",
  },
  {
    id: "producers: unknown",
    role: "producers",
    when: { api: "unknown" },
    says: "Push with a subject and keep the referrers tag until the API is proven: it serves either way.",
  },
  {
    id: "operators: subject refused",
    role: "operators",
    when: { subject: "no" },
    says: "Let manifests with a subject in: nothing else of the transition can begin before.",
  },
  {
    id: "operators: header without API",
    role: "operators",
    when: { api: "no", header: "yes" },
    says: "Switch the API on, or the header off: producers that trust it push no tag, and what they attach is lost to sight.",
  },
  {
    id: "operators: no API",
    role: "operators",
    when: { api: "no" },
    says: "Move to a release with the referrers API. Before it goes on, have it index what referrers tags list.",
  },
  {
    id: "operators: gap",
    role: "operators",
    when: { api: "yes", gap: "yes" },
    says: "Have the old referrers tags re-indexed, or push each manifest again: clients that get an answer never ask the tag.",
  },
  {
    id: "operators: not compared",
    role: "operators",
    when: { api: "yes", gap: "unknown", referrersTags: "yes" },
    says: "Let every referrers tag be read, then audit again: what could not be compared may be a gap.",
  },
  {
    id: "operators: not audited",
    role: "operators",
    when: { api: "yes", gap: "unknown", referrersTags: "unknown" },
    says: "Audit the repositories that held referrers before the API was on.",
  },
  {
    id: "operators: to mend",
    role: "operators",
    when: { api: "yes", odd: "yes" },
    says: "Mend what the audit found and audit again; drop no referrers tag before.",
  },
  {
    id: "operators: API without header",
    role: "operators",
    when: { api: "yes", header: "no" },
    says: "Confirm subjects on push with OCI-Subject, so that producers stop keeping referrers tags.",
  },
  {
    id: "operators: tags left",
    role: "operators",
    when: { api: "yes", gap: "no", referrersTags: "yes" },
    says: "Nothing that was compared is missing from the API. Once no client asks for them, referrers tags may go.",
  },
  {
    id: "operators: done",
    role: "operators",
    when: { api: "yes" },
    says: "Nothing is left to do that reading can show.",
  },
  {
    id: "operators: unknown",
    role: "operators",
    when: { api: "unknown" },
    says: "Ask with an account that may read, about a repository that is there: until the API answers, nothing of the transition is known.",
  },
  {
    id: "consumers: subject refused",
    role: "consumers",
    when: { subject: "no" },
    says: "Expect nothing by subject here. Look for cosign's tags, or in the repository that the producer names.",
  },
  {
    id: "consumers: no API",
    role: "consumers",
    when: { api: "no" },
    says: "Ask the API and, since it is absent, the referrers tag of the digest. A client without that way finds nothing.",
  },
  {
    id: "consumers: gap",
    role: "consumers",
    when: { api: "yes", gap: "yes" },
    says: "Ask the API and the referrers tag, both, until the gap is closed: the API alone leaves out what the tag lists.",
  },
  {
    id: "consumers: compared",
    role: "consumers",
    when: { api: "yes", gap: "no" },
    says: "Ask the API alone: it lists all that was compared of referrers tags.",
  },
  {
    id: "consumers: no tags",
    role: "consumers",
    when: { api: "yes", referrersTags: "no" },
    says: "Ask the API alone: what was audited has no referrers tag.",
  },
  {
    id: "consumers: API",
    role: "consumers",
    when: { api: "yes" },
    says: "Ask the API. Whether old referrers tags hold more is not known yet, so ask those of old images too.",
  },
  {
    id: "consumers: unknown",
    role: "consumers",
    when: { api: "unknown" },
    says: 'Ask the API and the tag. Take no answer for "not known", never for "nothing attached".',
  },
];
