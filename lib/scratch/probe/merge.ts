// What pushing showed, laid over what reading showed.
import { CAPABILITIES, type Capabilities, type CapabilityName, type Support } from "#lib/evidence";
import { isOtherwise, unknownBecause, unsupported } from "#lib/upgrade";

const RANK = { high: 3, medium: 2, low: 1, none: 0 } as const;
const MAX_EVIDENCE = 4;
/** What both ask in the same words: that an answer failed to come once does not undo that it came. */
const ASKED_ALIKE = new Set<CapabilityName>(["referrersApi", "orasReferrers", "tagListing"]);

/**
 * A push proves more than reading, so what it showed stands; what it left open stays as reading found it, and what an
 * answer proved is not denied by another answer to the same question. `notes` are the contradictions: somebody should
 * look at them.
 */
export function mergeVerdicts(
  passive: Capabilities,
  active: Partial<Capabilities>,
): { capabilities: Capabilities; notes: string[] } {
  const capabilities = { ...passive };
  const notes: string[] = [];
  for (const name of CAPABILITIES) {
    const pushed = active[name];
    if (!pushed) continue;
    const read = passive[name];
    capabilities[name] = isProvenOtherwise(name, read, pushed)
      ? undecided(read, pushed)
      : mergeOne(read, pushed);
    if (isOtherwise(pushed, read))
      notes.push(`${name}: reading said "${read.reason}", pushing "${pushed.reason}"`);
  }
  return { capabilities: withoutApi(capabilities), notes };
}

function isProvenOtherwise(name: CapabilityName, read: Support, pushed: Support): boolean {
  const isProven = read.support === "supported" && RANK[read.confidence] >= RANK.medium;
  return ASKED_ALIKE.has(name) && isProven && pushed.support === "unsupported";
}

function undecided(read: Support, pushed: Support): Support {
  const evidence = [...new Set([...pushed.evidence, ...read.evidence])].slice(0, MAX_EVIDENCE);
  const reason = `reading and pushing contradict each other: "${read.reason}", then "${pushed.reason}"`;
  return unknownBecause("answered", reason, evidence);
}

function mergeOne(read: Support, pushed: Support): Support {
  if (pushed.support === "unknown") return read.support === "unknown" ? pushed : read;
  if (read.support !== pushed.support) return pushed;
  const evidence = [...new Set([...pushed.evidence, ...read.evidence])].slice(0, MAX_EVIDENCE);
  // Two that say no add up. Of two that say yes the push has looked deeper, and may have come to doubt it.
  const isSurer = pushed.support === "unsupported" && RANK[read.confidence] > RANK[pushed.confidence];
  return { ...(isSurer ? read : pushed), evidence };
}

/** Where there is no API, there is none that filters or comes in pages. */
function withoutApi(capabilities: Capabilities): Capabilities {
  const { referrersApi } = capabilities;
  if (referrersApi.support !== "unsupported") return capabilities;
  const { evidence, confidence } = referrersApi;
  const none = unsupported("there is no referrers API", evidence, confidence);
  return { ...capabilities, artifactTypeFilter: none, pagination: none };
}
