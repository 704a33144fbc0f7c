// A generation's column: what running the consumer brought to light, told of each row.
import type { Completeness } from "#lib/evidence";
import type { Node } from "#lib/graph";
import { verdict } from "./listing.ts";
import type { Verdict, VisibilityColumn } from "./shapes.ts";
import type { Terrain } from "./terrain.ts";

/** What a consumer came upon in one subject's lists. `state` as the consumer says it. */
type Sight = {
  digest: string;
  state: "usable" | "cannot-parse" | "other-subject" | "missing" | "denied" | "rate-limited" | "failed";
  note?: string;
  exchanges: readonly string[];
};

/** One consumer's questions about an image and all that it came to from there. */
export type GenerationRun = {
  head: Omit<VisibilityColumn, "group" | "counts" | "sentence">;
  /** Images and indexes that it pulled, each with its children; `reason` where it could not. */
  pulls: readonly {
    digest: string;
    children: readonly string[];
    reason?: string;
    exchanges: readonly string[];
  }[];
  /** Absent: it knows nothing of references. */
  lookups?: readonly {
    subject: string;
    found: readonly Sight[];
    completeness: Completeness;
    reason: string;
    exchanges: readonly string[];
  }[];
  /** Digests that it would have gone on to, and why it was not run there. */
  leftOut: ReadonlyMap<string, string>;
};

export function lookAsGeneration(run: GenerationRun, terrain: Terrain): Map<string, Verdict> {
  const children = new Map(run.pulls.flatMap((pull) => pull.children.map((child) => [child, pull] as const)));
  const sights = new Map<string, Verdict>();
  for (const { found } of run.lookups ?? []) for (const sight of found) keepBest(sights, sight);
  return new Map(
    terrain.rows.map((node) => {
      const pull = children.get(node.digest);
      if (pull && node.digest !== "")
        return [node.id, verdict("found", "it lies in the index that it pulls", pull.exchanges)];
      return [node.id, (node.digest && sights.get(node.digest)) || unseen(node, run, terrain, sights)];
    }),
  );
}

const STATES: Record<Sight["state"], Verdict["state"]> = {
  usable: "found",
  "cannot-parse": "unreadable",
  "other-subject": "unreadable",
  missing: "unreadable",
  denied: "not-known",
  "rate-limited": "not-known",
  failed: "not-known",
};
const WORDS: Record<Sight["state"], string> = {
  usable: "it found it and read its manifest",
  "cannot-parse": "it found it, and cannot parse it",
  "other-subject": "it found it, but it is about another digest",
  missing: "it found it listed, but it is not there",
  denied: "it found it listed; whether it can be read is not known",
  "rate-limited": "it found it listed; whether it can be read is not known",
  failed: "it found it listed; whether it can be read is not known",
};
const RANK: Record<Verdict["state"], number> = { found: 0, unreadable: 1, "not-known": 2, "not-found": 3 };

function keepBest(sights: Map<string, Verdict>, { digest, state, note, exchanges }: Sight): void {
  const one = verdict(STATES[state], note ? `${WORDS[state]}: ${note}` : WORDS[state], exchanges);
  const before = sights.get(digest);
  if (digest !== "" && (!before || RANK[one.state] < RANK[before.state])) sights.set(digest, one);
}

/** An artifact that it did not come upon: not there for it, or not known since an answer is missing. */
function unseen(
  node: Node,
  run: GenerationRun,
  terrain: Terrain,
  sights: ReadonlyMap<string, Verdict>,
): Verdict {
  const [failed] = run.pulls.filter(({ reason }) => reason !== undefined);
  if (!run.lookups) {
    if (failed)
      return verdict("not-known", `it could not pull the image: ${failed.reason}`, failed.exchanges);
    return verdict(
      "not-found",
      "it pulls the image and knows nothing of references",
      run.pulls[0]?.exchanges,
    );
  }
  const about = (terrain.aboutOf.get(node.id) ?? []).map(({ target }) => target);
  const lookups = run.lookups.filter(({ subject }) => about.includes(subject));
  const open = lookups.find(({ completeness }) => completeness !== "complete");
  if (open) return verdict("not-known", `it could not check: ${open.reason}`, open.exchanges);
  const [left] = about.flatMap((target) => run.leftOut.get(target) ?? []);
  if (left !== undefined) return verdict("not-known", left);
  const [asked] = lookups;
  if (asked)
    return verdict(
      "not-found",
      `it asked, and this is not among the answers: ${asked.reason}`,
      asked.exchanges,
    );
  const doubtful = about.map((target) => sights.get(target)).find((one) => one?.state === "not-known");
  if (doubtful || failed) {
    const why = doubtful?.reason ?? `it could not pull the image: ${failed?.reason}`;
    return verdict(
      "not-known",
      `it did not come as far as this: ${why}`,
      doubtful?.exchanges ?? failed?.exchanges,
    );
  }
  return verdict("not-found", "what it hangs on is not found either");
}
