// Time, requests and memory of an audit, of a thousand tags against ten thousand. `node bench/audit.mts [runs]`, of which
// each figure is the median; UPDATE_FIGURES=1 writes docs/figures/audit.md.
import { execFile, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../scripts/build.mts";

const [SMALL, LARGE] = [1000, 10_000];
/** A server runs for long: what an audit costs is what it costs a process that has audited. */
const WARM_UPS = 6;
const RUNS = Number(process.argv[2] ?? 3);

type Run = {
  gap: number;
  totalMs: number;
  threadMs: number;
  beforeBytes: number;
  peakBytes: number;
  requests: number;
};
type Row = [what: string, figure: string, wanted: string, how: string];

const small: Run[] = [];
const large: Run[] = [];
/** In a process that just started. */
const cold: [Run[], Run[]] = [[], []];
for (let n = 0; n < RUNS; n++) {
  small.push(await measure(SMALL, WARM_UPS));
  large.push(await measure(LARGE, WARM_UPS));
  cold[0].push(await measure(SMALL, 0));
  cold[1].push(await measure(LARGE, 0));
}
const rows: Row[] = [
  ["10,000 tags: requests", String(large[0]?.requests), "", "counted by the registry"],
  ["10,000 tags: requests a tag", ((large[0]?.requests ?? 0) / LARGE).toFixed(2), "≤ 2.5", "the same"],
  ["10,000 tags: time", `${(of(large, "totalMs") / 1000).toFixed(1)} s`, "", "the registry answers at once"],
  [
    "10,000 tags: own CPU",
    `${(of(large, "threadMs") / 1000).toFixed(1)} s`,
    "",
    "of the one thread that it runs on",
  ],
  [
    "1,000 → 10,000 tags: memory",
    `${(of(large, "peakBytes") / of(small, "peakBytes")).toFixed(2)} ×`,
    "≤ 1.2 ×",
    "the process's largest resident set",
  ],
  [
    "1,000 → 10,000 tags: memory, first audit",
    `${(of(cold[1], "peakBytes") / of(cold[0], "peakBytes")).toFixed(2)} ×`,
    "",
    "a heap that was never full before grows by what V8 has not collected yet",
  ],
  ["1,000 tags: memory", mib(of(small, "peakBytes")), "", "the same"],
  ["10,000 tags: memory", mib(of(large, "peakBytes")), "", "the same"],
  ["10,000 tags: memory before", mib(of(large, "beforeBytes")), "", `after ${WARM_UPS} audits of 1,000 tags`],
];
for (const [what, figure, wanted] of rows)
  console.log(`${what.padEnd(40)} ${figure.padStart(12)}   ${wanted}`);
if (process.env.UPDATE_FIGURES === "1") writeFileSync(join(ROOT, "docs", "figures", "audit.md"), page());

function of(runs: Run[], figure: keyof Run): number {
  const all = runs.map((run) => run[figure]).sort((a, b) => a - b);
  return all[Math.floor(all.length / 2)] ?? Number.NaN;
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

async function measure(tags: number, warmUps: number): Promise<Run> {
  const script = (name: string) => join(ROOT, "bench", name);
  const [registry, warm] = [tags, SMALL].map((count) => fork(script("audit-registry.mts"), [String(count)]));
  if (!registry || !warm) throw new Error("no registry");
  try {
    const [{ host }, { host: warmHost }] = await Promise.all([hostOf(registry), hostOf(warm)]);
    const args = ["--conditions=react-server", "--expose-gc", script("audit-once.mts"), host, warmHost];
    const { stdout } = await promisify(execFile)(process.execPath, [...args, String(warmUps)], {
      cwd: ROOT,
      env: {
        ...process.env,
        REFSCOPE_DEMO: "off",
        REFSCOPE_PRIVATE_REGISTRIES: `http://${host},http://${warmHost}`,
      },
    });
    const asked = message<{ requests: number }>(registry);
    registry.send("report");
    const run: Run = { ...JSON.parse(stdout), ...(await asked) };
    if (run.gap !== tags / 10) throw new Error(`a gap of ${run.gap}: that was another audit`);
    return run;
  } finally {
    registry.kill();
    warm.kill();
  }
}

function hostOf(child: ReturnType<typeof fork>): Promise<{ host: string }> {
  return message(child);
}

function message<T>(child: ReturnType<typeof fork>): Promise<T> {
  return new Promise((resolve) => child.once("message", (value: T) => resolve(value)));
}

function page(): string {
  return `# What an audit costs

Measured by \`bench/audit.mts\`: the route handler of \`POST /api/audit\` in a process of its own, streaming, against a registry
in another process. Of every ten tags eight name an image each, one is a referrers tag of two entries and one a signature's
tag. Medians of ${RUNS} runs; the machine's load was ${(loadavg()[0] ?? 0).toFixed(1)}, its own share included, on ${availableParallelism()} cores. \`UPDATE_FIGURES=1 node bench/audit.mts\`
writes this file anew.

| what | figure | wanted | how |
| --- | --- | --- | --- |
${rows.map((row) => `| ${row.join(" | ")} |`).join("\n")}
`;
}
