// Explores one reference through the API's own route handler, in a process of its own, and prints what it took.
// Run with --conditions=react-server --expose-gc. Argument: reference.
import { POST } from "../app/api/explore/route.ts";

const [reference] = process.argv.slice(2);
await warmUp();
globalThis.gc?.();
const before = process.memoryUsage().rss;
let peak = before;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 5);
const began = performance.now();
const answer = await explore(String(reference));
let firstLineMs = 0;
let last = "";
let text = "";
for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
  firstLineMs ||= performance.now() - began;
  text += chunk;
  const end = text.lastIndexOf("\n");
  if (end < 0) continue;
  last = text.slice(text.lastIndexOf("\n", end - 1) + 1, end) || last;
  text = text.slice(text.lastIndexOf("\n", end - 1) + 1);
}
const totalMs = performance.now() - began;
clearInterval(watch);
const { exploration } = JSON.parse(last);
const figures = {
  nodes: exploration.graph.nodes.length,
  completeness: exploration.completeness,
  firstLineMs,
  totalMs,
  peakBytes: peak,
  beforeBytes: before,
};
process.stdout.write(JSON.stringify(figures), () => process.exit(0));

function explore(of: string): Promise<Response> {
  const headers = { "content-type": "application/json", accept: "application/x-ndjson", host: "127.0.0.1" };
  const body = JSON.stringify({ reference: of, maxNodes: 5000 });
  return POST(new Request("http://127.0.0.1/api/explore", { method: "POST", headers, body }));
}

/** Modules, JIT and the demo's absence are not what is measured. */
async function warmUp(): Promise<void> {
  await (await explore("127.0.0.1:1/none/such:1")).text();
}
