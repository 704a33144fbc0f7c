// What an exploration costs the server that was built: started as `npm start` starts it, a registry in another process
// that answers 20 ms late, one exploration, and then the next. Reads /proc, so it runs on Linux only.
// `node bench/explore-server.mts [runs]`: medians. Fails when a figure is over what is wanted.
import { fork } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { ensureBuilt, ROOT } from "../scripts/build.mts";
import { freePort, startServer } from "../scripts/server.mts";

const LATENCY_MS = 20;
const CONCURRENCY = 32;
const RUNS = Number(process.argv[2] ?? 3);
const MIB = 2 ** 20;

type Seen = { requests: number; repeated: number; latencyMs: number };
type Exploration = Seen & { firstLineMs: number; totalMs: number; threadMs: number; floorMs: number };
/** Memory in bytes: the server's resident set before it explored, and the largest while it did. */
type Run = { first: Exploration; second: Exploration; beforeBytes: number; peakBytes: number };

const SERVER = ensureBuilt();
const load = loadavg()[0] ?? 0;
const runs = new Map<number, Run[]>([400, 1000, 4000].map((size) => [size, []]));
for (let n = 0; n < RUNS; n++) for (const [size, of] of runs) of.push(await measure(size));
report();

async function measure(referrers: number): Promise<Run> {
  const registry = fork(join(ROOT, "bench", "slow-registry.mts"), [String(referrers), String(LATENCY_MS)]);
  const { host } = await message<{ host: string }>(registry);
  const server = await startServer(SERVER, "127.0.0.1", (await freePort()) ?? 0, {
    ...process.env,
    REFSCOPE_CONTENT_DIR: join(ROOT, "lib", "sandbox", "content"),
    REFSCOPE_DEMO_PORT: "0",
    REFSCOPE_PRIVATE_REGISTRIES: `http://${host}`,
  });
  try {
    await untilProbed(server.url);
    const pid = server.process.pid ?? 0;
    const beforeBytes = memory(pid, "VmRSS");
    // The largest resident set counts from here.
    writeFileSync(`/proc/${pid}/clear_refs`, "5");
    const first = await explore(server.url, host, pid, registry);
    const peakBytes = memory(pid, "VmHWM");
    const second = await explore(server.url, host, pid, registry);
    return { first, second, beforeBytes, peakBytes };
  } finally {
    await server.stop();
    registry.kill();
  }
}

/** The server probes its demo registries when it starts; that is over before anybody has read its first page. */
async function untilProbed(url: string): Promise<void> {
  for (let asked = 0; asked < 100; asked++) {
    const known: { upgrade?: object }[] = await fetch(`${url}/api/registries`).then((answer) =>
      answer.json(),
    );
    if (known.every(({ upgrade }) => upgrade)) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await new Promise((resolve) => setTimeout(resolve, 2000));
}

async function explore(
  url: string,
  host: string,
  pid: number,
  registry: ReturnType<typeof fork>,
): Promise<Exploration> {
  const cpu = threadMs(pid);
  const began = performance.now();
  const { body, ok } = await fetch(`${url}/api/explore`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/x-ndjson" },
    body: JSON.stringify({ reference: `${host}/bench/app:1`, maxNodes: 5000 }),
  });
  if (!ok || !body) throw new Error("the server did not explore");
  let firstLineMs = 0;
  for await (const _ of body) firstLineMs ||= performance.now() - began;
  const totalMs = performance.now() - began;
  registry.send("report");
  const seen = await message<Seen>(registry);
  const floorMs = Math.ceil(seen.requests / CONCURRENCY) * LATENCY_MS;
  return { ...seen, firstLineMs, totalMs, threadMs: threadMs(pid) - cpu, floorMs };
}

/** A line of /proc/…/status, in bytes. */
function memory(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024;
}

/** What the one thread has worked that everything runs on. */
function threadMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // In ticks of 10 ms: user and system time.
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function report(): void {
  const of = (size: number, figure: (run: Run) => number) => (runs.get(size) ?? []).map(figure);
  const times = (values: number[]) =>
    `${median(values).toFixed(2)} × (${values.map((one) => one.toFixed(2)).join(" ")})`;
  const over = (which: "first" | "second") => of(1000, (run) => run[which].totalMs / run[which].floorMs);
  const growth = (figure: (run: Run) => number) => median(of(4000, figure)) / median(of(400, figure));
  const latency = median(of(1000, (run) => run.first.latencyMs));
  const twice = Math.max(...[...runs.values()].flat().map(({ first }) => first.repeated));
  const rows: [what: string, figure: string, isMet: boolean | undefined][] = [
    [
      "1000 referrers: total ÷ floor, first exploration",
      `${times(over("first"))}`,
      median(over("first")) <= 1.25,
    ],
    [
      "1000 referrers: total ÷ floor, second exploration",
      `${times(over("second"))}`,
      median(over("second")) <= 1.25,
    ],
    ["latency as it was", `${latency.toFixed(1)} ms`, undefined],
    [
      "1000 referrers: first line, first exploration",
      `${median(of(1000, (run) => run.first.firstLineMs)).toFixed(0)} ms`,
      median(of(1000, (run) => run.first.firstLineMs)) <= 2 * LATENCY_MS + 100,
    ],
    ["requests sent twice", String(twice), twice === 0],
    [
      "1000 referrers: own CPU ÷ floor, first",
      times(of(1000, (run) => run.first.threadMs / run.first.floorMs)),
      undefined,
    ],
    [
      "1000 referrers: own CPU ÷ floor, second",
      times(of(1000, (run) => run.second.threadMs / run.second.floorMs)),
      undefined,
    ],
    [
      "400 → 4000: time",
      `${growth((run) => run.first.totalMs).toFixed(2)} ×`,
      growth((run) => run.first.totalMs) <= 10.5,
    ],
    [
      "400 → 4000: largest resident set",
      `${growth((run) => run.peakBytes).toFixed(2)} ×`,
      growth((run) => run.peakBytes) <= 2,
    ],
    ...[400, 1000, 4000].map((size): [string, string, undefined] => [
      `${size}: resident set before → largest`,
      `${mib(median(of(size, (run) => run.beforeBytes)))} → ${mib(median(of(size, (run) => run.peakBytes)))} MiB`,
      undefined,
    ]),
  ];
  for (const [what, figure, isMet] of rows)
    console.log(
      `${what.padEnd(52)} ${figure.padEnd(40)} ${isMet === undefined ? "" : isMet ? "as wanted" : "NOT AS WANTED"}`,
    );
  const missed = rows.filter(([, , isMet]) => isMet === false).length;
  console.log(
    `${missed === 0 ? "all as wanted" : `${missed} not as wanted`}; median of ${RUNS}, load ${load.toFixed(1)} to ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`,
  );
  process.exitCode = missed === 0 ? 0 : 1;
}

function mib(bytes: number): string {
  return (bytes / MIB).toFixed(0);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve) => child.once("message", (value: T) => resolve(value)));
}
