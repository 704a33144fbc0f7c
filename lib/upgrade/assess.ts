// Reads a registry's place on the upgrade path off the decision table.
import type { Capabilities, Support } from "#lib/evidence";
import { type Fact, type Facts, holds, REMARK_ROWS, STATE_ROWS, STEP_ROWS } from "./decision-table.ts";
import type { Upgrade } from "./shapes.ts";

export type AssessInput = {
  registry: string;
  repository?: string;
  capabilities: Capabilities;
  /** Digests that a valid referrers tag lists and the API does not. Absent: not compared. */
  reindexGap?: string[];
  /** What the repository's tags show. `compared`: how many entries of valid referrers tags were held against the API. */
  tagEvidence?: { digestTags: number; compared?: number };
};

/** Both readings of one set of verdicts, never merged. Nothing is concluded from an unknown. */
export function assess(input: AssessInput): Upgrade {
  const { registry, repository, capabilities, reindexGap } = input;
  const facts = factsOf(input);
  const state = STATE_ROWS.find((row) => holds(row.when, facts));
  const step = STEP_ROWS.find((row) => holds(row.when, facts));
  const remarks = REMARK_ROWS.filter((row) => holds(row.when, facts)).map((row) => row.note);
  const doubt = doubtOf(capabilities.referrersApi);
  return {
    registry,
    ...(repository === undefined ? {} : { repository }),
    capabilities,
    proposalE: {
      state: state?.proposalE.state ?? "unknown",
      step: step?.step ?? null,
      note: sentence(state?.proposalE.note, doubt, step?.note),
    },
    oci11: {
      state: state?.oci11.state ?? "unknown",
      note: sentence(state?.oci11.note, doubt, ...remarks),
    },
    ...(reindexGap === undefined ? {} : { reindexGap }),
  };
}

function factsOf({ capabilities, reindexGap, tagEvidence }: AssessInput): Facts {
  return {
    api: factOf(capabilities.referrersApi),
    artifactManifest: factOf(capabilities.artifactManifest),
    subject: factOf(capabilities.subjectAccepted),
    header: factOf(capabilities.ociSubjectHeader),
    digestTags: (tagEvidence?.digestTags ?? 0) > 0 ? "yes" : "unknown",
    reindexGap: gapOf(reindexGap, tagEvidence?.compared ?? 0),
  };
}

function factOf({ support }: Support): Fact {
  if (support === "unknown") return "unknown";
  return support === "supported" ? "yes" : "no";
}

/** An empty list says "no gap" only when there was something to compare. */
function gapOf(gap: string[] | undefined, compared: number): Fact {
  if (gap === undefined) return "unknown";
  if (gap.length > 0) return "yes";
  return compared > 0 ? "no" : "unknown";
}

/** Why the API is not known, or how weak the evidence is for what is said about it. */
function doubtOf({ support, reason, confidence }: Support): string | undefined {
  if (support === "unknown") return reason;
  return confidence === "low" ? `low confidence: ${reason}` : undefined;
}

/** A registry's or a probe's reason may end with its own full stop. */
function sentence(...parts: (string | undefined)[]): string {
  const said = parts.map((part) => part?.replace(/\.+$/, "")).filter((part) => part);
  return `${said.join("; ")}.`;
}
