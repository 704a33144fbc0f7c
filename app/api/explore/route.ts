// POST /api/explore: the whole Exploration as JSON, or line by line as it is found.
import { type ExploreEvent, exploreRequestSchema } from "#lib/api";
import { exploreReference } from "#lib/explore";
import { jsonAnswer, postRoute } from "../answer.ts";
import { ndjsonAnswer } from "../ndjson.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(exploreRequestSchema, async ({ input, headers, signal, onExchange }) => {
  if (!headers.get("accept")?.includes("application/x-ndjson")) {
    return jsonAnswer(await exploreReference(input, { signal, onExchange, emit: () => {} }));
  }
  return ndjsonAnswer<ExploreEvent>(signal, (emit, stop) =>
    exploreReference(input, { signal: stop, onExchange, emit }).then((exploration) => {
      emit({ type: "done", exploration });
    }),
  );
});
