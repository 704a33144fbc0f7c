import { z } from "zod";
import { upgradeSchema } from "#lib/upgrade";

/** GET /api/registries: those this server has met since it started, newest first. Nothing is asked for it. */
export const knownRegistriesSchema = z.array(
  z.object({
    registry: z.string(),
    /** Demo registries say so; the others were pasted by a person. */
    demo: z.object({ title: z.string(), about: z.string() }).optional(),
    /** When the verdict was made, and what it was; absent when it was never probed. */
    at: z.string().optional(),
    /** Until when the verdict may be believed: an hour, ten minutes or one minute after `at`. */
    expiresAt: z.string().optional(),
    upgrade: upgradeSchema.optional(),
  }),
);
export type KnownRegistries = z.infer<typeof knownRegistriesSchema>;
