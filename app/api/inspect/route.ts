// POST /api/inspect: one artifact fetched, read and verified.
import { inspectRequestSchema } from "#lib/api";
import { inspectArtifactOf } from "#lib/explore";
import { postRoute } from "../answer.ts";
import { jsonStreamAnswer } from "../json-stream.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(inspectRequestSchema, async ({ input, signal, onExchange }) =>
  jsonStreamAnswer(await inspectArtifactOf(input, { signal, onExchange })),
);
