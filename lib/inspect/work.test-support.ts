// How what a reading takes grows with what is read: held against itself in one run, since no two machines are as fast.
import { inspected } from "./inspect.test-support.ts";

const RUNS = 4;
/** Below that a machine measures itself. */
const LEAST_MS = 10;

/** How many times as long `large` of something take as `small` of them, the best of four each, in turn; `made` makes the document. */
export function growth(made: (count: number) => unknown, small: number, large: number): number {
  const [few, many] = [made(small), made(large)];
  const times = Array.from({ length: RUNS }, () => [timeOf(few), timeOf(many)] as const);
  const least = (at: 0 | 1) => Math.min(...times.map((pair) => pair[at]));
  return least(1) / Math.max(least(0), LEAST_MS);
}

/** Milliseconds of work of this thread alone: what else the machine does is no matter. */
function timeOf(document: unknown): number {
  const before = process.threadCpuUsage();
  inspected(document);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
