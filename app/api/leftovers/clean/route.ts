// POST /api/leftovers/clean: takes away what a run left on a registry.
import { cleanRequestSchema } from "#lib/api";
import { cleanLeftovers } from "#lib/explore";
import { jsonAnswer, postRoute } from "../../answer.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(cleanRequestSchema, async ({ input, signal, onExchange }) =>
  jsonAnswer(await cleanLeftovers(input, { signal, onExchange })),
);
