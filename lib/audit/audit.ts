// A repository as a whole: its tags held against its referrers API, and how what is attached to each image was made.
import { Observations, windowedRegistry } from "#lib/discovery";
import type { AuditFinding, Completeness } from "#lib/evidence";
import type { Listed, Registry } from "#lib/registry";
import { assess, supported, type Upgrade } from "#lib/upgrade";
import { ApiWay } from "./api-way.ts";
import { compareRepository, type SubjectCounts } from "./compare-repository.ts";
import { readImages } from "./images.ts";
import { Ledger } from "./ledger.ts";
import { readTimes } from "./made-at.ts";
import { Presence } from "./presence.ts";
import { Reporter } from "./reporter.ts";
import { RepositoryTags, type TagCounts } from "./repository-tags.ts";
import type { Limits, Run } from "./run.ts";
import { type TagRow, TagRows } from "./tag-rows.ts";

const LIMITS: Limits = {
  entries: 1000,
  reads: 20_000,
  subjects: 40_000,
  configs: 500,
  deadlineMs: 600_000,
};

export type AuditInput = {
  /** Opened with a session whose signal its owner aborts when `audit` returns: what is under way is of no use then. */
  registry: Registry;
  repository: string;
  /** The tag list and the exchanges that gave it. */
  tags: Listed<string>;
  tagExchanges: string[];
  /** Ends the audit; what was found so far is its result. */
  signal: AbortSignal;
  emit?: (event: AuditProgressEvent) => void;
  limits?: Partial<Limits>;
};

/** A later row of the same tag replaces the earlier one. */
export type AuditProgressEvent =
  | { type: "progress"; progress: Omit<AuditProgress, "requests"> }
  | { type: "finding"; finding: AuditFinding }
  | { type: "row"; row: TagRow };

/** `done` of `total` tags read, digests compared, or configs read; the numbers after them are of the whole audit. */
export type AuditProgress = {
  phase: "tags" | "subjects" | "times";
  done: number;
  total: number;
  gap: number;
  findings: number;
  unchecked: number;
  requests: number;
};

export type Audited = {
  end: "complete" | "stopped" | "time-limit";
  /** "complete" only when every tag was seen and every question was answered. */
  completeness: Completeness;
  upgrade: Upgrade;
  tags: TagCounts & { truncated?: string };
  subjects: SubjectCounts;
  /** Entries of valid referrers tags that were held against the API. */
  compared: number;
  counts: ReturnType<Ledger["counts"]>;
  findings: AuditFinding[];
  rows: TagRow[];
  /** Images that no annotation dates and whose config was not read: past the audit's bound, or after its end. */
  timesUnread: number;
  notes: string[];
};

/** Reads only. Never throws for what the registry answers: what it does not answer is a finding "unchecked". */
export async function audit(input: AuditInput): Promise<Audited> {
  const limits = { ...LIMITS, ...input.limits };
  const late = AbortSignal.timeout(limits.deadlineMs);
  const signal = AbortSignal.any([input.signal, late]);
  const reporter = new Reporter(signal, input.emit ?? (() => {}));
  const run = assemble(input, { limits, signal, reporter });
  const rows = new TagRows((row) => reporter.row(row));

  const images = await readImages(run, () => reporter.step("tags", run.tags.plain.length, run.ledger));
  for (const unread of images.unread) rows.addUnread(unread);
  const subjects = await compareRepository(run, images, {
    onImage: (image, compared) => rows.add(image, compared),
    onSubject: (total) => reporter.step("subjects", total, run.ledger),
  });
  const timesUnread = await readTimes(run, [...images.byDigest.values()], (image, madeAt, total) => {
    rows.date(image, madeAt);
    reporter.step("times", total, run.ledger);
  });
  reporter.end(run.ledger);
  const end = input.signal.aborted ? "stopped" : late.aborted ? "time-limit" : "complete";
  return { ...conclude(run, { end, subjects, input }), rows: rows.all(), timesUnread };
}

function assemble(
  { registry: asked, repository, tags }: AuditInput,
  { limits, signal, reporter }: { limits: Limits; signal: AbortSignal; reporter: Reporter },
): Run {
  const registry = windowedRegistry(asked);
  const observations = new Observations();
  return {
    ...{ registry, repository, limits, signal, observations },
    readsLeft: limits.reads,
    tags: new RepositoryTags(tags),
    api: new ApiWay(registry, repository, observations),
    presence: new Presence(registry, repository),
    ledger: new Ledger(signal, (finding) => reporter.finding(finding)),
  };
}

type Ended = { end: Audited["end"]; subjects: SubjectCounts; input: AuditInput };

function conclude(run: Run, { end, subjects, input }: Ended): Omit<Audited, "rows" | "timesUnread"> {
  const { ledger, tags, observations } = run;
  const { counts, truncated } = tags;
  observations.add({ tagListing: supported(`it listed ${counts.all} tags`, input.tagExchanges.slice(0, 1)) });
  const isCut = truncated !== undefined || counts.malformed > 0 || subjects.leftOut > 0 || end !== "complete";
  const completeness = completenessOf(ledger, isCut);
  const gap = ledger.gap();
  const isGapless = completeness === "complete" && ledger.compared > 0;
  const upgrade = assess({
    registry: run.registry.host,
    repository: run.repository,
    capabilities: observations.capabilities(),
    ...(gap.length > 0 || isGapless ? { reindexGap: gap } : {}),
    tagEvidence: {
      digestTags: counts.referrers + counts.cosign + counts.others,
      compared: ledger.compared,
    },
  });
  return {
    ...{ end, completeness, upgrade, subjects },
    tags: { ...counts, ...(truncated === undefined ? {} : { truncated }) },
    compared: ledger.compared,
    counts: ledger.counts(),
    findings: ledger.findings,
    notes: notesOf(run, upgrade),
  };
}

const CAUSES = ["denied", "rate-limited", "failed", "truncated"] as const;

function completenessOf({ open }: Ledger, isCut: boolean): Completeness {
  return CAUSES.find((cause) => open.has(cause)) ?? (isCut ? "truncated" : "complete");
}

function notesOf({ ledger, tags }: Run, upgrade: Upgrade): string[] {
  const notes: string[] = [];
  const { malformed } = tags.counts;
  if (malformed > 0) {
    notes.push(
      `${malformed} of the listed tags ${malformed === 1 ? "is" : "are"} none by the specification's grammar, and ${malformed === 1 ? "was" : "were"} left alone`,
    );
  }
  // Harbor's proxy projects answer from their own, empty list while the upstream has signatures.
  const isListless = ledger.count("api-only") === 0 && ledger.count("tag-only") === ledger.compared;
  if (
    upgrade.capabilities.referrersApi.support === "supported" &&
    ledger.count("tag-only") > 0 &&
    isListless
  ) {
    notes.push(
      "the API lists nothing that a referrers tag lists: a pull-through cache may answer for itself",
    );
  }
  return notes;
}
