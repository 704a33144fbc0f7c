// Asks the demo registries once, so that the first page already shows how far each has come.
import type { RunningStage } from "#lib/sandbox";
import { probeRegistry } from "./probe-registry.ts";

const MOST_MS = 10_000;

/**
 * Probes each demo registry about its first sample, one after the other. They are in this process: nobody else is
 * asked. Never throws; what cannot be probed is told on the console, and stays "not probed yet".
 */
export async function probeDemo(stages: Pick<RunningStage, "host" | "samples">[]): Promise<void> {
  for (const { host, samples } of stages) {
    const [first] = samples;
    if (!first) continue;
    await probeRegistry(
      { registry: host, repository: first.repository, reference: first.tag },
      { signal: AbortSignal.timeout(MOST_MS), onExchange: () => {} },
    ).catch((fault: unknown) => console.warn(`The demo registry ${host} could not be probed:`, fault));
  }
}
