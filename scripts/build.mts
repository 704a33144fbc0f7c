// Builds the app when its sources changed since the last build, and completes the standalone server.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STANDALONE = join(ROOT, ".next", "standalone");
const STAMP = join(ROOT, ".next", "refscope-sources");
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

/** Leaves a runnable `.next/standalone/server.js`; returns its path. */
export function ensureBuilt(): string {
  const server = join(STANDALONE, "server.js");
  const stamp = sourcesStamp();
  if (existsSync(server) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return server;
  console.log("Building Refscope …");
  execFileSync(process.execPath, [join(ROOT, "node_modules", "next", "dist", "bin", "next"), "build"], {
    cwd: ROOT,
    stdio: ["ignore", process.env.REFSCOPE_VERBOSE ? "inherit" : "ignore", "inherit"],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
  });
  // The standalone server serves these two folders only where they lie beside it.
  cpSync(join(ROOT, ".next", "static"), join(STANDALONE, ".next", "static"), { recursive: true });
  cpSync(join(ROOT, "public"), join(STANDALONE, "public"), { recursive: true });
  writeFileSync(STAMP, stamp);
  return server;
}

function sourcesStamp(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((name) => filesUnder(join(ROOT, name)))) {
    hash.update(file.slice(ROOT.length)).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .flatMap((name) => filesUnder(join(path, name)));
}
