// Reads the environment once and wires the parts: one registry client, the demo registries, the memory.
import "server-only";
import { join } from "node:path";
import {
  type CredentialSource,
  createRegistryClient,
  type EgressPolicy,
  parsePrivateRegistries,
  parseTokenServices,
  type RegistryClient,
  readCredentialFile,
  readCredentials,
} from "#lib/registry";
import { type Sandbox, startSandbox } from "#lib/sandbox";
import { type Ledger, openLedger } from "#lib/scratch";
import { type TrustSource, watchTrust } from "#lib/verify";
import { AuditMemory } from "./known-audits.ts";
import { RegistryMemory } from "./known-registries.ts";
import { ScratchTurns } from "./scratch-turns.ts";
import { readSettings, type Settings } from "./settings.ts";
import { Slots } from "./slots.ts";
import { createReadingPool, type ReadingPool } from "./workers/reading-pool.ts";

/** All that the use cases share in this process. */
export type Context = {
  settings: Settings;
  client: RegistryClient;
  /** For writing alone; absent: the client's own. */
  writeCredentials?: CredentialSource;
  /** What was pushed and is not known to be gone. */
  ledger: Ledger;
  /** Whatever pushes to a scratch repository takes its turn there. */
  scratching: ScratchTurns;
  sandbox: Sandbox | undefined;
  /** What signatures are held against. */
  trust: TrustSource;
  known: RegistryMemory;
  explorations: Slots;
  audits: AuditMemory;
  /** An audit may last ten minutes and send tens of thousands of requests, so few run at once. */
  auditing: Slots;
  /** Where hostile and large documents are read. */
  reading: ReadingPool;
  /** Each may hold 64 MiB. */
  inspecting: Slots;
};

// Next bundles pages and handlers apart, so a module variable would exist more than once.
const SLOT = Symbol.for("refscope.context");
const holder: typeof globalThis & { [SLOT]?: Promise<Context> } = globalThis;

/**
 * The one context of this process; made at the first call.
 * @throws ExplorerError "bad-request" when a setting means nothing, or a file of trust cannot be used.
 */
export function context(): Promise<Context> {
  holder[SLOT] ??= create();
  return holder[SLOT];
}

async function create(): Promise<Context> {
  const settings = readSettings(process.env, process.cwd());
  const sandbox = settings.demo
    ? await startSandbox({ port: settings.demoPort, contentDirectory: settings.contentDirectory })
    : undefined;
  const known = new RegistryMemory();
  for (const { host, title, about } of sandbox?.stages ?? []) known.introduce(host, { title, about });
  const policy: EgressPolicy = {
    privateRegistries: [...parsePrivateRegistries(settings.privateRegistries), ...demoHosts(sandbox)],
    denyCidrs: settings.denyNetworks,
    nat64Prefixes: settings.nat64Prefixes,
  };
  const trustedRealms = parseTokenServices(settings.tokenServices);
  const credentials = readCredentials(process.env);
  return {
    settings,
    client: createRegistryClient({ policy, credentials, trustedRealms, writes: settings.writes }),
    writeCredentials: settings.writeAuthFile
      ? readCredentialFile(settings.writeAuthFile, process.env)
      : undefined,
    ledger: openLedger(join(settings.dataDirectory, "pushed")),
    scratching: new ScratchTurns(),
    sandbox,
    trust: await watchTrust({
      file: settings.trustFile,
      trustedRoot: settings.trustedRoot,
      trustStore: settings.trustStore,
      demo: { directory: settings.contentDirectory, hosts: demoNames(sandbox) },
    }),
    known,
    explorations: new Slots(),
    audits: new AuditMemory(),
    auditing: new Slots(4, 20, "audits"),
    reading: createReadingPool(),
    inspecting: new Slots(8, 400, "inspections"),
  };
}

/** As a repository's name begins with them: what the demo's own signatures are trusted at. */
function demoNames(sandbox: Sandbox | undefined): string[] {
  return (demoHosts(sandbox) ?? []).map(({ host, port }) => `${host}:${port}`);
}

/** A demo registry answers to its own name and, for clients that cannot resolve it, to localhost. */
function demoHosts(sandbox: Sandbox | undefined): EgressPolicy["privateRegistries"] {
  return (sandbox?.stages ?? []).flatMap(({ host }) => {
    const { hostname, port } = new URL(`http://${host}`);
    return [hostname, "localhost", "127.0.0.1"].map((name) => ({
      host: name,
      port: Number(port),
      http: true,
    }));
  });
}
