// The main use case: from what a person pasted to everything that refers to it, told as it is found.

import type { z } from "zod";
import {
  DEFAULT_MAX_NODES,
  type Exploration,
  type ExploreEvent,
  type exploreRequestSchema,
  type Resolved,
} from "#lib/api";
import { discover } from "#lib/discovery";
import type { Exchange } from "#lib/evidence";
import { overallCompleteness } from "#lib/graph";
import { parseReference, type Reference } from "#lib/oci";
import type { Registry, ResolveAnswer } from "#lib/registry";
import { type Context, context } from "./context.ts";
import { whatIsMissing } from "./explore-missing.ts";
import { Receipts } from "./receipts.ts";
import { faultOf } from "./refusal.ts";

export type ExploreOptions = {
  /** Ends every request of this exploration when the caller leaves. */
  signal: AbortSignal;
  emit: (event: ExploreEvent) => void;
  onExchange: (exchange: Exchange) => void;
};

/**
 * Explores one reference. Events are emitted from "image" on; "done" is the caller's to send.
 * @throws ExplorerError for what keeps the image itself from being found: bad-reference, not-found,
 * credentials-refused, rate-limited, registry-error, and every fault of the connection. What fails after that
 * is in the graph.
 */
export async function exploreReference(
  request: z.output<typeof exploreRequestSchema>,
  options: ExploreOptions,
): Promise<Exploration> {
  const reference = parseReference(request.reference);
  const shared = await context();
  return shared.explorations.run(options.signal, () => explore(shared, reference, request, options));
}

async function explore(
  shared: Context,
  reference: Reference,
  request: z.output<typeof exploreRequestSchema>,
  { signal, emit, onExchange }: ExploreOptions,
): Promise<Exploration> {
  const began = new Date();
  const receipts = new Receipts();
  // What is still under way when the walk ends by its time limit is of no use to anybody.
  const ended = new AbortController();
  let announced = false;
  const registry = shared.client.open(reference.registry, {
    signal: AbortSignal.any([signal, ended.signal]),
    onExchange: (exchange) => {
      if (!receipts.add(exchange)) return;
      onExchange(exchange);
      if (announced) emit({ type: "exchange", exchange });
    },
  });
  const { answer, resolved } = await resolve(registry, reference);
  announced = true;
  emit({ type: "image", reference: reference.text, resolved, root: resolved.digest });
  for (const exchange of receipts.all()) emit({ type: "exchange", exchange });

  const found = await discover({
    registry,
    repository: resolved.repository,
    root: { digest: resolved.digest, mediaType: answer.mediaType, size: answer.size, tag: resolved.tag },
    strategies: request.strategies,
    otherRepositories: request.otherRepositories,
    depth: request.depth,
    maxNodes: request.maxNodes ?? DEFAULT_MAX_NODES,
    signal,
    emit,
  }).finally(() => ended.abort());
  shared.known.remember(found.upgrade, began.toISOString(), receipts.all());
  return {
    reference: reference.text,
    resolved,
    lens: request.lens,
    graph: found.graph,
    completeness: overallCompleteness(found.graph.nodes, found.findings),
    findings: found.findings,
    exchanges: receipts.all(),
    upgrade: found.upgrade,
    progress: found.progress,
    startedAt: began.toISOString(),
    durationMs: Date.now() - began.getTime(),
  };
}

async function resolve(
  registry: Registry,
  reference: Reference,
): Promise<{ answer: ResolveAnswer; resolved: Resolved }> {
  const { repository, tag, digest } = reference;
  const named = digest ?? tag ?? "latest";
  const answer = await registry.resolve(repository, named, { purpose: "resolve", withCode: true });
  const place = { registry: registry.host, repository, tag: digest ? undefined : tag };
  if (answer.found) {
    const by = digest ? "digest" : answer.value.by;
    return { answer: answer.value, resolved: { ...place, digest: answer.value.digest, by } };
  }
  // A digest that is gone may still have referrers (distribution-spec: the subject need not exist), so it is
  // explored as a missing node. An unknown repository has nothing to explore.
  if (digest && answer.status === 404 && answer.errorCode !== "NAME_UNKNOWN") {
    return { answer: { digest, mediaType: "", by: "HEAD" }, resolved: { ...place, digest, by: "digest" } };
  }
  const what = `${registry.host}/${repository}${digest ? `@${digest}` : `:${named}`}`;
  throw faultOf(
    answer,
    what,
    answer.status === 404 ? await whatIsMissing(registry, repository, answer) : undefined,
  );
}
