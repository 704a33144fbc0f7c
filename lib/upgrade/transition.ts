// Where a registry or a repository stands in the seed's three steps, what shows it, and what comes next for whom.
import type { Support } from "#lib/evidence";
import { type Fact, holds } from "./decision-table.ts";
import type { Upgrade } from "./shapes.ts";
import {
  ADVICE_ROWS,
  EVIDENCE_ROWS,
  type EvidenceRow,
  type Role,
  type Side,
  type TransitionFacts,
} from "./transition-table.ts";

/** What one audit of a repository adds to the verdict on its registry. */
export type AuditedTags = {
  /** Named where the verdict on the registry does not show the same itself. */
  repository?: string;
  /** Tags made from digests; of these, referrers tags. */
  digestTags: number;
  referrersTags: number;
  /** The tag list was read to its end. */
  isListWhole: boolean;
  /** Digests that valid referrers tags list and the API does not; absent when that is not known. */
  reindexGap?: readonly string[];
  /** How many entries of valid referrers tags were held against the API. */
  compared: number;
  /** Findings to mend besides the gap; of these, what a list names and is about something else. Absent: none. */
  odd?: number;
  aside?: number;
};

/**
 * `place` is where the registry stands by this step: "behind" it, "here", "gap" (here or behind, with something left
 * or unsafe), "ahead" of it, or "unknown". `says` tells why in a few words, `because` is an unknown's cause. Each
 * side of the evidence is told in sentences.
 */
export type TransitionStep = {
  number: 1 | 2 | 3;
  title: string;
  text: string;
  place: "behind" | "here" | "gap" | "ahead" | "unknown";
  says: string;
  because?: Support["because"];
} & Record<Side, string[]>;

export type Transition = {
  steps: [TransitionStep, TransitionStep, TransitionStep];
  next: Record<Role, string>;
  /** Digests in referrers tags alone, as far as they are known. */
  gap: string[];
};

const TITLES = [
  {
    title: "Referrers pushed as tags",
    text: "Manifests that name a subject are stored; tags list them.",
  },
  {
    title: "Subjects indexed, old tags re-indexed",
    text: "New pushes are indexed, and so is what digest tags list from before.",
  },
  {
    title: "API on, clients drop digest tags",
    text: "Clients see the API and stop pushing and asking for tags.",
  },
] as const;

type Said = Pick<TransitionStep, "place" | "says" | "because">;

/** Nothing is concluded from an unknown. `audits`: one for each repository of the verdict's registry that was audited. */
export function transition(upgrade: Upgrade, audits: readonly AuditedTags[] = []): Transition {
  const gap = gapOf(upgrade, audits);
  const facts = factsOf(upgrade, audits, gap);
  const counts = countsOf(audits, gap);
  const said = saidOf(upgrade, facts, counts, auditsNamed(upgrade, audits, counts));
  const rows = EVIDENCE_ROWS.filter((row) => holds(row.when, facts));
  const told = (step: 1 | 2 | 3, side: Side) =>
    rows
      .filter((row) => row.step === step && sideOf(row, upgrade) === side)
      .map(({ says }) =>
        says.replace("{gap}", countOf(gap.length)).replace("{odd}", countOf(counts.odd, "thing")),
      );
  const evidence = (step: 1 | 2 | 3) => ({
    proven: told(step, "proven"),
    likely: told(step, "likely"),
    weak: told(step, "weak"),
    missing: told(step, "missing"),
    todo: told(step, "todo"),
    unknown: told(step, "unknown"),
  });
  const advice = (role: Role) =>
    ADVICE_ROWS.find((row) => row.role === role && holds(row.when, facts))?.says ?? "";
  return {
    steps: [
      { number: 1, ...TITLES[0], ...said[0], ...evidence(1) },
      { number: 2, ...TITLES[1], ...said[1], ...evidence(2) },
      { number: 3, ...TITLES[2], ...said[2], ...evidence(3) },
    ],
    next: { producers: advice("producers"), operators: advice("operators"), consumers: advice("consumers") },
    gap,
  };
}

/** No row is surer than the verdicts that it rests on. */
function sideOf({ side, when }: EvidenceRow, { capabilities }: Upgrade): Side {
  if (side !== "proven" && side !== "missing") return side;
  const { referrersApi, subjectAccepted, ociSubjectHeader, artifactManifest } = capabilities;
  const verdicts = [
    ...(when.api ? [referrersApi] : []),
    ...(when.subject ? [subjectAccepted] : []),
    ...(when.header ? [ociSubjectHeader] : []),
    ...(when.artifactManifest ? [artifactManifest] : []),
  ];
  const hasOnly = (confidence: Support["confidence"]) =>
    verdicts.some((verdict) => verdict?.confidence === confidence);
  return hasOnly("low") || hasOnly("none") ? "weak" : hasOnly("medium") ? "likely" : side;
}

function gapOf({ reindexGap = [] }: Upgrade, audits: readonly AuditedTags[]): string[] {
  return [...new Set([...reindexGap, ...audits.flatMap((audit) => audit.reindexGap ?? [])])];
}

function factsOf(upgrade: Upgrade, audits: readonly AuditedTags[], gap: readonly string[]): TransitionFacts {
  const { capabilities, reindexGap, proposalE } = upgrade;
  const fact = (support: Support | undefined): Fact =>
    !support || support.support === "unknown" ? "unknown" : support.support === "supported" ? "yes" : "no";
  // Without the API the step rests on a subject or a digest tag that was seen; with neither proven it was the tag.
  const isByTags = proposalE.step === 1 && capabilities.subjectAccepted?.support !== "supported";
  // A gap, or that there is none, is told only of a referrers tag that was read.
  const isSeen = isByTags || reindexGap !== undefined || gap.length > 0;
  return {
    api: fact(capabilities.referrersApi),
    subject: fact(capabilities.subjectAccepted),
    header: fact(capabilities.ociSubjectHeader),
    artifactManifest: fact(capabilities.artifactManifest),
    digestTags: isSeen ? "yes" : counted(audits, ({ digestTags }) => digestTags),
    referrersTags: counted(audits, ({ referrersTags }) => referrersTags),
    gap: gap.length > 0 ? "yes" : gaplessness(reindexGap, audits),
    odd: audits.length === 0 ? "unknown" : audits.some(({ odd = 0 }) => odd > 0) ? "yes" : "no",
  };
}

type Counts = Record<"gap" | "compared" | "odd" | "aside", number>;

function countsOf(audits: readonly AuditedTags[], gap: readonly string[]): Counts {
  const sum = (count: (audit: AuditedTags) => number) =>
    audits.reduce((total, audit) => total + count(audit), 0);
  return {
    gap: gap.length,
    compared: sum(({ compared }) => compared),
    odd: sum(({ odd = 0 }) => odd),
    aside: sum(({ aside = 0 }) => aside),
  };
}

function counted(audits: readonly AuditedTags[], count: (audit: AuditedTags) => number): Fact {
  if (audits.some((audit) => count(audit) > 0)) return "yes";
  return audits.length > 0 && audits.every(({ isListWhole }) => isListWhole) ? "no" : "unknown";
}

/** "No gap" needs one look that found none, and no audit that left it open. One without tags takes no part. */
function gaplessness(own: readonly string[] | undefined, audits: readonly AuditedTags[]): Fact {
  const looks = audits.filter(({ referrersTags, isListWhole }) => referrersTags > 0 || !isListWhole);
  if (looks.some(({ reindexGap }) => reindexGap === undefined)) return "unknown";
  return own !== undefined || looks.some(({ compared }) => compared > 0) ? "no" : "unknown";
}

const BEHIND: Said = { place: "behind", says: "behind this registry" };
const NO_API: Said = { place: "ahead", says: "no referrers API" };
const UNSEEN: Said = { place: "unknown", says: "cannot be seen from outside", because: "not-asked" };

function saidOf(
  { proposalE, capabilities }: Upgrade,
  facts: TransitionFacts,
  counts: Counts,
  byAudits: string,
): [Said, Said, Said] {
  switch (proposalE.step) {
    case 1:
      return [{ place: "here", says: "the registry is here" }, UNSEEN, NO_API];
    case 2:
      return [BEHIND, { place: "gap", says: "suspected, unsafe: it promises an index no API tells" }, NO_API];
    case 3:
      return [BEHIND, reindexed(facts, counts, byAudits), { place: "here", says: "the API answers" }];
    default:
      return notShown(capabilities.referrersApi);
  }
}

/** ", by the audit of shop/app", where the verdict alone would not say it; else nothing. */
function auditsNamed({ reindexGap }: Upgrade, audits: readonly AuditedTags[], { gap, odd }: Counts): string {
  const isOwn = gap > 0 ? (reindexGap ?? []).length > 0 : reindexGap !== undefined && odd === 0;
  if (isOwn) return "";
  const rests = ({ reindexGap: found = [], compared, odd: toMend = 0 }: AuditedTags) =>
    gap > 0 ? found.length > 0 : compared > 0 || toMend > 0;
  const names = new Set(audits.filter(rests).flatMap(({ repository }) => repository ?? []));
  const [name] = names;
  if (name === undefined) return "";
  return names.size === 1 ? `, by the audit of ${name}` : `, by the audits of ${names.size} repositories`;
}

function reindexed(facts: TransitionFacts, { gap, compared, odd, aside }: Counts, byAudits: string): Said {
  if (facts.gap === "unknown") return { place: "unknown", says: "not compared", because: "not-asked" };
  if (facts.gap === "no" && aside > 0) {
    const others = `${aside} ${aside === 1 ? "is" : "are"} about something else`;
    return {
      place: "gap",
      says: `no gap in ${compared} of ${compared + aside} entries; ${others}${byAudits}`,
    };
  }
  if (facts.gap === "no" && odd > 0)
    return { place: "gap", says: `no gap was seen; ${countOf(odd, "thing")} to mend${byAudits}` };
  if (facts.gap === "no") return { place: "behind", says: `no gap was seen${byAudits}` };
  return { place: "gap", says: `gap: ${countOf(gap)} in the tag alone${byAudits}` };
}

function notShown(api: Support | undefined): [Said, Said, Said] {
  if (api?.support === "unsupported") {
    const says = "not shown: no digest tag was seen";
    return [{ place: "unknown", says, because: "not-asked" }, UNSEEN, NO_API];
  }
  const because = api?.because ?? "not-asked";
  const unknown: Said = { place: "unknown", says: "not known", because };
  return [unknown, unknown, unknown];
}

function countOf(count: number, noun = "referrer"): string {
  return count === 1 ? `1 ${noun} is` : `${count} ${noun}s are`;
}
