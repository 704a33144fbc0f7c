import { z } from "zod";
import { probeSchema } from "./probe.ts";

const RUN = /^[0-9a-f]{16}$/;

/**
 * POST /api/probe/active: pushes to a scratch repository, and cleans up there. `confirm` is the repository's name once
 * more. Only where REFSCOPE_WRITES=on.
 */
export const activeProbeRequestSchema = z
  .strictObject({
    registry: z.string().min(1).max(255),
    repository: z.string().min(1).max(255),
    confirm: z.string().min(1).max(255),
    /** Nothing is sent: the answer's `plan` has each request. */
    dryRun: z.boolean().optional(),
    /** The `run` of a dry run, so that what is pushed bears the names that it listed. */
    run: z.string().regex(RUN).optional(),
    /** Said when the repository holds something, or may. What is there is not touched. */
    notEmpty: z.boolean().optional(),
  })
  .refine(({ repository, confirm }) => confirm === repository, {
    path: ["confirm"],
    message: "write the repository's name here once more, to say that it may be written to",
  });
export type ActiveProbeRequest = z.input<typeof activeProbeRequestSchema>;

/** One question that only a push can answer. "not-run": there was nothing to ask it about, or no time. */
export const probeStepSchema = z.object({
  /** "A1" to "A13". */
  id: z.string(),
  title: z.string(),
  asks: z.string(),
  outcome: z.enum(["yes", "no", "unknown", "not-run"]),
  observed: z.string(),
  /** Name and value. */
  facts: z.array(z.tuple([z.string(), z.string()])).optional(),
  exchanges: z.array(z.string()),
  durationMs: z.number(),
});
export type ProbeStep = z.infer<typeof probeStepSchema>;

/** A blob or manifest (named by digest) or a tag that a run pushed, in words (`what`), and when it was written down. */
const thingSchema = z.object({
  registry: z.string(),
  repository: z.string(),
  kind: z.enum(["blob", "manifest", "tag"]),
  name: z.string(),
  what: z.string(),
  at: z.string(),
});

/**
 * "removed": deleted by the run. "absent": it is not there; perhaps it never was. "left": it is there, may be, or may
 * still come.
 */
export const pushedThingSchema = thingSchema.extend({ ending: z.enum(["removed", "absent", "left"]) });

/** Why it could not be removed, with the ids of the exchanges that show it. */
export const leftThingSchema = thingSchema.extend({ reason: z.string(), exchanges: z.array(z.string()) });
export type LeftThing = z.infer<typeof leftThingSchema>;

/** `path` with its query, but for what only the registry can name: "…". `step` is absent for reading beforehand and for cleaning up. */
export const plannedRequestSchema = z.object({
  method: z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]),
  path: z.string(),
  what: z.string(),
  step: z.string().optional(),
});
export type PlannedRequest = z.infer<typeof plannedRequestSchema>;

/**
 * A probe that pushed. Of a dry run: every capability is unknown, every step "not-run", and `plan` is there. A registry
 * that refuses or answers late is sent fewer of its requests, or some of them again. Logging in comes on top.
 */
export const activeProbeSchema = probeSchema.extend({
  run: z.string(),
  dryRun: z.boolean(),
  steps: z.array(probeStepSchema),
  pushed: z.array(pushedThingSchema),
  leftovers: z.array(leftThingSchema),
  plan: z.array(plannedRequestSchema).optional(),
});
export type ActiveProbe = z.infer<typeof activeProbeSchema>;

/** GET /api/leftovers: what earlier runs may have left on registries; the oldest run first. Nobody is asked for it. */
export const leftoversSchema = z.array(
  z.object({
    run: z.string(),
    /** It is still going on, and cleans up after itself. */
    isRunning: z.boolean(),
    /** Lines that were written down and cannot be read: what they said may be left as well. */
    damaged: z.number().int(),
    things: z.array(thingSchema),
  }),
);
export type Leftovers = z.infer<typeof leftoversSchema>;

/** POST /api/leftovers/clean: takes away what a run left. */
export const cleanRequestSchema = z.strictObject({ run: z.string().regex(RUN) });
export type CleanRequest = z.input<typeof cleanRequestSchema>;

export const cleaningSchema = z.object({
  run: z.string(),
  pushed: z.array(pushedThingSchema),
  leftovers: z.array(leftThingSchema),
  exchanges: probeSchema.shape.exchanges,
});
export type Cleaning = z.infer<typeof cleaningSchema>;
