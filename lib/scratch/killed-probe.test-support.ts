// A process of its own that probes a registry, for a test to kill. Arguments: port, folder of the ledger, run.
import { createRegistryClient } from "#lib/registry";
import { unknownCapabilities } from "#lib/upgrade";
import { activeProbe, inScratch, openLedger } from "./index.ts";

const [port = "", folder = "", run = ""] = process.argv.slice(2);
const policy = { privateRegistries: [{ host: "127.0.0.1", port: Number(port), http: true }] };
const client = createRegistryClient({ policy, writes: true });
await inScratch(
  {
    record: await openLedger(folder).begin(run),
    open: (signal) =>
      client.openForWriting(`127.0.0.1:${port}`, "scratch/probe", { signal, onExchange: () => {} }),
    signal: new AbortController().signal,
    workMs: 60_000,
  },
  (repository, signal) =>
    activeProbe({ run, repository, signal, passive: { capabilities: unknownCapabilities("not read") } }),
);
await client.close();
