// POST /api/probe: one passive probe; nothing is written to the registry.
import { probeRequestSchema } from "#lib/api";
import { probeRegistry } from "#lib/explore";
import { jsonAnswer, postRoute } from "../answer.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(probeRequestSchema, async ({ input, signal, onExchange }) =>
  jsonAnswer(await probeRegistry(input, { signal, onExchange })),
);
