// The docker-credential-helpers protocol: `docker-credential-<name> get`, the server's name on stdin, JSON on stdout.
import { spawn } from "node:child_process";
import { z } from "zod";

/** What a helper said: a pair, nothing known for that server, or why it could not be asked. */
export type HelperAnswer = { username: string; secret: string } | { problem: string } | undefined;

export type HelperOptions = {
  env: Record<string, string | undefined>;
  /** Milliseconds; default 10,000. Then the program is killed. */
  timeoutMs?: number;
};

const MAX_OUTPUT = 64 * 1024;
const answerSchema = z.looseObject({ Username: z.string(), Secret: z.string() });

/** Asks one helper about one server. Never throws; a problem's words hold nothing of the program's output. */
export async function askHelper(name: string, server: string, options: HelperOptions): Promise<HelperAnswer> {
  // It becomes the name of a program, so it must not become a path.
  if (!/^[a-z0-9-]+$/.test(name))
    return { problem: "a credential helper's name holds other than a-z, 0-9 and -" };
  const program = `docker-credential-${name}`;
  const run = await runHelper(program, server, options);
  if ("problem" in run) return run;
  if (run.code !== 0) {
    // "credentials not found in native keychain" is the protocol's way to say no.
    return /not found/i.test(run.stdout) ? undefined : { problem: `${program} ended with code ${run.code}` };
  }
  const parsed = answerSchema.safeParse(readJson(run.stdout));
  if (!parsed.success) return { problem: `${program} answered something that is no credential` };
  return { username: parsed.data.Username, secret: parsed.data.Secret };
}

type Run = { code: number | null; stdout: string } | { problem: string };

function runHelper(program: string, server: string, options: HelperOptions): Promise<Run> {
  return new Promise((resolve) => {
    const timeoutMs = options.timeoutMs ?? 10_000;
    const child = spawn(program, ["get"], {
      env: { ...options.env, NODE_ENV: process.env.NODE_ENV },
      stdio: ["pipe", "pipe", "ignore"],
      // A group of its own, so that what it started ends with it.
      detached: true,
    });
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (run: Run) => {
      clearTimeout(timer);
      child.stdout.destroy();
      resolve(run);
    };
    const stop = (problem: string) => {
      killGroup(child.pid);
      end({ problem });
    };
    const timer = setTimeout(() => stop(`${program} did not answer in ${timeoutMs} ms`), timeoutMs);
    child.on("error", () => end({ problem: `${program} could not be started` }));
    child.on("close", (code) => end({ code, stdout: Buffer.concat(chunks).toString("utf8") }));
    child.stdout.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_OUTPUT) stop(`${program} answered with more than ${MAX_OUTPUT} bytes`);
      else chunks.push(chunk);
    });
    // A helper that ends before it reads must not end us.
    child.stdin.on("error", () => {});
    child.stdin.end(server);
  });
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
