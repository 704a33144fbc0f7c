// Time, requests and memory of an exploration against what they must cost at least, as ratios in one run.
import { execFile, fork } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../scripts/build.mts";

const LATENCY_MS = 20;
const CONCURRENCY = 32;

type Figures = { nodes: number; completeness: string; firstLineMs: number; totalMs: number; peakBytes: number; beforeBytes: number };
type Run = Figures & { requests: number; repeated: number; floorMs: number };

const rows: [string, string, string][] = [];
const small = await measure(400);
const middle = await measure(1000);
const large = await measure(4000);
for (const run of [small, middle, large]) {
  const n = run.nodes - 1;
  rows.push([`${n} referrers: total ÷ floor`, ratio(run.totalMs, run.floorMs), n === 1000 ? "≤ 1.25" : ""]);
  rows.push([`${n} referrers: requests, sent twice`, `${run.requests}, ${run.repeated}`, "0 twice"]);
  rows.push([`${n} referrers: first line, ms`, run.firstLineMs.toFixed(0), `≤ ${2 * LATENCY_MS + 100}`]);
}
rows.push(["400 → 4000 referrers: time", ratio(large.totalMs, small.totalMs), "≤ 10.5"]);
rows.push(["400 → 4000 referrers: peak memory", ratio(large.peakBytes, small.peakBytes), "≤ 2"]);
for (const [what, figure, wanted] of rows) console.log(`${what.padEnd(44)} ${figure.padStart(14)}   ${wanted}`);

async function measure(referrers: number): Promise<Run> {
  const registry = fork(join(ROOT, "bench", "slow-registry.mts"), [String(referrers), String(LATENCY_MS)]);
  try {
    const { host } = await message<{ host: string }>(registry);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--conditions=react-server", "--expose-gc", join(ROOT, "bench", "explore-once.mts"), `${host}/bench/app:1`],
      { cwd: ROOT, env: { ...process.env, REFSCOPE_DEMO: "off", REFSCOPE_PRIVATE_REGISTRIES: `http://${host}` } },
    );
    registry.send("report");
    const { requests, repeated } = await message<{ requests: number; repeated: number }>(registry);
    return { ...JSON.parse(stdout), requests, repeated, floorMs: Math.ceil(requests / CONCURRENCY) * LATENCY_MS };
  } finally {
    registry.kill();
  }
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve) => child.once("message", (value: T) => resolve(value)));
}

function ratio(a: number, b: number): string {
  return `${(a / b).toFixed(2)} ×`;
}
