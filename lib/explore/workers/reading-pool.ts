// The pool that reads artifacts. The worker's file is named where it is started, so that Next's bundler finds it.
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { FetchedBlob, Job, JobAnswer } from "./job.ts";
import type { Posted } from "./thread.ts";
import { type PoolOptions, WorkerPool } from "./worker-pool.ts";

/**
 * Reading stays within 256 MiB beyond the document itself (docs/figures/readers.md); what needs more than this ends its
 * thread, and not the server.
 */
const HEAP_MIB = 640;
const MIB = 1024 * 1024;
/** What is copied at a time: about a millisecond's work. */
const PIECE = 4 * MIB;

export type ReadingPool = WorkerPool<Job, JobAnswer>;

export function createReadingPool(options: PoolOptions & { heapMib?: number } = {}): ReadingPool {
  const { heapMib = HEAP_MIB, ...pool } = options;
  const start = () =>
    new Worker(new URL("./inspect-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: heapMib },
    });
  return new WorkerPool<Job, JobAnswer>(start, posted, pool);
}

/** Bytes are copied before they are handed over: an answer of a registry may be shared by several who asked. */
async function posted(job: Job): Promise<Posted> {
  const manifest = await copied(job.manifest);
  const transfer = [manifest.buffer];
  if (job.task === "outline") return { message: { ...job, manifest }, transfer };
  const blobs: FetchedBlob[] = [];
  for (const blob of job.blobs) {
    if (!("bytes" in blob)) {
      blobs.push(blob);
      continue;
    }
    const bytes = await copied(blob.bytes);
    transfer.push(bytes.buffer);
    blobs.push({ ...blob, bytes });
  }
  return { message: { ...job, manifest, blobs }, transfer };
}

async function copied(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const copy = new Uint8Array(bytes.length);
  for (let from = 0; from < bytes.length; from += PIECE) {
    if (from > 0) await setImmediate();
    copy.set(bytes.subarray(from, from + PIECE), from);
  }
  return copy;
}
