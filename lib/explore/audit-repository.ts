// The use case behind the audit: one repository as a whole, told as it is found, and remembered.
import type { z } from "zod";
import type { Audit, AuditEvent, auditRequestSchema } from "#lib/api";
import { type AuditProgressEvent, audit } from "#lib/audit";
import type { Exchange } from "#lib/evidence";
import { parseReference } from "#lib/oci";
import type { Found, Listed, Registry } from "#lib/registry";
import { type Context, context } from "./context.ts";
import { RecentReceipts } from "./recent-receipts.ts";
import { faultOf } from "./refusal.ts";

export type AuditOptions = {
  /** Ends the audit; what was found until then is its result, and is remembered as stopped. */
  signal: AbortSignal;
  /** Called from the first progress on; "done" is the caller's to send. */
  emit: (event: AuditEvent) => void;
  /** Called for the requests that list the tags, whose refusal is a fault. */
  onExchange: (exchange: Exchange) => void;
};

/** A registry whose pages are small is still read to 20,000 tags. */
const MOST_PAGES = 500;

/**
 * Audits a repository, reading only.
 * @throws ExplorerError for what keeps its tags from being listed: bad-reference, not-found, credentials-refused,
 * rate-limited, registry-error, and every fault of the connection; "too-busy" when too many audits run.
 */
export async function auditRepository(
  request: z.output<typeof auditRequestSchema>,
  options: AuditOptions,
): Promise<Audit> {
  const { registry, repository } = parseReference(`${request.registry}/${request.repository}`);
  const shared = await context();
  return shared.auditing.run(options.signal, () =>
    auditOne(shared, { registry, repository, maxTags: request.maxTags }, options),
  );
}

type Asked = { registry: string; repository: string; maxTags: number };

async function auditOne(
  { client, audits, known }: Context,
  { registry: host, repository, maxTags }: Asked,
  { signal, emit, onExchange }: AuditOptions,
): Promise<Audit> {
  const began = new Date();
  const receipts = new RecentReceipts();
  const ended = new AbortController();
  let isListing = true;
  const registry = client.open(host, {
    signal: AbortSignal.any([signal, ended.signal]),
    onExchange: (exchange) => {
      receipts.add(exchange);
      if (isListing) onExchange(exchange);
    },
  });
  const tags = await listTags(registry, repository, maxTags);
  isListing = false;
  const tell = (exchanges: readonly string[]) => {
    for (const exchange of receipts.cite(exchanges)) emit({ type: "exchange", exchange });
  };
  const tagExchanges = tags.exchanges.map(({ id }) => id);
  const pass = (event: AuditProgressEvent) => {
    if (event.type === "finding") tell(event.finding.exchanges);
    if (event.type !== "progress") emit(event);
    else emit({ type: "progress", progress: { ...event.progress, requests: receipts.count } });
  };
  const asked = { registry, repository, tags: tags.value, tagExchanges, signal };
  const found = await audit({ ...asked, emit: pass }).finally(() => ended.abort());
  tell(Object.values(found.upgrade.capabilities).flatMap(({ evidence }) => evidence));
  const done: Audit = {
    ...{ registry: registry.host, repository, at: began.toISOString(), ...found },
    durationMs: Date.now() - began.getTime(),
    requests: receipts.count,
    exchanges: receipts.kept(),
  };
  audits.remember(done);
  known.rememberAudit(done);
  return done;
}

async function listTags(
  registry: Registry,
  repository: string,
  maxTags: number,
): Promise<Found<Listed<string>>> {
  const answer = await registry.tags(repository, { purpose: "tag list", maxTags, maxPages: MOST_PAGES });
  if (answer.found) return answer;
  throw faultOf(answer, `the tags of ${registry.host}/${repository}`);
}
