// Opens artifacts through the API's own route handler, in a process of its own, and prints for each how long its main
// thread worked without a pause, the longest. Run with --conditions=react-server. Arguments: registry, rounds, then
// repository@digest, each opened so many times after two that are not counted.
import { POST } from "../app/api/inspect/route.ts";

const [registry = "", rounds = "1", ...places] = process.argv.slice(2);
const UNCOUNTED = 2;
/** Milliseconds between two looks: what keeps the second from coming is what is measured. */
const LOOK = 1;

for (const place of places) {
  const opened = [];
  for (let round = 0; round < Number(rounds) + UNCOUNTED; round++) opened.push(await open(place));
  process.stdout.write(`${JSON.stringify(opened.slice(UNCOUNTED))}\n`);
}
process.exit(0);

async function open(place: string) {
  const [repository, digest] = place.split("@");
  const watch = watchStalls();
  const began = performance.now();
  const answer = await POST(
    new Request("http://127.0.0.1/api/inspect", {
      method: "POST",
      headers: { "content-type": "application/json", host: "127.0.0.1" },
      body: JSON.stringify({ registry, repository, digest }),
    }),
  );
  let bytes = 0;
  // Taken in as a socket would: to read and to hold it is not the server's work.
  for await (const chunk of answer.body ?? []) bytes += chunk.length;
  return { status: answer.status, bytes, totalMs: performance.now() - began, ...watch() };
}

/** Its own work is what counts; the time on the clock is longer where other programs want the machine too. */
function watchStalls(): () => { workedMs: number; clockMs: number } {
  const longest = { workedMs: 0, clockMs: 0 };
  let [cpu, clock] = [process.threadCpuUsage(), performance.now()];
  const look = () => {
    const { user, system } = process.threadCpuUsage(cpu);
    longest.workedMs = Math.max(longest.workedMs, (user + system) / 1000);
    longest.clockMs = Math.max(longest.clockMs, performance.now() - clock - LOOK);
    [cpu, clock] = [process.threadCpuUsage(), performance.now()];
  };
  const timer = setInterval(look, LOOK);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
}
