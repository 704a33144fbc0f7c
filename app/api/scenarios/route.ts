// POST /api/scenarios: rows of the seed's table run for real; every run as JSON, or line by line as it happens.
import { type ScenarioEvent, scenariosRequestSchema } from "#lib/api";
import { runScenarios } from "#lib/explore";
import { jsonAnswer, postRoute } from "../answer.ts";
import { ndjsonAnswer } from "../ndjson.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(scenariosRequestSchema, async ({ input, headers, signal, onExchange }) => {
  if (!headers.get("accept")?.includes("application/x-ndjson")) {
    return jsonAnswer(await runScenarios(input, { signal, onExchange, emit: () => {} }));
  }
  return ndjsonAnswer<ScenarioEvent>(signal, (emit, stop) =>
    runScenarios(input, { signal: stop, onExchange, emit }).then((runs) => {
      emit({ type: "done", runs: runs.length });
    }),
  );
});
