// The use case behind "who can see this?": the image is explored, the generations are run on it, and the rules of
// named clients are held against what the registry answered.
import type { z } from "zod";
import { DEFAULT_MAX_NODES, type Exploration, type Visibility, type visibilityRequestSchema } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { parseReferrersIndex } from "#lib/oci";
import type { Registry } from "#lib/registry";
import { visibilityMatrix } from "#lib/visibility";
import { type Context, context } from "./context.ts";
import { exploreReference } from "./explore-reference.ts";
import type { AskOptions } from "./probe-registry.ts";
import { Receipts } from "./receipts.ts";
import { runGenerations } from "./run-generations.ts";

/** For what is asked after the exploration, which has a time limit of its own. Milliseconds. */
const DEADLINE_MS = 60_000;
const DEPTH = 8;
/** Lists of several pages whose first page is looked at again. */
const MAX_FIRST_PAGES = 16;

type Request = z.output<typeof visibilityRequestSchema>;

/**
 * Reads only. What fails after the image was found is a cell that says "not known".
 * @throws ExplorerError as `exploreReference` does.
 */
export async function showVisibility(request: Request, options: AskOptions): Promise<Visibility> {
  const began = new Date();
  const exploration = await exploreReference(
    {
      reference: request.reference,
      otherRepositories: request.otherRepositories,
      strategies: request.strategies,
      lens: "everything",
      depth: DEPTH,
      maxNodes: DEFAULT_MAX_NODES,
    },
    { ...options, emit: () => {} },
  );
  const shared = await context();
  const asked = await shared.explorations.run(options.signal, () =>
    askFurther(shared, exploration, request, options),
  );
  const all = [...exploration.exchanges, ...asked.exchanges];
  const matrix = visibilityMatrix(
    exploration.graph,
    { findings: exploration.findings, exchanges: exploration.exchanges, firstPages: asked.firstPages },
    asked.runs,
  );
  const cited = new Set(matrix.verdicts.flatMap(({ exchanges }) => exchanges));
  return {
    ...matrix,
    reference: exploration.reference,
    resolved: exploration.resolved,
    reading: request.reading,
    completeness: exploration.completeness,
    exchanges: all.filter(({ id }) => cited.has(id)),
    requests: all.length,
    notes: notesOn(exploration, matrix.leftOut, asked.ended),
    startedAt: began.toISOString(),
    durationMs: Date.now() - began.getTime(),
  };
}

async function askFurther(
  shared: Context,
  { graph, resolved, findings, exchanges }: Exploration,
  { reading }: Request,
  { signal, onExchange }: AskOptions,
) {
  const receipts = new Receipts();
  const late = AbortSignal.timeout(DEADLINE_MS);
  const whyEnded = () =>
    late.aborted && !signal.aborted ? `the time limit of ${DEADLINE_MS / 1000} s was reached` : undefined;
  const registry = shared.client.open(resolved.registry, {
    signal: AbortSignal.any([signal, late]),
    onExchange: (exchange) => {
      if (receipts.add(exchange)) onExchange(exchange);
    },
  });
  const { repository, digest: root } = resolved;
  const runs = await runGenerations({ registry, repository, graph, root, reading, whyEnded });
  const firstPages = await readFirstPages(registry, repository, pagedSubjects(findings, exchanges));
  return { runs, firstPages, exchanges: receipts.all(), ended: whyEnded() };
}

/** Subjects whose list of referrers came in more than one page. */
function pagedSubjects(findings: Exploration["findings"], exchanges: readonly Exchange[]): string[] {
  const lists = new Set(
    exchanges.filter(({ status, url }) => status === 200 && url.includes("/referrers/")).map(({ id }) => id),
  );
  return findings
    .filter(({ strategy, exchanges: asked }) => {
      return strategy === "referrers-api" && asked.filter((id) => lists.has(id)).length > 1;
    })
    .map(({ subject }) => subject);
}

/** What a client that follows no link gets. A page that cannot be read is left out: then it is not known. */
async function readFirstPages(
  registry: Registry,
  repository: string,
  subjects: readonly string[],
): Promise<Map<string, ReadonlySet<string>>> {
  const pages = new Map<string, ReadonlySet<string>>();
  for (const subject of subjects.slice(0, MAX_FIRST_PAGES)) {
    const digests = await firstPageOf(registry, `/v2/${repository}/referrers/${subject}`).catch(
      () => undefined,
    );
    if (digests) pages.set(subject, digests);
  }
  return pages;
}

async function firstPageOf(registry: Registry, path: string): Promise<ReadonlySet<string> | undefined> {
  const accept = "application/vnd.oci.image.index.v1+json";
  const { status, bytes } = await registry.bare(path, { accept, purpose: "first page of the referrers" });
  if (status !== 200) return undefined;
  const { manifests, truncated } = parseReferrersIndex(bytes);
  return truncated === undefined ? new Set(manifests.map(({ digest }) => digest)) : undefined;
}

function notesOn({ completeness }: Exploration, leftOut: number, ended: string | undefined): string[] {
  return [
    completeness !== "complete" &&
      `The exploration is not whole (${completeness}): what it did not see is no row.`,
    leftOut > 0 && `${leftOut} more artifacts are left out of the matrix.`,
    ended !== undefined && `The generations were not run to their end: ${ended}.`,
  ].filter((note) => note !== false);
}
