// Explores, probes, audits, compares or tells who sees what, once, in a process of its own with the environment it was given, and prints
// the answer as JSON: { ok: ... } or { problem: ... }. Run with --conditions=react-server.
import { toProblem } from "#lib/api";
import { asExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import {
  auditRepository,
  compareImages,
  exploreReference,
  probeRegistry,
  showVisibility,
} from "#lib/explore";

const [what, subject, repository] = process.argv.slice(2);
const signal = AbortSignal.timeout(60_000);
const exchanges: Exchange[] = [];
const onExchange = (exchange: Exchange) => void exchanges.push(exchange);

try {
  const ok = await answer(subject ?? "");
  process.stdout.write(JSON.stringify({ ok }), () => process.exit(0));
} catch (thrown) {
  if (asExplorerError(thrown).code === "internal") console.error(thrown);
  process.stdout.write(JSON.stringify({ problem: toProblem(asExplorerError(thrown), exchanges) }), () =>
    process.exit(0),
  );
}

function answer(asked: string) {
  if (what === "probe") return probeRegistry({ registry: asked, repository }, { signal, onExchange });
  if (what === "audit") {
    const request = { registry: asked, repository: repository ?? "", maxTags: 20_000 };
    return auditRepository(request, { signal, onExchange, emit: () => {} });
  }
  if (what === "compare")
    return compareImages({ left: asked, right: repository ?? "" }, { signal, onExchange });
  const image = { reference: asked, otherRepositories: [] };
  if (what === "visibility") return showVisibility({ ...image, reading: "oci-1.1" }, { signal, onExchange });
  return exploreReference(
    { ...image, lens: "everything", depth: 8, maxNodes: 2000 },
    { signal, onExchange, emit: () => {} },
  );
}
