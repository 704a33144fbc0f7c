// The lint rule that keeps every other room off the network, shown to fail on planted faults.
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = new URL("../..", import.meta.url).pathname;

const WAYS_OUT = [
  'import "node:http";',
  'import * as https from "https";',
  'import { connect } from "node:net";',
  'import net from "node:net";',
  'import { connect as dial } from "node:tls";',
  'import { request } from "undici";',
  'export const late = import("node:http2");',
  'export const answer = fetch("https://registry.example/v2/");',
  'export const socket = new WebSocket("wss://registry.example/");',
].join("\n");
const FETCH = 'export const answer = fetch("/api/explore");';

const PLANTED: Record<string, { source: string; complaints: number }> = {
  "lib/graph/planted.ts": { source: WAYS_OUT, complaints: 9 },
  "lib/discovery/planted.ts": { source: WAYS_OUT, complaints: 9 },
  "lib/registry/planted.ts": { source: WAYS_OUT, complaints: 9 },
  "app/api/planted/route.ts": { source: WAYS_OUT, complaints: 9 },
  "components/planted.tsx": { source: FETCH, complaints: 1 },
  "components/use-endpoint.ts": { source: FETCH, complaints: 0 },
  "lib/registry/wire/guard.ts": { source: 'import { Agent } from "undici";', complaints: 0 },
  "lib/sandbox/planted.ts": { source: `import "node:http";\n${FETCH}`, complaints: 1 },
  "lib/graph/free.ts": { source: 'import { isIP } from "node:net";', complaints: 0 },
};

type Report = { diagnostics: { category: string; location: { path: string } }[] };

describe("only the registry room talks to the network", () => {
  const found = new Map<string, number>();
  const place = mkdtempSync(join(tmpdir(), "refscope-lint-"));

  beforeAll(() => {
    const config = JSON.parse(readFileSync(`${ROOT}biome.json`, "utf8"));
    writeFileSync(
      join(place, "biome.json"),
      JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } }),
    );
    for (const [path, { source }] of Object.entries(PLANTED)) {
      mkdirSync(dirname(join(place, path)), { recursive: true });
      writeFileSync(join(place, path), source);
    }
    const biome = `${ROOT}node_modules/@biomejs/biome/bin/biome`;
    const run = spawnSync(
      process.execPath,
      [biome, "lint", "--reporter=json", "--max-diagnostics=500", "."],
      {
        cwd: place,
        encoding: "utf8",
      },
    );
    const report: Report = JSON.parse(run.stdout);
    for (const { category, location } of report.diagnostics) {
      if (/noRestricted(Imports|Globals)$/.test(category)) {
        found.set(location.path, (found.get(location.path) ?? 0) + 1);
      }
    }
  });
  afterAll(() => rmSync(place, { recursive: true }));

  it.each(Object.entries(PLANTED))("%s", (path, { complaints }) => {
    expect(found.get(path) ?? 0).toBe(complaints);
  });

  it("nobody reaches around the rule", () => {
    const around =
      /\b(globalThis|window|self|global)\s*(\?\.|\.|\[\s*["'`])\s*(fetch|WebSocket|XMLHttpRequest|EventSource)\b|getBuiltinModule|createRequire|sendBeacon/;
    const sources = globSync("{lib,app,components}/**/*.{ts,tsx}", { cwd: ROOT });
    const ours = sources.filter((file) => !file.includes(".test"));
    expect(ours.length).toBeGreaterThan(20);
    expect(ours.filter((file) => around.test(readFileSync(ROOT + file, "utf8")))).toEqual([]);
  });
});
