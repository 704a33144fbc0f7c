// A worker for the test of the pool: it does well, too long, too much or wrong, as it is asked.
import { parentPort, threadId } from "node:worker_threads";

export type TestJob = { does: "echo" | "spin" | "grow" | "throw"; ms?: number; text?: string };
export type TestAnswer = { text: string; thread: number };

parentPort?.on("message", ({ does, ms = 0, text = "" }: TestJob) => {
  if (does === "throw") throw new Error("of the test's own making");
  const until = does === "spin" ? performance.now() + ms : 0;
  while (performance.now() < until);
  const held: string[][] = [];
  while (does === "grow") held.push(Array.from({ length: 1000 }, (_, n) => `${held.length}-${n}`));
  parentPort?.postMessage({ text, thread: threadId });
});
