// Explores one reference through the API's own route handler, in a process of its own, and prints what it took. The
// process starts as the server does, its demo registries with it. Run with the server's own flags and with
// --conditions=react-server --expose-gc. Arguments: reference, how many explorations come before it.
import { POST } from "../app/api/explore/route.ts";
import { start } from "../lib/explore/index.ts";

const [reference = "", warmUps = "0"] = process.argv.slice(2);
await (await start()).background;
for (let n = 0; n < Number(warmUps); n++) await read(await explore(reference.replace("/app:", "/warm:")));
globalThis.gc?.();
const beforeBytes = process.memoryUsage.rss();
let peakBytes = beforeBytes;
const watch = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, 10);
const [cpu, thread] = [process.cpuUsage(), process.threadCpuUsage()];
const began = performance.now();
const answer = await explore(reference);
const { firstLineAt, lastChunk } = await read(answer);
const totalMs = performance.now() - began;
const [ownCpu, ownThread] = [process.cpuUsage(cpu), process.threadCpuUsage(thread)];
clearInterval(watch);
const figures = {
  /** As the last progress says, which stands at the very end. */
  nodes: Number(/"nodes":(\d+),"requests":\d+\},[^{]*\}\}\n$/.exec(Buffer.from(lastChunk).toString())?.[1]),
  firstLineMs: firstLineAt - began,
  totalMs,
  /** All threads: also what V8 compiles and collects beside. */
  cpuMs: (ownCpu.user + ownCpu.system) / 1000,
  /** What bounds the speed: the one thread that everything runs on. */
  threadMs: (ownThread.user + ownThread.system) / 1000,
  beforeBytes,
  peakBytes,
};
process.stdout.write(JSON.stringify(figures), () => process.exit(0));

function explore(of: string): Promise<Response> {
  const headers = { "content-type": "application/json", accept: "application/x-ndjson", host: "127.0.0.1" };
  const body = JSON.stringify({ reference: of, maxNodes: 5000 });
  return POST(new Request("http://127.0.0.1/api/explore", { method: "POST", headers, body }));
}

/** Takes the stream in as a socket would: to read and to hold it is not the server's work. */
async function read({ body }: Response): Promise<{ firstLineAt: number; lastChunk: Uint8Array }> {
  let firstLineAt = 0;
  let lastChunk: Uint8Array = new Uint8Array();
  for await (const chunk of body ?? []) {
    firstLineAt ||= performance.now();
    lastChunk = chunk;
  }
  return { firstLineAt, lastChunk };
}
