// How what a reading takes grows with what is read: held against itself in one run, since no two machines are as fast.
import { inspected } from "./inspect.test-support.ts";

const RUNS = 3;
/** Below that a machine measures itself. */
const LEAST_MS = 3;

/** How many times as long `large` of something take as `small` of them, the best of three each; `made` makes the document. */
export function growth(made: (count: number) => unknown, small: number, large: number): number {
  const [few, many] = [made(small), made(large)];
  return best(many) / Math.max(best(few), LEAST_MS);
}

function best(document: unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now();
    inspected(document);
    return performance.now() - began;
  });
  return Math.min(...times);
}
