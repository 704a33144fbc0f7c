// Starts the demo registries: one server for each stage, filled with the demo content.
import { type DemoContent, loadContent } from "./content.ts";
import type { Sample } from "./content-catalog.ts";
import type { Listening } from "./listen.ts";
import { createRegistry, type SandboxRegistry } from "./registry.ts";
import { STAGES, type Stage } from "./stages.ts";

/** Requests that a demo registry remembers: it may run for months. */
const LOG_SIZE = 200;

/** `reference` is what a person pastes: "bicycle.localhost:5001/refscope/app:1.0". */
export type StageSample = Pick<Sample, "repository" | "tag" | "about" | "otherRepositories"> & {
  reference: string;
};

export type RunningStage = Stage & {
  /** "bicycle.localhost:5001" */
  host: string;
  /** "http://127.0.0.1:5001" */
  origin: string;
  registry: SandboxRegistry;
  samples: StageSample[];
};

export type Sandbox = {
  /** In the order of STAGES. */
  stages: RunningStage[];
  close(): Promise<void>;
};

export type SandboxOptions = {
  /** The first stage's port; the next ones follow. One that is taken, or 0, is replaced by one of the system's. */
  port?: number;
  stages?: readonly Stage[];
  /** The folder with catalog.json and blobs/; without it the registries are empty. */
  contentDirectory?: string;
};

/** Starts every stage on 127.0.0.1. Throws when the content cannot be read; nothing is left listening then. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, stages = STAGES, contentDirectory } = options;
  const content = contentDirectory === undefined ? undefined : loadContent(contentDirectory);
  const running = await Promise.all(
    stages.map(async (stage, index) => {
      const registry = createRegistry({ ...stage.switches, requestLogSize: LOG_SIZE });
      if (content) fill(registry, stage, content);
      const listening = await listenNear(registry, port === 0 ? 0 : port + index);
      const host = `${stage.hostname}:${listening.port}`;
      const samples = content ? samplesOf(content, stage, host) : [];
      return { listening, stage: { ...stage, host, origin: listening.origin, registry, samples } };
    }),
  );
  return {
    stages: running.map(({ stage }) => stage),
    close: async () => {
      await Promise.all(running.map(({ listening }) => listening.close()));
    },
  };
}

/** The port that was asked for, else any: a demo that fails to start for a taken port helps nobody. */
async function listenNear(registry: SandboxRegistry, port: number): Promise<Listening> {
  if (port === 0 || port > 65535) return registry.listen({ port: 0 });
  try {
    return await registry.listen({ port });
  } catch {
    return registry.listen({ port: 0 });
  }
}

function fill(registry: SandboxRegistry, stage: Stage, content: DemoContent): void {
  for (const { name, blobs, manifests } of content.stages[stage.id].repositories) {
    for (const { digest, bytes } of blobs) registry.store.putBlob(name, digest, bytes);
    for (const { digest, mediaType, bytes, tags, indexed } of manifests) {
      const stored = registry.store.putManifest(name, mediaType, bytes, digest);
      for (const tag of tags) registry.store.repository(name).tags.set(tag, digest);
      if (indexed) registry.store.index(name, stored);
    }
  }
}

function samplesOf(content: DemoContent, stage: Stage, host: string): StageSample[] {
  return content.samples
    .filter((sample) => sample.stage === stage.id)
    .map(({ repository, tag, about, otherRepositories }) => {
      return { repository, tag, about, otherRepositories, reference: `${host}/${repository}:${tag}` };
    });
}
