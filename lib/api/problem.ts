import { z } from "zod";
import type { ExplorerError } from "#lib/errors";
import { type Exchange, exchangeSchema } from "#lib/evidence";

/** Character offsets [start, end) of what is wrong in `text`, and a better text. */
const inputFaultSchema = z.object({
  text: z.string(),
  start: z.number(),
  end: z.number(),
  suggestion: z.string().optional(),
});

/** What the registry does not have; "either" where it does not tell whether that is the image or its repository. */
const missingSchema = z.enum(["repository", "image", "either"]);

/** RFC 9457, with our `code`, the exchanges that show the fault and, for bad input, where it is. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  hint: z.string(),
  retryAfterSeconds: z.number().optional(),
  input: inputFaultSchema.optional(),
  /** Each field of the body that is at fault, where several are judged at once. */
  inputs: z
    .array(
      z.object({
        field: z.string(),
        code: z.string(),
        detail: z.string(),
        input: inputFaultSchema.optional(),
        missing: missingSchema.optional(),
        retryAfterSeconds: z.number().optional(),
        /** Ids of those of `exchanges` that were made for it. */
        exchanges: z.array(z.string()).optional(),
      }),
    )
    .optional(),
  missing: missingSchema.optional(),
  /** Redacted, as in an Exploration. */
  exchanges: z.array(exchangeSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** The problem body of a fault. `exchanges` are those of the request that failed; the fault names which matter. */
export function toProblem(fault: ExplorerError, exchanges: Exchange[] = []): Problem {
  const { status, title, hint } = fault.fault;
  return {
    type: `urn:refscope:problem:${fault.code}`,
    title,
    status,
    detail: fault.message,
    code: fault.code,
    hint,
    retryAfterSeconds: fault.retryAfterSeconds,
    input: fault.input,
    missing: fault.missing,
    inputs: fault.inputs,
    exchanges: exchanges.length > 0 ? exchanges : undefined,
  };
}
