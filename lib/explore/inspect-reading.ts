// The documents of an artifact, each read by a job of its own: one that takes too long or too much leaves the others.
import type { Verification } from "#lib/evidence";
import { isRest, type Report } from "#lib/inspect";
import type { Descriptor } from "#lib/oci";
import type { PlainTrust } from "#lib/verify";
import type { AttachedTo, FetchedBlob, Outline, Reading } from "./workers/job.ts";
import { type RowBudget, unpack } from "./workers/packed-rows.ts";
import type { ReadingPool } from "./workers/reading-pool.ts";
import { unverified } from "./workers/verdicts.ts";

/** What all documents of one artifact have in common. */
export type Opened = {
  pool: ReadingPool;
  signal: AbortSignal;
  manifest: Uint8Array;
  descriptor: Descriptor;
  blobs: FetchedBlob[];
  about: AttachedTo;
  trust: PlainTrust;
};

export type ReadDocument = { report: Report; verification: Verification };

/** Bytes of rows of one artifact that are sent on: a browser has to hold them. */
const MAX_ROW_BYTES = 24 * 1024 * 1024;
const CUT = "Its tables hold more rows than are sent at once; each says how many it has.";

/** Asks a worker what a manifest is; the end of a sentence where it could not be told. */
export async function outlineOf(
  { pool, signal }: Pick<Opened, "pool" | "signal">,
  manifest: Uint8Array,
  descriptor: Descriptor,
): Promise<Outline | string> {
  const ended = await pool.run({ task: "outline", manifest, descriptor }, signal);
  if (!ended.isDone) return ended.why;
  return ended.answer.task === "outline" ? ended.answer : "Refscope failed";
}

/** Reads and verifies every document; the manifest itself where it holds none. In their order, and never none. */
export async function readDocuments(opened: Opened, documents: readonly string[]): Promise<ReadDocument[]> {
  const readings = await Promise.all(
    documents.length === 0
      ? [readOne(opened)]
      : documents.map((layer, only) =>
          readOne({ ...opened, blobs: opened.blobs.filter(({ digest }) => digest === layer) }, only),
        ),
  );
  const budget: RowBudget = { bytes: MAX_ROW_BYTES };
  const read: ReadDocument[] = [];
  for (const { packed, verification } of readings.flatMap((reading) => reading.documents)) {
    const { report, isCut } = await unpack(packed, budget);
    if (isCut) report.problems.push(CUT);
    // What nobody read is neither wrong nor unsigned.
    const isUnread = isRest(report);
    read.push({ report, verification: isUnread ? unverified(report.problems.join(" ")) : verification });
  }
  return read;
}

/** What breaks its worker is read a second time without its content, so that what the manifest says is still shown. */
async function readOne(opened: Opened, only?: number): Promise<Reading> {
  const first = await readWith(opened, opened.blobs, only);
  if (typeof first !== "string") return first;
  const without = opened.blobs.map(({ digest }) => ({ digest, unread: first, why: "too-large" as const }));
  const second = await readWith(opened, without, only);
  return typeof second === "string" ? unreadable(second) : second;
}

async function readWith(
  { pool, signal, ...opened }: Opened,
  blobs: FetchedBlob[],
  only: number | undefined,
): Promise<Reading | string> {
  const job = { task: "read" as const, ...opened, blobs, only, now: Date.now() };
  const ended = await pool.run(job, signal);
  if (!ended.isDone) return ended.why;
  return ended.answer.task === "read" ? ended.answer : "Refscope failed";
}

function unreadable(why: string): Reading {
  const problem = `It could not be read: ${why}.`;
  const report: Report = {
    ...{ inspector: "unknown", kind: "unknown", title: "unread", headline: "It could not be read" },
    ...{ facts: [], tables: [], subjects: [], problems: [problem], raw: [] },
  };
  return {
    task: "read",
    documents: [{ packed: { report, rows: [] }, verification: unverified(problem) }],
  };
}
