import { z } from "zod";
import { exchangeSchema } from "#lib/evidence";

/** RFC 9457, with our `code`, the exchanges that show the fault and, for bad input, where it is. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  hint: z.string(),
  retryAfterSeconds: z.number().optional(),
  input: z
    .object({ text: z.string(), start: z.number(), end: z.number(), suggestion: z.string().optional() })
    .optional(),
  /** Redacted, as in an Exploration. */
  exchanges: z.array(exchangeSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
