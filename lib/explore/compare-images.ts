// The use case behind the comparison: both images are explored at once, what they carry is opened, and both are held
// against each other.
import type { z } from "zod";
import {
  type ComparedSide,
  type Comparison,
  type compareRequestSchema,
  DEFAULT_MAX_NODES,
  type Exploration,
} from "#lib/api";
import {
  comparePlatforms,
  compareProvenance,
  compareReferrers,
  frameOf,
  mirrorOf,
  type SideName,
  summaryOf,
} from "#lib/compare";
import { citedBy, placeInList, placeToCopy } from "./compare-answer.ts";
import { onSides, requireReferences } from "./compare-faults.ts";
import { type Reading, readEvidence } from "./compare-reading.ts";
import { exploreReference } from "./explore-reference.ts";
import type { AskOptions } from "./probe-registry.ts";

const DEPTH = 8;

type Request = z.output<typeof compareRequestSchema>;
type Side = { exploration: Exploration; reading: Reading };

/**
 * Reads only. What fails after both images were found is said where it is missing.
 * @throws ExplorerError as `exploreReference` does, with the side in its first words
 */
export async function compareImages(request: Request, options: AskOptions): Promise<Comparison> {
  const began = new Date();
  const texts = { left: request.left, right: request.right };
  // Nobody is asked as long as one of the two is no reference.
  requireReferences(texts);
  const { left, right } = await onSides(
    texts,
    (side, own) => exploreSide(texts[side], request.otherRepositories?.[side] ?? [], own),
    options,
  );
  const compared = compare(left, right);
  const all = [left, right].flatMap(({ exploration, reading }) => [
    ...exploration.exchanges,
    ...reading.exchanges,
  ]);
  const cited = citedBy(compared.referrers);
  return {
    ...compared,
    exchanges: all.filter(({ id }) => cited.has(id)),
    requests: all.length,
    startedAt: began.toISOString(),
    durationMs: Date.now() - began.getTime(),
  };
}

async function exploreSide(
  reference: string,
  otherRepositories: string[],
  options: AskOptions,
): Promise<Side> {
  const exploration = await exploreReference(
    { reference, otherRepositories, lens: "everything", depth: DEPTH, maxNodes: DEFAULT_MAX_NODES },
    { ...options, emit: () => {} },
  );
  return { exploration, reading: await readEvidence(exploration, ["sbom", "provenance"], options) };
}

function compare(left: Side, right: Side) {
  const sides = { left, right };
  const { pairs, rows } = compareReferrers(left.exploration, right.exploration);
  const isSameDigest = left.exploration.resolved.digest === right.exploration.resolved.digest;
  const mirror = isSameDigest
    ? mirrorOf({
        rows,
        findings: { left: left.exploration.findings, right: right.exploration.findings },
        places: { left: placeToCopy(left.exploration), right: placeToCopy(right.exploration) },
      })
    : [];
  const packages = comparePlatforms(
    pairs,
    { left: left.reading.sboms, right: right.reading.sboms },
    (side, place) => openWords(sides[side], place.id),
  );
  const pairOf = (place: string) =>
    String(pairs.findIndex((pair) => pair.left?.id === place || pair.right?.id === place));
  return {
    left: sideOf(left),
    right: sideOf(right),
    isSameDigest,
    summary: summaryOf({
      isSameDigest,
      rows,
      mirror,
      platforms: packages,
      completeness: completenessOf(sides),
    }),
    places: pairs.map(placeInList),
    referrers: rows,
    mirror,
    packages,
    provenance: compareProvenance(
      left.reading.provenances,
      right.reading.provenances,
      pairOf,
      (side, { place }) => {
        const far = pairs.find((pair) => pair.left?.id === place || pair.right?.id === place)?.[side];
        return far && openWords(sides[side], far.id);
      },
    ),
    notes: [...notesOn("left", left), ...notesOn("right", right)],
  };
}

/** Why there may be SBOMs about a place besides those that were read. */
function openWords({ exploration, reading }: Side, place: string): string | undefined {
  const [first, ...rest] = reading.unread.filter((each) => each.place === place);
  if (first) {
    const more = rest.length > 0 ? `, nor ${rest.length === 1 ? "was" : "were"} ${rest.length} more` : "";
    return `${first.title} was not read: ${first.reason}${more}`;
  }
  return exploration.completeness === "complete"
    ? undefined
    : `what is attached there is not wholly known (${exploration.completeness})`;
}

function sideOf({ exploration, reading }: Side): ComparedSide {
  const { reference, resolved, graph, completeness, exchanges } = exploration;
  const { root, attached } = frameOf(graph);
  return {
    reference,
    resolved,
    kind: root?.node.kind ?? "unknown",
    completeness,
    referrers: attached.filter(({ node }) => node.state !== "missing").length,
    unread: reading.unread.map(({ place, ...unread }) => unread),
    requests: exchanges.length + reading.exchanges.length,
  };
}

function completenessOf({ left, right }: Record<SideName, Side>) {
  return { left: left.exploration.completeness, right: right.exploration.completeness };
}

function notesOn(side: SideName, { reading }: Side): string[] {
  return reading.notes.map((note) => `On the ${side}: ${note}`);
}
