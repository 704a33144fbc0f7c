import { z } from "zod";
import { exchangeSchema } from "#lib/evidence";
import { upgradeSchema } from "#lib/upgrade";
import { keptCapabilitySchema } from "./probe.ts";

/**
 * GET /api/registries: those this server has met since it started, newest first. Nothing is asked for it. With
 * `evidence=1` each has its exchanges; with `registry=<host>`, once or more, only those hosts are in it.
 */
export const knownRegistriesSchema = z.array(
  z.object({
    registry: z.string(),
    /** Demo registries say so; the others were pasted by a person. */
    demo: z.object({ title: z.string(), about: z.string() }).optional(),
    /** When the verdict was made, and what it was; absent when it was never probed. */
    at: z.string().optional(),
    /** Until when the verdict may be believed: an hour, ten minutes or one minute after its referrers API was asked for. */
    expiresAt: z.string().optional(),
    upgrade: upgradeSchema.optional(),
    /** What made the verdict: a probe, an audit of a repository, or an exploration by the way, which asks less. */
    learnt: z.enum(["probe", "audit", "exploration"]).optional(),
    /** The capabilities that another asking than the verdict's own established; absent where there are none. */
    kept: z.array(keptCapabilitySchema).optional(),
    /** Only with `evidence=1`: the requests that the verdict rests on, 60 of its own at most and those behind `kept`. */
    exchanges: z.array(exchangeSchema).optional(),
  }),
);
export type KnownRegistries = z.infer<typeof knownRegistriesSchema>;
