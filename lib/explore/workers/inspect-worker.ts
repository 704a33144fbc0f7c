// What runs in a worker thread: one job after the other, each answered by one message.
import { parentPort } from "node:worker_threads";
import type { Job } from "./job.ts";
import { runJob } from "./run-job.ts";

// A fault ends the thread, and is told to whoever waits: another thread takes its place.
parentPort?.on("message", async (job: Job) => {
  const answer = await runJob(job);
  const pieces = answer.task === "read" ? answer.documents.flatMap(({ packed }) => packed.rows.flat()) : [];
  parentPort?.postMessage(
    answer,
    pieces.map(({ buffer }) => buffer),
  );
});
