import { z } from "zod";

/** POST /api/raw: the bytes of one manifest or blob, digest checked, as a sandboxed attachment. */
export const rawRequestSchema = z.strictObject({
  registry: z.string().min(1).max(255),
  repository: z.string().min(1).max(255),
  digest: z.string().min(1).max(255),
  /** "manifest" (default) or "blob". */
  from: z.enum(["manifest", "blob"]).default("manifest"),
});
export type RawRequest = z.input<typeof rawRequestSchema>;
