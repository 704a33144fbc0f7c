// The use case behind "is it in there?": the image is explored, every SBOM on it is opened, and all are searched.
import type { z } from "zod";
import { DEFAULT_MAX_NODES, type Exploration, type Search, type searchRequestSchema } from "#lib/api";
import { frameOf, type Sbom, searchPackages } from "#lib/compare";
import { readEvidence } from "./compare-reading.ts";
import { exploreReference } from "./explore-reference.ts";
import type { AskOptions } from "./probe-registry.ts";

const DEPTH = 8;

type Request = z.output<typeof searchRequestSchema>;

/**
 * Reads only. An SBOM that cannot be read is said, and answers nothing.
 * @throws ExplorerError as `exploreReference` does
 */
export async function searchImage(request: Request, options: AskOptions): Promise<Search> {
  const began = new Date();
  const { reference, query, otherRepositories } = request;
  const exploration = await exploreReference(
    { reference, otherRepositories, lens: "everything", depth: DEPTH, maxNodes: DEFAULT_MAX_NODES },
    { ...options, emit: () => {} },
  );
  const { completeness } = exploration;
  const reading = await readEvidence(exploration, ["sbom"], options);
  const found = searchPackages(
    {
      sboms: reading.sboms,
      unread: reading.unread.map(({ place, ...unread }) => unread),
      isWhole: completeness === "complete",
      uncovered: uncoveredIn(exploration, reading.sboms),
    },
    query,
  );
  return {
    ...found,
    reference: exploration.reference,
    resolved: exploration.resolved,
    query,
    completeness,
    exchanges: reading.exchanges,
    requests: exploration.exchanges.length + reading.exchanges.length,
    notes: reading.notes,
    startedAt: began.toISOString(),
    durationMs: Date.now() - began.getTime(),
  };
}

/** Platforms that neither an SBOM of their own nor one of the index speaks of. */
function uncoveredIn({ graph }: Exploration, sboms: readonly Sbom[]): string[] {
  const { root, places } = frameOf(graph);
  const covered = new Set(sboms.map(({ place }) => place));
  if (sboms.length === 0 || (root && covered.has(root.id))) return [];
  return [...places.values()]
    .filter(({ id, node }) => node.kind === "image" && !covered.has(id))
    .map(({ name }) => name);
}
