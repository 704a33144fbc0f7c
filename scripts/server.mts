// Runs the built server as a child process that ends with us.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { dirname } from "node:path";

export type RunningServer = {
  process: ChildProcess;
  url: string;
  output: () => string;
  stop: () => Promise<void>;
};

/**
 * A heap that was never full before grows by what nobody has collected yet: the first exploration of 4,000 referrers
 * took 374 MiB where these keep it at 255, at no cost in time (bench/explore-server.mts).
 */
export const HEAP_FLAGS = ["--heap-growing-percent=60", "--max-semi-space-size=8"];

/** Starts `server.js` on `host:port` and resolves when it answers; rejects with its output when it does not within 60 s. */
export async function startServer(
  server: string,
  host: string,
  port: number,
  env: NodeJS.ProcessEnv,
): Promise<RunningServer> {
  const url = `http://${host}:${port}`;
  const child = spawn(process.execPath, [...HEAP_FLAGS, server], {
    cwd: dirname(server),
    stdio: ["ignore", "pipe", "pipe"],
    // Next reads HOSTNAME, which shells and containers set to other things.
    env: {
      ...env,
      HOSTNAME: host,
      HOST: host,
      PORT: String(port),
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    },
  });
  let output = "";
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const running: RunningServer = {
    process: child,
    url,
    output: () => output,
    stop: async () => {
      child.kill("SIGTERM");
      const killer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await exited;
      clearTimeout(killer);
    },
  };
  await untilAnswers(running);
  return running;
}

async function untilAnswers(server: RunningServer): Promise<void> {
  const end = Date.now() + 60_000;
  while (Date.now() < end) {
    if (server.process.exitCode !== null) break;
    const ok = await fetch(`${server.url}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await server.stop();
  throw new Error(`The server did not start:\n${server.output()}`);
}

/** A TCP port that was free a moment ago, or undefined when `wanted` is taken. */
export function freePort(wanted = 0): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(wanted, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}
