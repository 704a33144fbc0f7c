// Opens what says what is in an image and where it comes from: its SBOMs and its provenances, each by itself.
import type { Exploration, Inspection } from "#lib/api";
import {
  type Candidate,
  candidatesFor,
  counted,
  type Provenance,
  provenanceOf,
  type Sbom,
  sbomOf,
  type Unread,
} from "#lib/compare";
import { asExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { NodeKind } from "#lib/graph";
import { inspectArtifactOf } from "./inspect-artifact.ts";
import type { AskOptions } from "./probe-registry.ts";
import { Receipts } from "./receipts.ts";

/** Artifacts of one image that are opened. More are said. */
const MAX_OPENED = 50;
/** Opened at once, of one image: each may hold 64 MiB. */
const AT_ONCE = 3;
/** For all of them; what has not been read by then is told as that. */
const DEADLINE_MS = 90_000;

/** `unread`: what may hold what is looked for, and could not be read. `places` are those that it is about. */
export type Reading = {
  sboms: Sbom[];
  provenances: Provenance[];
  unread: (Unread & { place: string })[];
  notes: string[];
  exchanges: Exchange[];
};

/** Reads only, and throws for nothing but a caller who leaves: what fails is `unread`, with its reason. */
export async function readEvidence(
  { graph, resolved }: Exploration,
  kinds: readonly NodeKind[],
  { signal, onExchange }: AskOptions,
): Promise<Reading> {
  const candidates = candidatesFor(kinds, graph);
  const reading: Reading = { sboms: [], provenances: [], unread: [], notes: [], exchanges: [] };
  const receipts = new Receipts();
  const late = AbortSignal.timeout(DEADLINE_MS);
  const session = {
    signal: AbortSignal.any([signal, late]),
    onExchange: (exchange: Exchange) => {
      if (receipts.add(exchange)) onExchange(exchange);
    },
  };
  const opened = new Map<Candidate, Inspection | string>();
  const waiting = candidates.slice(0, MAX_OPENED);
  const open = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      opened.set(next, await openOne(next, resolved.registry, session, late, signal));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, open));
  // In the candidates' order, not in that in which they came.
  for (const candidate of candidates) add(reading, candidate, opened.get(candidate), kinds);
  if (candidates.length > MAX_OPENED)
    reading.notes.push(
      `Only the first ${MAX_OPENED} of ${counted(candidates.length, "artifact")} were opened.`,
    );
  return { ...reading, exchanges: receipts.all() };
}

/** The inspection, or why there is none. */
async function openOne(
  { node }: Candidate,
  registry: string,
  session: AskOptions,
  late: AbortSignal,
  caller: AbortSignal,
): Promise<Inspection | string> {
  if (node.state !== "present") return node.reason ?? `it was not read (${node.state})`;
  if (late.aborted) return `the time limit of ${DEADLINE_MS / 1000} s was reached`;
  try {
    return await inspectArtifactOf({ registry, repository: node.repository, digest: node.digest }, session);
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    if (caller.aborted || fault.code === "internal") throw fault;
    return fault.code === "cancelled"
      ? `the time limit of ${DEADLINE_MS / 1000} s was reached`
      : fault.message;
  }
}

function add(
  reading: Reading,
  { node, place }: Candidate,
  opened: Inspection | string | undefined,
  kinds: readonly NodeKind[],
): void {
  const where = { digest: node.digest, about: place.name, place: place.id, foundBy: node.foundBy };
  if (opened === undefined || typeof opened === "string") {
    const reason = opened ?? `more than ${MAX_OPENED} artifacts are attached, and it is one of the rest`;
    reading.unread.push({ ...where, title: node.title, reason });
    return;
  }
  for (const report of opened.reports) {
    const layer = opened.reports.length > 1 ? report.layer : undefined;
    const document = { ...where, ...(layer === undefined ? {} : { layer }) };
    const sbom = kinds.includes("sbom") ? sbomOf(report, document) : undefined;
    if (sbom && "packages" in sbom) reading.sboms.push(sbom);
    else if (sbom) reading.unread.push({ ...sbom, place: place.id });
    const provenance = kinds.includes("provenance") ? provenanceOf(report, document) : undefined;
    if (provenance) reading.provenances.push(provenance);
    // Of what was not fetched only the manifest's claims are known: it may hold anything.
    if (report.raw.length === 0 && !sbom)
      reading.unread.push({ ...document, title: node.title, reason: report.problems[0] ?? report.headline });
  }
}
