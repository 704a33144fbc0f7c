// Everything that refers to an image: all ways asked, all answers merged, each with its evidence.
import { ExplorerError } from "#lib/errors";
import { type Finding, STRATEGY_IDS, type StrategyId } from "#lib/evidence";
import { type Graph, isOnlyInTags, withVisibility } from "#lib/graph";
import type { Registry } from "#lib/registry";
import { type AssessInput, assess, type Upgrade } from "#lib/upgrade";
import { Asking } from "./asking.ts";
import { Observations } from "./observations.ts";
import { type Progress, Tally } from "./progress.ts";
import { Reader } from "./reader.ts";
import { type GraphEvent, Recorder } from "./recorder.ts";
import { reindexingOf } from "./reindex-gap.ts";
import { SharedAnswers } from "./shared-answers.ts";
import { STRATEGIES } from "./strategies/index.ts";
import { Walk } from "./walk.ts";
import { windowedRegistry } from "./windowed-registry.ts";

const DEFAULT_DEADLINE_MS = 60_000;
/** Progress is for the eye: more often than this only costs. Milliseconds. */
const PROGRESS_EVERY = 100;

/** What a walk tells while it runs. A later event about the same node, edge or progress replaces the earlier. */
export type DiscoveryEvent =
  | GraphEvent
  | { type: "progress"; progress: Progress }
  | { type: "registry"; upgrade: Upgrade };

export type DiscoverInput = {
  /** Opened with the session whose signal ends it; its owner ends it when `discover` returns. */
  registry: Registry;
  repository: string;
  /** `mediaType` is "" when the manifest is missing; `size` in bytes. */
  root: { digest: string; mediaType: string; size?: number; tag?: string };
  /** All when absent. */
  strategies?: readonly StrategyId[];
  otherRepositories?: readonly string[];
  /** Steps from the root after which nothing more is asked. */
  depth: number;
  maxNodes: number;
  /** Milliseconds; then what is missing is told as "truncated". */
  deadlineMs?: number;
  signal: AbortSignal;
  emit?: (event: DiscoveryEvent) => void;
};

export type Discovery = {
  graph: Graph;
  findings: Finding[];
  upgrade: Upgrade;
  progress: Progress;
};

/**
 * Walks the graph around `root`. What fails is a node or a finding that says so, and never ends the walk.
 * @throws ExplorerError "cancelled" when `signal` aborts.
 */
export async function discover(input: DiscoverInput): Promise<Discovery> {
  const parts = assemble(input);
  await runWithin(parts.walk, input);
  return conclude(parts, input);
}

type Parts = {
  walk: Walk;
  shared: SharedAnswers;
  recorder: Recorder;
  progress: () => Progress;
  /** The registry's state as far as it is known now. */
  upgrade: (evidence?: Partial<AssessInput>) => Upgrade;
};

function assemble(input: DiscoverInput): Parts {
  const { repository, root, emit = () => {}, otherRepositories = [] } = input;
  // What is attached to an artifact of another repository may be kept in the image's own.
  const places = otherRepositories.length > 0 ? [repository, ...otherRepositories] : [];
  const registry = windowedRegistry(input.registry);
  const strategies = STRATEGIES.filter(({ id }) => input.strategies?.includes(id) ?? true);
  const shared = new SharedAnswers(registry);
  const reader = new Reader(registry);
  const observations = new Observations();
  const recorder = new Recorder(root.digest, emit);
  const tally = new Tally(strategies);
  const progress = () => tally.snapshot(recorder.size);
  const upgrade: Parts["upgrade"] = (evidence) => {
    observations.add(shared.observed(repository));
    const capabilities = observations.capabilities();
    return assess({ registry: registry.host, repository, capabilities, ...evidence });
  };
  const asking = new Asking({
    ...{ strategies, tally, observations, repository },
    contextOf: ({ id }) => {
      const requested = input.strategies?.includes(id) ?? false;
      return { registry, reader, shared, otherRepositories: places, requested };
    },
    onProgress: rarely(PROGRESS_EVERY, () => emit({ type: "progress", progress: progress() })),
  });
  const { depth: maxDepth, maxNodes } = input;
  const onRootAnswered = () => emit({ type: "registry", upgrade: upgrade() });
  const { mediaType, digest, size = 0, tag } = root;
  const walk = new Walk(
    {
      ...{ asking, reader, recorder, tally, observations, maxDepth, maxNodes, onRootAnswered },
      contradictions: () => shared.contradictions(),
    },
    { descriptor: { mediaType, digest, size }, repository, tag },
  );
  return { walk, shared, recorder, progress, upgrade };
}

/** What only the whole shows: the gap between tags and API, tags of other digests, and who sees what. */
function conclude(parts: Parts, input: DiscoverInput): Discovery {
  const { walk, shared, recorder } = parts;
  const { repository, emit = () => {} } = input;
  const tags = digestTagsOf(shared, repository, walk);
  if (tags.elsewhere > 0) walk.warnRoot([elsewhereNote(tags.elsewhere)]);
  const findings = [...walk.findings(), ...leftOutWays(input)];
  const { gap, compared } = reindexingOf(recorder.graph(), findings);
  if (isOnlyInTags(findings, gap)) walk.warnRoot([CACHE_NOTE]);
  const upgrade = parts.upgrade({ reindexGap: gap, tagEvidence: { digestTags: tags.all, compared } });
  const graph = withVisibility(recorder.graph(), upgrade.capabilities.referrersApi.support);
  const progress = parts.progress();
  emit({ type: "progress", progress });
  emit({ type: "registry", upgrade });
  return { graph, findings: inOrder(findings, graph), upgrade, progress };
}

/** Ends with the walk, with the deadline, or with the caller. */
async function runWithin(
  walk: Walk,
  { signal, deadlineMs = DEFAULT_DEADLINE_MS }: DiscoverInput,
): Promise<void> {
  if (signal.aborted) throw cancelled();
  const late = () => walk.close(`the time limit of ${Math.round(deadlineMs / 1000)} s was reached`);
  const timer = setTimeout(late, deadlineMs);
  const leave = () => walk.close("cancelled");
  signal.addEventListener("abort", leave, { once: true });
  try {
    await walk.run();
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", leave);
  }
  if (signal.aborted) throw cancelled();
}

function cancelled(): ExplorerError {
  return new ExplorerError("cancelled", { detail: "The exploration was stopped." });
}

/** Ways that the person left out are said to be, once. */
function leftOutWays({ strategies, root }: DiscoverInput): Finding[] {
  if (!strategies) return [];
  return STRATEGIES.filter(({ id }) => !strategies.includes(id)).map(({ id }) => ({
    strategy: id,
    subject: root.digest,
    outcome: "not-asked",
    count: 0,
    exchanges: [],
    reason: "not among the ways that were chosen",
  }));
}

/** As the graph's nodes stand, then by way: the same whatever answer came first. */
function inOrder(findings: Finding[], graph: Graph): Finding[] {
  const places = new Map(graph.nodes.map(({ id }, at) => [id, at]));
  const rank = ({ subject, strategy }: Finding) =>
    (places.get(subject) ?? 0) * STRATEGY_IDS.length + STRATEGY_IDS.indexOf(strategy);
  const ranked = findings.map((finding) => ({ finding, rank: rank(finding) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ finding }) => finding);
}

/** Digest tags of the repository, and how many of them are about digests that this walk did not meet. */
function digestTagsOf(
  shared: SharedAnswers,
  repository: string,
  walk: Walk,
): { all: number; elsewhere: number } {
  const tags = shared.knownTags(repository)?.digestTags() ?? [];
  const elsewhere = tags.filter(({ parsed }) => parsed.digest !== undefined && !walk.knows(parsed.digest));
  return { all: tags.length, elsewhere: elsewhere.length };
}

function elsewhereNote(count: number): string {
  const what = count === 1 ? "1 tag of this repository is" : `${count} tags of this repository are`;
  return `${what} made from digests outside this graph: of other images, or dangling`;
}

const CACHE_NOTE =
  "the referrers API lists nothing though a referrers tag has entries: a pull-through cache may answer for itself";

/** At most once in `every` milliseconds; what falls between is told by the next call. */
function rarely(every: number, tell: () => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - last < every) return;
    last = now;
    tell();
  };
}
