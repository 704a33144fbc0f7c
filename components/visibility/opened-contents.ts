// What opening artifacts on this page brought to light of their content, for the matrix. Pure.
import type { Inspected, Inspection } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import type { OpenedContent } from "#lib/visibility";

/** By node id. What was too large to be read is not among them. */
export function openedContents(
  opened: ReadonlyMap<string, Inspection> | undefined,
): Map<string, OpenedContent> {
  return new Map(
    [...(opened ?? [])].flatMap(([id, inspection]) => {
      const content = contentOf(inspection);
      return content ? [[id, content] as const] : [];
    }),
  );
}

/** The matrix's requests and those that opening took, each once: one that both asked is the same. */
export function withOpened(
  exchanges: readonly Exchange[],
  opened: ReadonlyMap<string, Inspection> | undefined,
): Exchange[] {
  const all = [...exchanges, ...[...(opened ?? [])].flatMap(([, inspection]) => inspection.exchanges)];
  return [...new Map(all.map((exchange) => [exchange.id, exchange])).values()];
}

/** Of several documents all must be gone, or all be read: else what a client makes of them nobody knows. */
function contentOf({ reports, exchanges }: Inspection): OpenedContent | undefined {
  const unread = reports.filter(({ verification }) => verification.state === "error");
  const asked = reports.flatMap(({ layer }) => blobRequest(layer, exchanges) ?? []);
  const ids = [...new Set(asked.map(({ id }) => id))];
  const [first] = unread;
  if (!first) {
    const isRead = reports.every(({ verification }) => verification.state !== "skipped");
    return isRead ? { state: "read", why: "", exchanges: ids } : undefined;
  }
  if (reports.every(({ layer }) => blobRequest(layer, exchanges)?.status === 404))
    return { state: "unreadable", why: "the registry answered 404 when it was opened here", exchanges: ids };
  if (reports.every(isAnother))
    return { state: "unreadable", why: "what the registry sent is not what its digest says", exchanges: ids };
  const of = reports.length > 1 ? `${unread.length} of ${reports.length} documents: ` : "";
  return { state: "not-known", why: `${of}${sentenceEnd(first.verification.reason)}`, exchanges: ids };
}

/** The last one counts: those before it were asked to wait, or to bring a token. */
function blobRequest(layer: string | undefined, exchanges: readonly Exchange[]): Exchange | undefined {
  if (layer === undefined) return undefined;
  return exchanges.findLast(({ url }) => new URL(url).pathname.endsWith(`/blobs/${layer}`));
}

function isAnother({ verification }: Inspected): boolean {
  return verification.checks.some(({ name, result }) => name === "blob-digest" && result === "failed");
}

/** It goes on in another sentence. */
function sentenceEnd(reason: string): string {
  return `${reason.charAt(0).toLowerCase()}${reason.slice(1).replace(/\.$/, "")}`;
}
