// POST /api/audit: a whole repository, read only; the Audit as JSON, or line by line as it is found.
import { type AuditEvent, auditRequestSchema } from "#lib/api";
import { auditRepository } from "#lib/explore";
import { jsonAnswer, postRoute } from "../answer.ts";
import { ndjsonAnswer } from "../ndjson.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(auditRequestSchema, async ({ input, headers, signal, onExchange }) => {
  if (!headers.get("accept")?.includes("application/x-ndjson")) {
    return jsonAnswer(await auditRepository(input, { signal, onExchange, emit: () => {} }));
  }
  return ndjsonAnswer<AuditEvent>(signal, (emit, stop) =>
    auditRepository(input, { signal: stop, onExchange, emit }).then((audit) => {
      emit({ type: "done", audit });
    }),
  );
});
