// Starts the real registries of the interop tests on loopback, and runs the real clients.
import { type ChildProcess, execFile, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../scripts/server.mts";

export type RealRegistry = { host: string; stop: () => Promise<void> };

/** Whether the program is there; a test that needs it is skipped where it is not, and prepare.mts has said so. */
export function has(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

/** A folder that is removed with `remove()`. */
export function scratch(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "refscope-interop-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

type Tls = { certificate: string; key: string };

/** Debian's docker-registry (distribution 2.8): a bicycle. */
export async function startDockerRegistry(
  options: { tls?: Tls; htpasswd?: string } = {},
): Promise<RealRegistry> {
  const folder = scratch();
  const port = await freePort();
  const auth = options.htpasswd
    ? `auth:\n  htpasswd:\n    realm: interop\n    path: ${options.htpasswd}\n`
    : "";
  const tls = options.tls
    ? `  tls:\n    certificate: ${options.tls.certificate}\n    key: ${options.tls.key}\n`
    : "";
  const config = join(folder.path, "config.yml");
  writeFileSync(
    config,
    `version: 0.1\nlog:\n  level: error\nstorage:\n  filesystem:\n    rootdirectory: ${folder.path}/data\n  delete:\n    enabled: true\nhttp:\n  addr: 127.0.0.1:${port}\n${tls}${auth}`,
  );
  const child = spawn("docker-registry", ["serve", config], { stdio: "ignore" });
  const host = `127.0.0.1:${port}`;
  await untilListening(port ?? 0, child);
  return { host, stop: () => stop(child).then(folder.remove) };
}

/** A real registry with the referrers API: see interop/motorcycle. */
export async function startMotorcycle(options: {
  kind: "olareg" | "ggcr";
  dir?: string;
  referrers?: boolean;
}): Promise<RealRegistry> {
  const args = [
    "-kind",
    options.kind,
    `-referrers=${options.referrers ?? true}`,
    ...(options.dir ? ["-dir", options.dir] : []),
  ];
  const child = spawn("motorcycle", args, { stdio: ["ignore", "pipe", "inherit"] });
  const host = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
    child.once("exit", () => reject(new Error("motorcycle ended before it listened")));
  });
  return { host, stop: () => stop(child) };
}

const exec = promisify(execFile);

/** Runs a client and returns what it printed; rejects with its output when it fails. */
export async function run(
  program: string,
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<string> {
  const { stdout } = await exec(program, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    maxBuffer: 32 * 1024 * 1024,
    timeout: 60_000,
  });
  return stdout;
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const end = Date.now() + 15_000;
  while (Date.now() < end && child.exitCode === null) {
    if ((await freePort(port)) === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("docker-registry did not start");
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), 3000);
  await ended;
  clearTimeout(killer);
}
