// Whether opening an artifact holds up the server, and whether verifying many uses the whole machine; with a verdict.
// `node bench/inspect.mts [rounds]`; UPDATE_FIGURES=1 writes the section "Opened by the server" of docs/figures/readers.md.
import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { createRegistry } from "#lib/sandbox";
import { watchTrust } from "#lib/verify";
import type { ReadJob } from "../lib/explore/workers/job.ts";
import { createReadingPool } from "../lib/explore/workers/reading-pool.ts";
import { writeSection } from "../lib/inspect/figures.test-support.ts";

const ROUNDS = Number(process.argv[2] ?? 7);
const STALL_BOUND_MS = 50;
const RATIO_BOUND = 1.5;
const BUNDLES = 100;
const CONTENT = fileURLToPath(new URL("../lib/sandbox/content", import.meta.url));
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CYCLONEDX = "application/vnd.cyclonedx+json";
const BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

const digestOf = (bytes: Uint8Array) => `sha256:${hash("sha256", bytes, "hex")}`;
const encoder = new TextEncoder();
const median = (numbers: number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** What generators write for a package of npm: about 600 bytes. */
function cyclonedx(packages: number): Uint8Array {
  const components = Array.from({ length: packages }, (_, n) => {
    const version = `${n % 20}.${n % 7}.${n % 13}`;
    const purl = `pkg:npm/%40scope/package-${n}@${version}`;
    const description = `A package that is number ${n}, and says so in a sentence of middling length`;
    return {
      ...{
        type: "library",
        "bom-ref": purl,
        group: "@scope",
        name: `package-${n}`,
        version,
        purl,
        description,
      },
      hashes: [{ alg: "SHA-256", content: hash("sha256", purl, "hex") }],
      licenses: [{ expression: n % 3 === 0 ? "MIT OR Apache-2.0" : "ISC" }],
      externalReferences: [{ type: "website", url: `https://packages.example/package-${n}` }],
    };
  });
  const dependencies = components.map((each, n) => ({
    ref: each["bom-ref"],
    dependsOn: [components[(n + 1) % packages]?.["bom-ref"]],
  }));
  const bom = { bomFormat: "CycloneDX", specVersion: "1.6", components, dependencies };
  return encoder.encode(JSON.stringify(bom, null, 1));
}

function manifestOf(artifactType: string, mediaType: string, contents: Uint8Array[]): Uint8Array {
  const config = {
    mediaType: "application/vnd.oci.empty.v1+json",
    digest: digestOf(encoder.encode("{}")),
    size: 2,
  };
  const layers = contents.map((bytes) => ({ mediaType, digest: digestOf(bytes), size: bytes.length }));
  return encoder.encode(
    JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, artifactType, config, layers }),
  );
}

type Opened = { status: number; bytes: number; totalMs: number; workedMs: number; clockMs: number };

/** Each in turn in one server; the registry is here, so that its own work does not count. */
async function stalls() {
  const registry = createRegistry();
  const { origin, close } = await registry.listen({ port: 0 });
  const documents: [string, Uint8Array][] = [
    ["CycloneDX of 2.4 MB", cyclonedx(3350)],
    ["CycloneDX of 20,000 packages", cyclonedx(20_000)],
    ["30 MB of lists in each other", new Uint8Array(30_000_000).fill(0x5b)],
  ];
  const places = documents.map(([, bytes]) => {
    registry.putBlob("bench/app", bytes);
    const manifest = manifestOf(CYCLONEDX, CYCLONEDX, [bytes]);
    return `bench/app@${registry.put("bench/app", { mediaType: MANIFEST, bytes: manifest })}`;
  });
  const lines = await run(new URL(origin).host, places, origin);
  await close();
  return documents.map(([what, bytes], at) => {
    const opened: Opened[] = JSON.parse(lines[at] ?? "[]");
    const middle = (of: (each: Opened) => number) => median(opened.map(of));
    const isWhole = opened.length === ROUNDS && opened.every(({ status }) => status === 200);
    return {
      ...{ what: `${what} (${(bytes.length / 1e6).toFixed(1)} MB)`, isWhole },
      answer: `${((opened[0]?.bytes ?? 0) / 1e6).toFixed(1)} MB`,
      totalMs: middle(({ totalMs }) => totalMs),
      workedMs: middle(({ workedMs }) => workedMs),
      clockMs: middle(({ clockMs }) => clockMs),
    };
  });
}

async function run(host: string, places: string[], origin: string): Promise<string[]> {
  const script = fileURLToPath(new URL("inspect-once.mts", import.meta.url));
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", script, host, String(ROUNDS), ...places],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, REFSCOPE_DEMO: "off", REFSCOPE_PRIVATE_REGISTRIES: origin },
    },
  );
  let output = "";
  for await (const chunk of child.stdout) output += chunk;
  return output.trim().split("\n");
}

/** Real bundles of the demo's content, each made another by blanks, as the layers of one artifact. */
async function bundleJobs(): Promise<ReadJob[]> {
  const blobs = readdirSync(`${CONTENT}/blobs`).map((name) =>
    readFileSync(`${CONTENT}/blobs/${name}`, "utf8"),
  );
  const kinds = blobs.filter((text) => text.includes('"mediaType":"application/vnd.dev.sigstore.bundle'));
  const contents = Array.from({ length: BUNDLES }, (_, n) =>
    encoder.encode(`${kinds[n % kinds.length]}${" ".repeat(Math.floor(n / kinds.length))}`),
  );
  const manifest = manifestOf(BUNDLE, BUNDLE, contents);
  const descriptor = { mediaType: MANIFEST, digest: digestOf(manifest), size: manifest.length };
  const source = await watchTrust({ demo: { directory: CONTENT, hosts: ["bench.example"] } });
  const { plain: trust } = await source.current();
  const about = { repository: "bench.example/app", digest: descriptor.digest, platforms: [] };
  return contents.map((bytes, only) => {
    const blob = { digest: digestOf(bytes), bytes };
    return { task: "read", manifest, descriptor, blobs: [blob], only, about, trust, now: Date.now() };
  });
}

/** The shortest of all rounds, one thread and all of them in turn: what other programs took is least in it. */
async function verifying() {
  const jobs = await bundleJobs();
  const pools = [createReadingPool({ threads: 1 }), createReadingPool()];
  const { signal } = new AbortController();
  const shortest = pools.map(() => Number.POSITIVE_INFINITY);
  let states: (string | undefined)[] = [];
  for (let round = 0; round < ROUNDS + 2; round++) {
    for (const [at, pool] of pools.entries()) {
      const began = performance.now();
      const ended = await Promise.all(jobs.map((job) => pool.run(job, signal)));
      // The first rounds are V8's.
      if (round >= 2) shortest[at] = Math.min(shortest[at] ?? 0, performance.now() - began);
      states = ended.map((each) =>
        each.isDone && each.answer.task === "read" ? each.answer.documents[0]?.verification.state : "failed",
      );
    }
  }
  await Promise.all(pools.map((pool) => pool.close()));
  const [oneMs = 0, allMs = 0] = shortest;
  const told = [...new Set(states)].map(
    (state) => `${states.filter((each) => each === state).length} ${state}`,
  );
  return { oneMs, allMs, ratio: oneMs / allMs, states: told.join(", ") };
}

const opened = await stalls();
for (const { what, workedMs, clockMs, totalMs, answer, isWhole } of opened) {
  const holds = isWhole && workedMs <= STALL_BOUND_MS;
  if (!holds) process.exitCode = 1;
  console.log(
    `${what}: longest without a pause ${workedMs.toFixed(1)} ms of work, ${clockMs.toFixed(1)} ms on the clock (≤ ${STALL_BOUND_MS}): ${holds ? "holds" : "DOES NOT HOLD"}; ${totalMs.toFixed(0)} ms in all, answer of ${answer}`,
  );
}
const verified = await verifying();
const isParallel = verified.ratio >= RATIO_BOUND;
if (!isParallel) process.exitCode = 1;
console.log(
  `${BUNDLES} bundles: ${verified.oneMs.toFixed(0)} ms in one thread ÷ ${verified.allMs.toFixed(0)} ms in ${availableParallelism()} = ${verified.ratio.toFixed(2)} (≥ ${RATIO_BOUND}): ${isParallel ? "holds" : "DOES NOT HOLD"} (${verified.states})`,
);
writeSection(
  "Opened by the server",
  `Measured by \`bench/inspect.mts\`: each document is opened through the route's own handler in a process of its own, medians of
${ROUNDS} rounds; ${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}. "Without a pause" is the longest that the server's main thread worked while nothing
else could run: fetching, hashing, handing over to a worker thread, taking in the rows and writing the answer. The second number is the
same on the clock, where other programs count too. It exits with 1 where a bound does not hold.
\`UPDATE_FIGURES=1 node bench/inspect.mts\` writes this section anew.

| document | in all | answer | without a pause | wanted |
| --- | --- | --- | --- | --- |
${opened.map(({ what, totalMs, answer, workedMs, clockMs }) => `| ${what} | ${totalMs.toFixed(0)} ms | ${answer} | ${workedMs.toFixed(1)} ms (${clockMs.toFixed(1)} ms) | ≤ ${STALL_BOUND_MS} ms |`).join("\n")}

${BUNDLES} bundles, read and verified: ${verified.oneMs.toFixed(0)} ms in one thread, ${verified.allMs.toFixed(0)} ms in ${availableParallelism()}: ${verified.ratio.toFixed(2)} × (wanted ≥ ${RATIO_BOUND}), the shortest of
${ROUNDS} rounds each.`,
);
