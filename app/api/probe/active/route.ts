// POST /api/probe/active: pushes to a scratch repository that was named twice, and cleans up there.
import { activeProbeRequestSchema } from "#lib/api";
import { probeActively } from "#lib/explore";
import { jsonAnswer, postRoute } from "../../answer.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(activeProbeRequestSchema, async ({ input, signal, onExchange }) =>
  jsonAnswer(await probeActively(input, { signal, onExchange })),
);
