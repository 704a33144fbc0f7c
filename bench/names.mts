// What hostile manifests cost: each referrer has nearly 4 MiB of annotation names, of which a node keeps a few. The API's
// own route handler in a process of its own, streaming, started as the server starts.
// `node bench/names.mts [runs]`: medians. Fails when ten times the referrers take more than twice the memory.
import { execFile, fork } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../scripts/build.mts";
import { HEAP_FLAGS } from "../scripts/server.mts";

const RUNS = Number(process.argv[2] ?? 1);
const SIZES = [100, 1000];
const MOST = 2;
const MIB = 2 ** 20;

/** `read`: how many manifests were asked for before the exploration's time was over. */
type Run = { totalMs: number; threadMs: number; beforeBytes: number; peakBytes: number; read: number };

const load = loadavg()[0] ?? 0;
const runs = new Map<number, Run[]>(SIZES.map((size) => [size, []]));
for (let n = 0; n < RUNS; n++) for (const [size, of] of runs) of.push(await measure(size));
for (const [size, of] of runs) {
  const figure = (name: keyof Run) => median(of.map((run) => run[name]));
  const memory = `${(figure("beforeBytes") / MIB).toFixed(0)} → ${(figure("peakBytes") / MIB).toFixed(0)} MiB`;
  const time = `${(figure("totalMs") / 1000).toFixed(1)} s, ${(figure("threadMs") / Math.max(1, figure("read"))).toFixed(0)} ms of the one thread each`;
  console.log(`${size} referrers: ${figure("read")} read, ${memory}, ${time}`);
}
const [small, large] = [...runs.values()].map((of) => median(of.map((run) => run.peakBytes)));
const growth = (large ?? Number.NaN) / (small ?? Number.NaN);
console.log(
  `ten times the referrers: ${growth.toFixed(2)} × the largest resident set, wanted ≤ ${MOST} ×; load ${load.toFixed(1)} to ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`,
);
process.exitCode = growth <= MOST ? 0 : 1;

async function measure(referrers: number): Promise<Run> {
  const registry = fork(join(ROOT, "bench", "slow-registry.mts"), [String(referrers), "20", "names"]);
  try {
    const { host } = await message<{ host: string }>(registry);
    const script = join(ROOT, "bench", "explore-once.mts");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...HEAP_FLAGS, "--conditions=react-server", "--expose-gc", script, `${host}/bench/app:1`, "0"],
      {
        cwd: ROOT,
        env: { ...process.env, REFSCOPE_DEMO_PORT: "0", REFSCOPE_PRIVATE_REGISTRIES: `http://${host}` },
      },
    );
    registry.send("report");
    const { padded } = await message<{ padded: number }>(registry);
    return { ...JSON.parse(stdout), read: padded };
  } finally {
    registry.kill();
  }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve) => child.once("message", (value: T) => resolve(value)));
}
