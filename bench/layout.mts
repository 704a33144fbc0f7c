// How long the page stands still while 1,000 cards are laid out and drawn: the real canvas, the real worker, a real
// browser. Prints figures; fails when a stall is longer than the target.
import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const STALL_TARGET_MS = 50;
const SHAPES = ["flat", "tree"] as const;
const SIZES = [100, 1000];
const RUNS = 3;

type Figures = { layoutMs: number; drawnMs: number; stallMs: number; panFrameMs: number };

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

const server = await listen();
const { port } = server.address() as AddressInfo;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
});
let worst = 0;
try {
  console.log("cards  shape  layout ms  drawn ms  longest stall ms  pan frame ms   (median of 3)");
  for (const size of SIZES) {
    for (const shape of SHAPES) {
      const runs: Figures[] = [];
      for (let run = 0; run < RUNS; run++) runs.push(await measure(size, shape));
      const median = (name: keyof Figures) => runs.map((run) => run[name]).sort((a, b) => a - b)[1] ?? 0;
      const row = [median("layoutMs"), median("drawnMs"), median("stallMs"), median("panFrameMs")];
      worst = Math.max(worst, median("stallMs"));
      console.log(
        `${String(size).padEnd(6)} ${shape.padEnd(6)} ${row.map((ms) => ms.toFixed(0).padStart(9)).join("  ")}`,
      );
    }
  }
} finally {
  await browser.close();
  server.close();
}
console.log(`longest stall ${worst.toFixed(0)} ms, target ${STALL_TARGET_MS} ms`);
process.exitCode = worst > STALL_TARGET_MS ? 1 : 0;

async function measure(size: number, shape: string): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 640 } });
  page.on("pageerror", (error) => console.error(error));
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
    return await run(page, size, shape);
  } finally {
    await page.close();
  }
}

async function run(page: Page, size: number, shape: string): Promise<Figures> {
  return page.evaluate(
    async ([size, shape]) => {
      const { GraphCanvas } = await import("/components/graph/graph-canvas.ts" as string);
      const host = document.getElementById("host");
      let laidOut = () => {};
      const drawn = new Promise<void>((resolve) => {
        laidOut = resolve;
      });
      const canvas = new GraphCanvas(
        host,
        { onSelect() {}, onOpen() {}, onLate() {}, onLaidOut: () => laidOut() },
        "/node_modules/elkjs/lib/elk-worker.min.js",
      );
      const graph = makeGraph(Number(size), String(shape));
      // The worker's code is loaded before the clock starts, as it is when the reader asks for a second layout.
      canvas.show({ nodes: graph.nodes.slice(0, 1), edges: [] });
      await canvas.layOut();
      await new Promise((resolve) => setTimeout(resolve, 200));
      const stalls = watchStalls();
      const began = performance.now();
      canvas.show(graph);
      await canvas.layOut();
      const layoutMs = performance.now() - began;
      await drawn;
      await nextFrames(3);
      const drawnMs = performance.now() - began;
      const stallMs = stalls();
      const panBegan = performance.now();
      for (let i = 0; i < 20; i++) {
        canvas.scrollBy(0, -20);
        await nextFrames(1);
      }
      return { layoutMs, drawnMs, stallMs, panFrameMs: (performance.now() - panBegan) / 20 };

      function makeGraph(count: number, form: string) {
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
        const subjectOf = (i: number) => (form === "flat" || i < 8 ? "root" : `n${Math.floor(i / 6)}`);
        const ids = Array.from({ length: count - 1 }, (_, i) => i);
        return {
          nodes: [card("root", 0), ...ids.map((i) => card(`n${i}`, i))],
          edges: ids.map((i) => ({
            id: `e${i}`,
            source: `n${i}`,
            target: subjectOf(i),
            relation: i % 5 === 4 ? "tag" : "refers",
            proof: "verified",
            isDimmed: false,
          })),
        };
      }

      async function nextFrames(frames: number) {
        for (let i = 0; i < frames; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
      }

      // The longest time between two turns of the event loop: what a click would have had to wait.
      function watchStalls() {
        const channel = new MessageChannel();
        let last = performance.now();
        let longest = 0;
        let watching = true;
        channel.port1.onmessage = () => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          if (watching) channel.port2.postMessage(0);
        };
        channel.port2.postMessage(0);
        return () => {
          watching = false;
          return longest;
        };
      }
    },
    [size, shape],
  );
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
