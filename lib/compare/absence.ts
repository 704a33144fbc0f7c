// What may be said of an artifact that was seen on one side alone: that the other lacks it, or that nobody could check.
import type { Finding } from "#lib/evidence";
import { findingCompleteness, type Graph, listCompleteness, type Node } from "#lib/graph";
import type { Frame, Place } from "./frame.ts";
import type { Absence } from "./shapes.ts";

/** One of the two images, as it was explored. */
export type Explored = { graph: Graph; findings: readonly Finding[] };

/** "missing" rests on an answer of every way that could have shown it; whatever leaves one open is "could-not-check". */
export function absenceOf(artifact: Node, other: Explored, frame: Frame, place: Place | undefined): Absence {
  if (!place) return withoutPlace(frame);
  if (place.node.state !== "present" && place.node.state !== "missing")
    return unchecked(`${place.name} could not be read there (${place.node.state})`, place.node.exchanges);
  const findings = other.findings.filter(({ subject }) => subject === place.id);
  const open = findings.find((finding) => findingCompleteness(finding) !== "complete");
  if (open) return unchecked(openWords(open), open.exchanges);
  const list = listCompleteness(place.node);
  if (list !== "complete")
    return unchecked(place.node.asked ? `its list there is ${list}` : "nobody asked for its list there", []);
  const asked = answeredWays(artifact, findings);
  // What lies in an index is seen by reading the index, whichever of its platforms it is about.
  const isIndexRead = artifact.foundBy.includes("buildkit") && frame.root?.node.state === "present";
  if (asked.length === 0 && artifact.foundBy.length > 0 && !isIndexRead)
    return unchecked(`${artifact.foundBy.join(" and ")} was not asked there`, []);
  return {
    verdict: "missing",
    reason: "every way that was asked there answered, and none names it",
    exchanges: [...new Set(asked.flatMap(({ exchanges }) => exchanges))],
  };
}

/** The list names it, and its manifest is gone: that is an answer. */
export function danglingAbsence({ exchanges, reason }: Node): Absence {
  return {
    verdict: "missing",
    reason: `it is named there, but its manifest is not there${reason ? `: ${reason}` : ""}`,
    exchanges,
  };
}

function withoutPlace({ root }: Frame): Absence {
  if (root?.node.state !== "present")
    return unchecked("what was asked for could not be read there", root?.node.exchanges ?? []);
  return {
    verdict: "missing",
    reason: "what it is about is not there either",
    exchanges: root.node.exchanges,
  };
}

/** Ways that showed the artifact here and gave any answer there. "unsupported" is one: there is no such way. */
function answeredWays({ foundBy }: Node, findings: readonly Finding[]): Finding[] {
  return findings.filter(({ strategy, outcome }) => foundBy.includes(strategy) && outcome !== "not-asked");
}

function openWords({ strategy, outcome, reason, truncated }: Finding): string {
  const what = outcome === "found" && truncated ? "its list was cut" : outcome;
  return `${strategy}: ${what}${reason ? ` (${reason})` : ""}`;
}

function unchecked(reason: string, exchanges: string[]): Absence {
  return { verdict: "could-not-check", reason, exchanges };
}
