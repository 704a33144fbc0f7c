// How a place on the upgrade path is said, in each of the two readings. They are never summed.
import type { Support } from "#lib/evidence";
import { registryIcon, type StateName, stateWords, type Upgrade } from "#lib/upgrade";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

/** Why something is not known, as its mark and word; the tone never is green. */
export type UnknownLook = { mark: MarkName; tone: Tone; word: string };

const UNKNOWN_LOOKS: Record<Support["because"], UnknownLook> = {
  answered: { mark: "unread", tone: "mute", word: "inconclusive" },
  denied: { mark: "denied", tone: "warn", word: "denied" },
  "rate-limited": { mark: "rate-limited", tone: "warn", word: "rate-limited" },
  failed: { mark: "failed", tone: "bad", word: "failed" },
  "not-asked": { mark: "not-asked", tone: "mute", word: "not asked" },
};

/** An unknown takes the mark of its reason. */
export function unknownLook(because: Support["because"]): UnknownLook {
  return UNKNOWN_LOOKS[because];
}

/**
 * The Proposal E reading. `seed` and `stage` are the seed's name where one fits, by the API alone; `rest` is what
 * keeps the name from being the whole truth. `unknown` is set when not even the API is known.
 */
export type ProposalEWords = { seed?: StateName; stage?: string; rest?: string; unknown?: UnknownLook };

export function proposalEWords(upgrade: Upgrade): ProposalEWords {
  const { proposalE, capabilities } = upgrade;
  const seed = registryIcon(upgrade);
  if (seed === undefined) return { unknown: unknownLook(capabilities.referrersApi.because) };
  if (proposalE.state === "bicycle") return { seed, stage: stateWords(seed).stage };
  if (seed === "bicycle") return { rest: "not representable" };
  if (proposalE.state === "not-representable") return { seed, stage: "API", rest: "not representable" };
  // "Complete" is the seed's word for API and manifest; the state itself follows the API.
  const { support, because } = capabilities.artifactManifest;
  if (support === "supported") return { seed, stage: stateWords(seed).stage };
  const rest = because === "not-asked" ? "manifest not tried" : "manifest not known";
  return { seed, stage: "API", rest };
}

const OCI11_WORDS: Record<Upgrade["oci11"]["state"], string> = {
  "tag-schema": "OCI 1.0 with referrers tags",
  complete: "complete OCI 1.1",
  "complete-passive": "OCI 1.1, as far as reading shows",
  "rc-era": "OCI 1.1 release candidate",
  anomaly: "anomaly",
  unknown: "unknown",
};

/** The OCI 1.1 reading in a few words. It has no seed icon. */
export function oci11Words({ oci11 }: Upgrade): string {
  return OCI11_WORDS[oci11.state];
}

/** "step 3", or that it is not known. */
export function stepWords({ proposalE }: Upgrade): string {
  return proposalE.step === null ? "step not known" : `step ${proposalE.step}`;
}

const LEARNT_BY = { probe: "a probe", audit: "an audit", exploration: "an exploration" } as const;

/** What made a verdict: "a probe". */
export function learntBy(learnt: keyof typeof LEARNT_BY): string {
  return LEARNT_BY[learnt];
}
