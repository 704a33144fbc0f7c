// Explores or probes once in a process of its own, with the environment it was given, and prints the answer
// as JSON: { ok: ... } or { problem: ... }. Run with --conditions=react-server.
import { toProblem } from "#lib/api";
import { asExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import { exploreReference, probeRegistry } from "#lib/explore";

const [what, subject, repository] = process.argv.slice(2);
const signal = AbortSignal.timeout(60_000);
const exchanges: Exchange[] = [];
const onExchange = (exchange: Exchange) => void exchanges.push(exchange);

try {
  const ok =
    what === "probe"
      ? await probeRegistry({ registry: subject ?? "", repository }, { signal, onExchange })
      : await exploreReference(
          { reference: subject ?? "", lens: "everything", depth: 8, maxNodes: 2000, otherRepositories: [] },
          { signal, onExchange, emit: () => {} },
        );
  process.stdout.write(JSON.stringify({ ok }), () => process.exit(0));
} catch (thrown) {
  if (asExplorerError(thrown).code === "internal") console.error(thrown);
  process.stdout.write(JSON.stringify({ problem: toProblem(asExplorerError(thrown), exchanges) }), () =>
    process.exit(0),
  );
}
