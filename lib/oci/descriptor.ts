import { z } from "zod";

/** String to string, as the spec says; anything else in it makes the manifest malformed. */
export const annotationsSchema = z.record(z.string(), z.string());

export const platformSchema = z.looseObject({
  architecture: z.string(),
  os: z.string(),
  "os.version": z.string().optional(),
  "os.features": z.array(z.string()).optional(),
  variant: z.string().optional(),
});
export type Platform = z.infer<typeof platformSchema>;

/** https://github.com/opencontainers/image-spec/blob/main/descriptor.md; `size` in bytes. Unknown fields are kept. */
export const descriptorSchema = z.looseObject({
  mediaType: z.string(),
  digest: z.string(),
  size: z.number().int().nonnegative(),
  urls: z.array(z.string()).optional(),
  annotations: annotationsSchema.nullish(),
  data: z.string().optional(),
  artifactType: z.string().optional(),
  platform: platformSchema.optional(),
});
export type Descriptor = z.infer<typeof descriptorSchema>;

/** "linux/arm64/v8"; a part that is not said is "unknown", as BuildKit writes it for attestations. */
export function platformText({ os, architecture, variant }: Platform): string {
  return [os || "unknown", architecture || "unknown", ...(variant ? [variant] : [])].join("/");
}
