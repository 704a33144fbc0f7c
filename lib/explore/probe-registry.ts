// The use case behind the registry page: one passive probe, remembered.

import type { z } from "zod";
import type { Probe, probeRequestSchema } from "#lib/api";
import { probe } from "#lib/discovery";
import type { Exchange } from "#lib/evidence";
import { context } from "./context.ts";
import { unreadPlace } from "./probe-place.ts";
import { Receipts } from "./receipts.ts";
import { scratchPlace } from "./scratch-place.ts";

/** A probe is about nine requests; a registry that spins them out is not waited for longer than this. */
const DEADLINE_MS = 60_000;

export type AskOptions = { signal: AbortSignal; onExchange: (exchange: Exchange) => void };

/**
 * Probes a registry, reading only.
 * @throws ExplorerError when the registry cannot be asked at all (no connection, refused address, TLS), "bad-reference"
 * for what is no repository's name: what a registry answers to that proves nothing about it.
 */
export async function probeRegistry(
  request: z.output<typeof probeRequestSchema>,
  { signal, onExchange }: AskOptions,
): Promise<Probe> {
  const shared = await context();
  const repository =
    request.repository === undefined
      ? undefined
      : scratchPlace(request.registry, request.repository).repository;
  const began = new Date();
  const receipts = new Receipts();
  const registry = shared.client.open(request.registry, {
    signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    onExchange: (exchange) => {
      if (receipts.add(exchange)) onExchange(exchange);
    },
  });
  const { reference } = request;
  const { found, unread } = await shared.explorations.run(signal, async () => {
    const asked = await probe({ registry, repository, reference, signal });
    const looked = { repository, reference, subject: asked.subject, exchanges: receipts.all() };
    return { found: asked, unread: await unreadPlace(registry, looked) };
  });
  const done: Probe = {
    registry: registry.host,
    repository: found.repository,
    subject: found.subject,
    at: began.toISOString(),
    durationMs: Date.now() - began.getTime(),
    claims: found.claims,
    upgrade: found.upgrade,
    extensions: found.extensions,
    notes: found.notes,
    tags: found.tags,
    ...(unread ? { unread } : {}),
    exchanges: receipts.all(),
  };
  return { ...done, ...shared.known.rememberProbe(done) };
}
