// POST /api/search: whether a package is in an image, over all SBOMs on it; nothing is written to the registry.
import { searchRequestSchema } from "#lib/api";
import { searchImage } from "#lib/explore";
import { jsonAnswer, postRoute } from "../answer.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(searchRequestSchema, async ({ input, signal, onExchange }) =>
  jsonAnswer(await searchImage(input, { signal, onExchange })),
);
