// POST /api/compare: two images held against each other; nothing is written to either registry.
import { compareRequestSchema } from "#lib/api";
import { compareImages } from "#lib/explore";
import { jsonAnswer, postRoute } from "../answer.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(compareRequestSchema, async ({ input, signal, onExchange }) =>
  jsonAnswer(await compareImages(input, { signal, onExchange })),
);
