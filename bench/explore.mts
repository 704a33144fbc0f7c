// Time, requests and memory of an exploration against what they must cost at least, as ratios in one run.
// `node bench/explore.mts [runs]`, of which each figure is the median; UPDATE_FIGURES=1 writes docs/figures/speed.md.
import { execFile, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../scripts/build.mts";
import { HEAP_FLAGS } from "../scripts/server.mts";

const LATENCY_MS = 20;
const CONCURRENCY = 32;
const WARM_UPS = 6;
const SIZES = [400, 1000, 4000] as const;
const RUNS = Number(process.argv[2] ?? 3);

/** What one exploration took, and what its registry saw of it. */
type Run = {
  nodes: number;
  firstLineMs: number;
  totalMs: number;
  cpuMs: number;
  threadMs: number;
  beforeBytes: number;
  peakBytes: number;
  requests: number;
  repeated: number;
  latencyMs: number;
};
type Row = [what: string, figure: string, wanted: string, how: string];

const load = loadavg()[0] ?? 0;
const sizes = new Map<number, Run[]>(SIZES.map((size) => [size, []]));
/** In a process that just started. */
const cold = new Map<number, Run[]>(SIZES.map((size) => [size, []]));
for (let n = 0; n < RUNS; n++) {
  for (const [size, runs] of sizes) runs.push(await measure(size, WARM_UPS));
  for (const [size, runs] of cold) runs.push(await measure(size, 0));
}
const rows = [...figuresOf(1000), ...growth(), ...besides()];
for (const [what, figure, wanted] of rows)
  console.log(`${what.padEnd(58)} ${figure.padStart(16)}   ${wanted}`);
if (process.env.UPDATE_FIGURES === "1") writeFileSync(join(ROOT, "docs", "figures", "speed.md"), page());

/** What is asked of a thousand referrers. */
function figuresOf(size: number): Row[] {
  const runs = sizes.get(size) ?? [];
  const twice = Math.max(...[...sizes.values()].flat().map(({ repeated }) => repeated));
  return [
    [`${size} referrers: total ÷ floor`, times(runs, overFloor), "≤ 1.25", "floor: requests ÷ 32 × 20 ms"],
    [`${size} referrers: requests`, String(runs[0]?.requests), "", "counted by the registry"],
    ["requests sent twice", String(twice), "0", "in any of the runs; counted by the registry"],
    [
      `${size} referrers: first line`,
      `${median(runs.map((run) => run.firstLineMs)).toFixed(0)} ms`,
      `≤ ${2 * LATENCY_MS + 100} ms`,
      "two round trips and 100 ms",
    ],
  ];
}

/** Ten times the referrers. */
function growth(): Row[] {
  return [
    [
      "400 → 4000 referrers: time",
      growthOf(sizes, (run) => run.totalMs),
      "≤ 10.5 ×",
      "total of the larger ÷ of the smaller",
    ],
    [
      "400 → 4000 referrers: memory",
      growthOf(sizes, (run) => run.peakBytes),
      "≤ 2 ×",
      "the process's largest resident set",
    ],
  ];
}

function growthOf(of: Map<number, Run[]>, figure: (run: Run) => number): string {
  const [small, large] = [of.get(400) ?? [], of.get(4000) ?? []];
  return `${(median(large.map(figure)) / median(small.map(figure))).toFixed(2)} ×`;
}

/** What explains the figures above. */
function besides(): Row[] {
  const runs = sizes.get(1000) ?? [];
  const grown = (of: Run[]) =>
    `${(median(of.map((run) => run.peakBytes - run.beforeBytes)) / 2 ** 20).toFixed(0)} MiB`;
  const latency = median(runs.map((run) => run.latencyMs)).toFixed(1);
  return [
    [
      "1000 referrers: own CPU ÷ floor",
      times(runs, (run) => run.threadMs / floorOf(run)),
      "",
      "of the one thread that it runs on; nearly independent of what else the machine does",
    ],
    [
      "1000 referrers: all threads' CPU ÷ floor",
      times(runs, (run) => run.cpuMs / floorOf(run)),
      "",
      "with V8's helpers",
    ],
    ["latency as it was", `${latency} ms`, "", "measured by the registry, whose timers are never early"],
    [
      "1000 referrers: total ÷ floor of that latency",
      times(runs, (run) => (overFloor(run) * LATENCY_MS) / run.latencyMs),
      "",
      "what is left when the registry's own lateness is taken out",
    ],
    [
      "1000 referrers: total ÷ floor, first exploration",
      times(cold.get(1000) ?? [], overFloor),
      "",
      "of a process that just started: most of it is V8's compiling",
    ],
    [
      "400 → 4000 referrers: memory, first exploration",
      growthOf(cold, (run) => run.peakBytes),
      "",
      "a heap that was never full before grows by what V8 has not collected yet",
    ],
    [
      "4000 referrers: memory above what it was before",
      grown(sizes.get(4000) ?? []),
      "",
      "the process's resident set",
    ],
  ];
}

function overFloor(run: Run): number {
  return run.totalMs / floorOf(run);
}

function floorOf({ requests }: Run): number {
  return Math.ceil(requests / CONCURRENCY) * LATENCY_MS;
}

function times(runs: Run[], of: (run: Run) => number): string {
  const all = runs.map(of).sort((a, b) => a - b);
  const spread = `(${all[0]?.toFixed(2)}–${all.at(-1)?.toFixed(2)})`;
  return `${median(all).toFixed(2)} × ${all.length > 1 ? spread : ""}`.trim();
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function measure(referrers: number, warmUps: number): Promise<Run> {
  const registry = fork(join(ROOT, "bench", "slow-registry.mts"), [String(referrers), String(LATENCY_MS)]);
  try {
    const { host } = await message<{ host: string }>(registry);
    const script = join(ROOT, "bench", "explore-once.mts");
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        ...HEAP_FLAGS,
        ...["--conditions=react-server", "--expose-gc", script, `${host}/bench/app:1`, String(warmUps)],
      ],
      {
        cwd: ROOT,
        env: { ...process.env, REFSCOPE_DEMO_PORT: "0", REFSCOPE_PRIVATE_REGISTRIES: `http://${host}` },
      },
    );
    registry.send("report");
    const seen = await message<Pick<Run, "requests" | "repeated" | "latencyMs">>(registry);
    const run: Run = { ...JSON.parse(stdout), ...seen };
    // Each was read, and asked for its own referrers.
    if (run.nodes !== referrers + 1 || run.requests < 2 * referrers) {
      throw new Error(`${run.nodes} nodes, ${run.requests} requests: that was another exploration`);
    }
    return run;
  } finally {
    registry.kill();
  }
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve) => child.once("message", (value: T) => resolve(value)));
}

function page(): string {
  return `# What an exploration costs

Measured by \`bench/explore.mts\`: the route handler of \`POST /api/explore\` in a process of its own, streaming, against a
registry in another process that answers everything ${LATENCY_MS} ms late. Before the measured exploration the process has made
${WARM_UPS} of 500 referrers, since a server runs for long. Medians of ${RUNS} runs, with the least and the most; the machine's load was
${load.toFixed(1)} at the start and ${(loadavg()[0] ?? 0).toFixed(1)} at the end, its own share included, on ${availableParallelism()} cores. \`UPDATE_FIGURES=1 node bench/explore.mts\` writes this file anew.

| what | figure | wanted | how |
| --- | --- | --- | --- |
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}
`;
}
