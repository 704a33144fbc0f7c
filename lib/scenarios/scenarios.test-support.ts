// What the tests of this room share: rows run on demo registries, and in a scratch repository of one.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { createRegistryClient, createTransport } from "#lib/registry";
import { createRegistry, type RegistryOptions, type SandboxRegistry, STAGES, type Stage } from "#lib/sandbox";
import { type Ledger, openLedger } from "#lib/scratch";
import type { Reading } from "#lib/upgrade";
import { runOnScratch } from "./run-on-scratch.ts";
import { scratchTarget } from "./scratch-target.ts";
import type { Happening, Run } from "./shapes.ts";

export const ALL = Array.from({ length: 18 }, (_, n) => n + 1);
export const REPOSITORY = "team/scratch";

/** Options that write down what is told. */
export function listening(reading: Reading, signal = new AbortController().signal) {
  const told: Happening[] = [];
  return { told, options: { reading, signal, emit: (happening: Happening) => void told.push(happening) } };
}

export type Scratch = {
  sandbox: SandboxRegistry;
  ledger: Ledger;
  run(reading: Reading, numbers?: readonly number[], signal?: AbortSignal): Promise<Run[]>;
  /** Everything that the repository holds: tags, manifests and blobs. */
  held(): string[];
};

/** A registry of that stage, with its scratch repository; closed after the file's last test. */
export async function scratchOn(id: Stage["id"], changes: RegistryOptions = {}): Promise<Scratch> {
  const switches = STAGES.find((stage) => stage.id === id)?.switches;
  const sandbox = createRegistry({ ...switches, ...changes });
  const { port, close } = await sandbox.listen();
  const policy = { privateRegistries: [{ host: "127.0.0.1", port, http: true }] };
  // Impatient: what takes seconds in life takes milliseconds here.
  const transport = createTransport(policy, {
    retryBaseMs: 2,
    retryCapMs: 10,
    headersTimeoutMs: 800,
    maxPauseMs: 200,
    breakAfter: 200,
  });
  const client = createRegistryClient({ policy, transport, writes: true });
  const folder = mkdtempSync(join(tmpdir(), "refscope-scenarios-"));
  afterAll(async () => {
    await client.close();
    await close();
    rmSync(folder, { recursive: true });
  });
  const host = `127.0.0.1:${port}`;
  const ledger = openLedger(folder);
  const target = scratchTarget(host, REPOSITORY, {
    open: (session) => client.openForWriting(host, REPOSITORY, session),
    ledger,
    pausesMs: [5],
  });
  return {
    sandbox,
    ledger,
    run: (reading, numbers = ALL, signal) =>
      runOnScratch(numbers, target, listening(reading, signal).options),
    held() {
      const { tags, manifests, blobs } = sandbox.store.repository(REPOSITORY);
      return [...tags.keys(), ...manifests.keys(), ...blobs];
    },
  };
}

/** "8 holds", in order. */
export function verdicts(runs: readonly Run[]): string[] {
  return runs.map(({ id, verdict }) => `${id} ${verdict}`);
}
