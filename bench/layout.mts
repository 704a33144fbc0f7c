// How long the page stands still while 1,000 cards are laid out and drawn: the real canvas, the real worker, a real
// browser, and no framework round it. The longest task of the page's main thread, by the clock and by the time that the
// processor spent on it: where other programs run at the same time only the second is the page's own.
// `node bench/layout.mts [runs]`: medians. Fails when one is over the target.
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { availableParallelism, loadavg } from "node:os";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { Browser, type Page } from "./browser.mts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STALL_TARGET_MS = 50;
const SHAPES = ["flat", "tree"] as const;
const SIZES = [100, 1000];
const RUNS = Number(process.argv[2] ?? 5);

type Figures = { drawnMs: number; wallMs: number; cpuMs: number; panFrameMs: number };

const PAGE = `<!doctype html><meta charset="utf-8">
<style>
  :root { --color-surface: #fff; --color-bg: #f8f8f7; --color-edge: #5d616a; --font-sans: sans-serif; --font-mono: monospace; }
  #host { position: relative; width: 1048px; height: 578px; }
</style>
<script type="importmap">${JSON.stringify({
  imports: {
    cytoscape: "/node_modules/cytoscape/dist/cytoscape.esm.min.mjs",
    "elkjs/lib/elk-api.js": "/node_modules/elkjs/lib/elk-api.js",
    zod: "/node_modules/zod/index.js",
    "#lib/errors": "/lib/errors/index.ts",
    "#lib/evidence": "/lib/evidence/index.ts",
    "#lib/graph": "/lib/graph/index.ts",
    "#lib/oci": "/lib/oci/index.ts",
  },
})}</script>
<div id="host"></div>`;

const load = loadavg()[0] ?? 0;
const server = await listen();
const { port } = server.address() as AddressInfo;
const browser = new Browser();
let worst = 0;
try {
  console.log(`cards  shape   drawn ms  longest task ms  of it CPU ms  pan frame ms   (median of ${RUNS})`);
  for (const size of SIZES) {
    for (const shape of SHAPES) {
      const runs: Figures[] = [];
      for (let run = 0; run < RUNS; run++) runs.push(await measure(size, shape));
      const median = (name: keyof Figures) =>
        runs.map((run) => run[name]).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
      worst = Math.max(worst, median("wallMs"));
      const row = [median("drawnMs"), median("wallMs"), median("cpuMs"), median("panFrameMs")];
      const figures = row.map((ms) => ms.toFixed(0).padStart(12)).join(" ");
      console.log(`${String(size).padEnd(6)} ${shape.padEnd(5)} ${figures}`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
const loads = `load ${load.toFixed(1)} to ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores`;
console.log(`longest task of the main thread ${worst.toFixed(0)} ms, target ${STALL_TARGET_MS} ms; ${loads}`);
process.exitCode = worst > STALL_TARGET_MS ? 1 : 0;

async function measure(size: number, shape: string): Promise<Figures> {
  const page = await browser.open({ width: 1100, height: 640 });
  await page.goto(`http://127.0.0.1:${port}/`);
  await prepare(page, size, shape);
  await page.watch();
  await page.step("draw");
  const drawnMs = await page.evaluate<number>("window.draw()");
  const task = (await page.longest()).get("draw");
  const panFrameMs = await page.evaluate<number>("window.pan()");
  await page.close();
  return { drawnMs, panFrameMs, wallMs: task?.wallMs ?? Number.NaN, cpuMs: task?.cpuMs ?? Number.NaN };
}

/** Puts `draw` and `pan` on the page. The worker's code is loaded by then, as it is for a second layout. */
async function prepare(page: Page, size: number, shape: string): Promise<void> {
  await page.evaluate(`(${prepared.toString()})(${size}, ${JSON.stringify(shape)})`);
}

/** Runs in the page. */
async function prepared(size: number, shape: string): Promise<void> {
  const { GraphCanvas } = await import("/components/graph/graph-canvas.ts" as string);
  const handlers = { onSelect() {}, onOpen() {}, onLate() {}, onLaidOut() {}, onRest() {} };
  const worker = "/node_modules/elkjs/lib/elk-worker.min.js";
  const canvas = new GraphCanvas(document.getElementById("host"), handlers, worker);
  const graph = makeGraph(size);
  canvas.show({ nodes: graph.nodes.slice(0, 1), edges: [] });
  await canvas.layOut();
  await new Promise((resolve) => setTimeout(resolve, 200));
  Object.assign(window, {
    async draw() {
      const began = performance.now();
      canvas.show(graph);
      await canvas.layOut();
      await nextFrames(3);
      return performance.now() - began;
    },
    async pan() {
      const began = performance.now();
      for (let i = 0; i < 20; i++) {
        canvas.scrollBy(0, -20);
        await nextFrames(1);
      }
      return (performance.now() - began) / 20;
    },
  });

  function makeGraph(count: number) {
    const kinds = ["sbom", "signature", "vex", "scan-report", "attestation"];
    const card = (id: string, i: number) => ({
      id,
      kind: kinds[i % kinds.length],
      title: `artifact ${i}`,
      whole: `artifact ${i}`,
      digest: "0011aa…22bb33",
      fact: "874 kB, 2 days old",
      look: "plain",
      isRoot: id === "root",
      isDimmed: false,
      spoken: "",
    });
    const subjectOf = (i: number) => (shape === "flat" || i < 8 ? "root" : `n${Math.floor(i / 6)}`);
    const ids = Array.from({ length: count - 1 }, (_, i) => i);
    const line = { proof: "verified", isDimmed: false };
    return {
      nodes: [card("root", 0), ...ids.map((i) => card(`n${i}`, i))],
      edges: ids.map((i) => {
        const relation = i % 5 === 4 ? "tag" : "refers";
        return { id: `e${i}`, source: `n${i}`, target: subjectOf(i), relation, ...line };
      }),
    };
  }

  async function nextFrames(frames: number) {
    for (let i = 0; i < frames; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

/** Serves the project as ES modules, types taken out; no bundler stands between the figures and the code. */
async function listen(): Promise<Server> {
  const served = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    if (path === "/") {
      response.setHeader("content-type", "text/html").end(PAGE);
      return;
    }
    const file = join(ROOT, path);
    if (!file.startsWith(ROOT) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", extname(file) === ".css" ? "text/css" : "text/javascript");
    response.end(moduleText(file));
  });
  await new Promise<void>((resolve) => served.listen(0, "127.0.0.1", resolve));
  return served;
}

function moduleText(file: string): string {
  const text = readFileSync(file, "utf8");
  if (extname(file) === ".ts") return stripTypeScriptTypes(text);
  // elk-api is CommonJS.
  if (file.endsWith("elk-api.js")) {
    return `const module = { exports: {} }; const exports = module.exports;\n${text}\nexport default module.exports.default ?? module.exports;`;
  }
  return text;
}
