import { z } from "zod";

/**
 * One HTTP request and its answer, redacted: the receipt behind every claim.
 * `headers` are the answer's evidential ones (lower case), `durationMs` milliseconds, `at` ISO 8601,
 * `excerpt` at most 512 characters of the body as text. No credential, token or signed query is in it.
 */
export const exchangeSchema = z.object({
  id: z.string(),
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
  url: z.string(),
  status: z.number().int().optional(),
  contentType: z.string().optional(),
  headers: z.record(z.string(), z.string()),
  requestHeaders: z.record(z.string(), z.string()),
  durationMs: z.number(),
  at: z.string(),
  /** What went wrong on the wire: an error code of the catalogue and a sentence. */
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  bytes: z.number().int().optional(),
  bodySha256: z.string().optional(),
  excerpt: z.string().optional(),
  /** Whether a credential went with it, and from where it came; never the credential. */
  credential: z.string().optional(),
  /** Why it was sent, in a few words: "resolve", "referrers API", "token". */
  purpose: z.string(),
});
export type Exchange = z.infer<typeof exchangeSchema>;
