// POST /api/raw: bytes as the registry has them, digest checked. They are hostile: they leave as a download
// that no browser will run, sniff or render.
import { rawRequestSchema } from "#lib/api";
import { readRaw } from "#lib/explore";
import { postRoute } from "../answer.ts";

export const dynamic = "force-dynamic";

export const POST = postRoute(rawRequestSchema, async ({ input, signal, onExchange }) => {
  const bytes = await readRaw(input, { signal, onExchange });
  return new Response(Buffer.from(bytes), {
    headers: {
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename="${input.digest.replace(/[^A-Za-z0-9]+/g, "-").slice(0, 150)}"`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    },
  });
});
