// POST /api/visibility: who can see what is attached to an image; nothing is written to the registry.
import { visibilityRequestSchema } from "#lib/api";
import { showVisibility } from "#lib/explore";
import { jsonAnswer, postRoute } from "../answer.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(visibilityRequestSchema, async ({ input, signal, onExchange }) =>
  jsonAnswer(await showVisibility(input, { signal, onExchange })),
);
