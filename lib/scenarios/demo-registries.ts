// Demo registries that live as long as one run: real HTTP on loopback, and a client that can reach them alone.
import { randomBytes } from "node:crypto";
import { createRegistryClient, type RegistryClient } from "#lib/registry";
import {
  createRegistry,
  type Listening,
  type SandboxRegistry,
  STAGES,
  type Stage,
  type Switches,
} from "#lib/sandbox";
import type { Target } from "./target.ts";

/** A row pushes a few kilobytes. */
const MAX_BYTES = 4 * 1024 * 1024;
const LOG_SIZE = 200;

export type DemoRegistry = { target: Target; registry: SandboxRegistry };

export class DemoRegistries {
  readonly #started = new Map<string, Promise<DemoRegistry>>();
  readonly #closing: (() => Promise<void>)[] = [];

  /** The stage's registry, started when it is first asked for. */
  stage(id: Stage["id"]): Promise<DemoRegistry> {
    const known = this.#started.get(id);
    if (known) return known;
    const started = this.start(id);
    this.#started.set(id, started);
    return started;
  }

  /** A registry of its own, like the stage but for these switches. Whoever may reach it may push to it. */
  async start(id: Stage["id"], changes: Partial<Switches> = {}): Promise<DemoRegistry> {
    const { switches, hostname } = stageOf(id);
    const registry = createRegistry({
      ...switches,
      auth: { kind: "none" },
      ...changes,
      requestLogSize: LOG_SIZE,
      maxBytes: MAX_BYTES,
    });
    const listening = await registry.listen({ port: 0 });
    const client = clientFor(hostname, listening);
    this.#closing.push(async () => {
      await client.close();
      await listening.close();
    });
    return { registry, target: demoTarget(`${hostname}:${listening.port}`, client) };
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#started.values());
    await Promise.all(this.#closing.splice(0).map((close) => close()));
  }
}

function stageOf(id: Stage["id"]): Stage {
  const stage = STAGES.find((one) => one.id === id);
  if (!stage) throw new TypeError(`there is no stage ${id}`);
  return stage;
}

function clientFor(hostname: string, { port }: Listening): RegistryClient {
  const policy = { privateRegistries: [{ host: hostname, port, http: true }] };
  return createRegistryClient({ policy, writes: true });
}

/** Each row has a repository of its own, so nothing is left to be cleared. */
function demoTarget(host: string, client: RegistryClient): Target {
  const repositoryFor = (id: string) => (/^\d+$/.test(id) ? `demo/s${id}` : `demo/${id}`);
  return {
    registry: host,
    repositoryFor,
    async use(id, session, work) {
      const to = client.openForWriting(host, repositoryFor(id), session);
      return { value: await work({ to, run: randomBytes(8).toString("hex"), tag: "1.0" }) };
    },
  };
}
