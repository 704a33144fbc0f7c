// Explores the demo's first images once in the background, so that the code of an exploration has run before the first
// reader comes: in a process that has just started, the same exploration takes a fifth more of the one thread.
import { DEFAULT_MAX_NODES } from "#lib/api";
import { discover } from "#lib/discovery";
import type { RegistryClient } from "#lib/registry";
import type { RunningStage } from "#lib/sandbox";

const MOST_MS = 10_000;

type Stage = Pick<RunningStage, "host" | "samples">;

/** One demo registry after the other; they are in this process. Nothing is remembered of it, and it never throws. */
export async function warmUp(stages: readonly Stage[], client: RegistryClient): Promise<void> {
  for (const stage of stages) await explored(stage, client).catch(() => {});
}

async function explored({ host, samples }: Stage, client: RegistryClient): Promise<void> {
  const [first] = samples;
  if (!first) return;
  const signal = AbortSignal.timeout(MOST_MS);
  const registry = client.open(host, { signal, onExchange: () => {} });
  const answer = await registry.resolve(first.repository, first.tag, { purpose: "resolve" });
  if (!answer.found) return;
  const { digest, mediaType, size } = answer.value;
  await discover({
    registry,
    repository: first.repository,
    root: { digest, mediaType, size, tag: first.tag },
    depth: 8,
    maxNodes: DEFAULT_MAX_NODES,
    signal,
  });
}
