// Runs test programs one after the other, shows their output, and ends with one countable line.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./build.mts";

export type Step = {
  name: string;
  /** A program of node_modules, or a script of ours ("scripts/….mts"). */
  program: string;
  args: string[];
  /** Whose closing lines tell how many tests ran; a step without it counts as one. */
  counts?: "vitest" | "playwright" | "ours";
};

type Count = { passed: number; failed: number; skipped: number };

/** Ends the process: 0 when everything passed. The last line is "N passed, N failed[, N skipped]". */
export async function runSteps(steps: Step[], env: Record<string, string> = {}): Promise<never> {
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  for (const step of steps) {
    const began = Date.now();
    console.log(`\n── ${step.name}`);
    const { code, output } = await run(step, env);
    const count = countOf(step, code, output);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
    console.log(
      `── ${step.name}: ${code === 0 ? "ok" : "FAILED"} in ${Math.round((Date.now() - began) / 1000)} s`,
    );
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exit(total.failed > 0 ? 1 : 0);
}

/** The count that a runner's closing lines tell; a runner that failed without naming a test counts as one failure. */
export function countOf(step: Pick<Step, "counts">, code: number, output: string): Count {
  if (!step.counts) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  const text = output.replace(ANSI, "");
  const line = closingLine(step.counts, text);
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}\\b`).exec(line)?.[1] ?? 0);
  const count = { passed: number("passed"), failed: number("failed"), skipped: number("skipped") };
  if (code !== 0 && count.failed === 0) count.failed = 1;
  if (code === 0 && count.passed === 0) count.failed = 1;
  return count;
}

function closingLine(counts: NonNullable<Step["counts"]>, text: string): string {
  if (counts === "vitest") return /^\s*Tests\s+(.*)$/m.exec(text)?.[1] ?? "";
  if (counts === "ours") return [...text.matchAll(/^\d+ passed, \d+ failed.*$/gm)].at(-1)?.[0] ?? "";
  return text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what an ANSI colour is
const ANSI = /\u001b\[[0-9;]*m/g;

function run(step: Step, env: Record<string, string>): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [binary(step.program), ...step.args], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", FORCE_COLOR: "0", ...env },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      process.stdout.write(chunk);
      output = (output + chunk.toString()).slice(-200_000);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      process.stderr.write(chunk);
      output = (output + chunk.toString()).slice(-200_000);
    });
    child.once("exit", (code) => resolve({ code: code ?? 1, output }));
  });
}

const BINARIES: Record<string, string> = {
  biome: "@biomejs/biome/bin/biome",
  knip: "knip/bin/knip.js",
  next: "next/dist/bin/next",
  tsc: "typescript/bin/tsc",
  vitest: "vitest/vitest.mjs",
  playwright: "@playwright/test/cli.js",
};

function binary(program: string): string {
  if (program.endsWith(".mts")) return join(ROOT, program);
  return join(ROOT, "node_modules", BINARIES[program] ?? program);
}
