// Audits one repository through the API's own route handler, in a process of its own, and prints what it took. Run with
// --conditions=react-server --expose-gc. Arguments: host, host of a repository to warm up on, how often.
import { POST } from "../app/api/audit/route.ts";

const [host = "", warmHost = "", warmUps = "0"] = process.argv.slice(2);
for (let n = 0; n < Number(warmUps); n++) await read(await audit(warmHost));
globalThis.gc?.();
let peakBytes = process.memoryUsage.rss();
const beforeBytes = peakBytes;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 10);
const [thread, began] = [process.threadCpuUsage(), performance.now()];
const tail = await read(await audit(host));
const totalMs = performance.now() - began;
const ownThread = process.threadCpuUsage(thread);
clearInterval(watch);
const figures = {
  gap: Number(/"kind":"tag-only","count":(\d+)/.exec(tail)?.[1]),
  totalMs,
  threadMs: (ownThread.user + ownThread.system) / 1000,
  beforeBytes,
  peakBytes,
};
process.stdout.write(JSON.stringify(figures), () => process.exit(0));

function audit(registry: string): Promise<Response> {
  const headers = { "content-type": "application/json", accept: "application/x-ndjson", host: "127.0.0.1" };
  const body = JSON.stringify({ registry, repository: "bench/app" });
  return POST(new Request("http://127.0.0.1/api/audit", { method: "POST", headers, body }));
}

/** Takes the stream in as a socket would; of the last line only the counts are kept. */
async function read({ body }: Response): Promise<string> {
  let counts = "";
  let before = "";
  for await (const chunk of body ?? []) {
    const text = before + Buffer.from(chunk).toString("latin1");
    const at = text.indexOf('"counts":[');
    if (at >= 0) counts = text.slice(at, at + 2000);
    before = text.slice(-2000);
  }
  return counts;
}
