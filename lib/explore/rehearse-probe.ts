// The requests of an active probe, learnt by running it: on a registry of our own in this process, which takes everything.
import type { ActiveProbe, PlannedRequest } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { createRegistryClient } from "#lib/registry";
import { createRegistry } from "#lib/sandbox";
import { forgetfulRecord } from "#lib/scratch";
import { Receipts } from "./receipts.ts";
import { runActiveProbe } from "./run-active-probe.ts";

/** Each request, in order, with the names that the run will use. Nobody outside this process is asked. */
export async function rehearseProbe(repository: string, run: string): Promise<PlannedRequest[]> {
  const registry = createRegistry({ artifactManifest: "accepted", orasManifest: "accepted" });
  const { port, close } = await registry.listen();
  const policy = { privateRegistries: [{ host: "127.0.0.1", port, http: true }] };
  const client = createRegistryClient({ policy, writes: true });
  const receipts = new Receipts();
  const onExchange = (exchange: Exchange) => void receipts.add(exchange);
  try {
    const { steps } = await runActiveProbe({
      run,
      begin: async () => forgetfulRecord(run),
      open: (signal) => client.openForWriting(`127.0.0.1:${port}`, repository, { signal, onExchange }),
      signal: new AbortController().signal,
      notEmpty: false,
    });
    const stepOf = stepsByExchange(steps);
    return receipts.all().map((exchange) => ({ ...planned(exchange), step: stepOf.get(exchange.id) }));
  } finally {
    await client.close();
    await close();
  }
}

/** A list that several steps rest on counts for the first of them. */
function stepsByExchange(steps: ActiveProbe["steps"]): Map<string, string> {
  const pairs = steps.flatMap(({ id, exchanges }) => exchanges.map((exchange) => [exchange, id] as const));
  return new Map(pairs.toReversed());
}

/** Only the registry can name an upload's session. */
function planned({ method, url, purpose }: Exchange): PlannedRequest {
  const { pathname, search } = new URL(url);
  const path = decodeURIComponent(pathname + search).replace(/(\/blobs\/uploads\/)[^?]+/, "$1…");
  return { method, path, what: purpose };
}
