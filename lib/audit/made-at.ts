// When images were made, by their own word: an annotation, else their config. Claims, all of them.
import { Reader } from "#lib/discovery";
import { type Descriptor, isJsonObject, MEDIA_TYPES, parseJson } from "#lib/oci";
import { createdTime } from "./created.ts";
import type { Image, TimeSource } from "./images.ts";
import { inParallel } from "./in-parallel.ts";
import type { Run } from "./run.ts";

export type MadeAt = { created: string; createdBy: "annotation" | "config" };

const WIDTH = 16;
const MAX_CONFIG_BYTES = 1024 * 1024;
const IMAGE_CONFIGS: ReadonlySet<string> = new Set([MEDIA_TYPES.ociConfig, MEDIA_TYPES.dockerConfig]);

/** Whether a config can tell a time: an artifact's cannot. */
export function isImageConfig(config: Descriptor | undefined): config is Descriptor {
  return config !== undefined && IMAGE_CONFIGS.has(config.mediaType);
}

/**
 * Reads the configs of the images that no annotation dates: all, or as many as the bound allows, spread evenly over
 * them. `onRead` is called after each with the time that was found. Returns how many were not read.
 */
export async function readTimes(
  run: Run,
  images: readonly Image[],
  onRead: (image: Image, madeAt: MadeAt | undefined, total: number) => void,
): Promise<number> {
  const undated = images.filter(({ timeSource }) => timeSource !== undefined);
  const chosen = spread(undated, run.limits.configs);
  let read = 0;
  const asked = new Map<string, Promise<MadeAt | undefined>>();
  await inParallel(chosen, { width: WIDTH, signal: run.signal }, async (image) => {
    const madeAt = image.timeSource && (await once(asked, run, image.timeSource));
    if (run.signal.aborted) return;
    read++;
    onRead(image, madeAt, chosen.length);
  });
  return undated.length - read;
}

/** At most `most` of them, the same distance apart. */
export function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const places = Array.from({ length: most }, (_, at) => Math.floor((at * items.length) / most));
  return places.flatMap((place) => items[place] ?? []);
}

/** Many images may have one config. */
function once(
  asked: Map<string, Promise<MadeAt | undefined>>,
  run: Run,
  source: TimeSource,
): Promise<MadeAt | undefined> {
  const digest = "config" in source ? source.config.digest : source.child;
  const asking = asked.get(digest) ?? timeAt(run, source).catch(() => undefined);
  asked.set(digest, asking);
  return asking;
}

async function timeAt(run: Run, source: TimeSource): Promise<MadeAt | undefined> {
  if ("config" in source) return timeInConfig(run, source.config);
  const reading = await new Reader(run.registry).read(run.repository, source.child);
  if (reading.state !== "present") return undefined;
  const { annotations, config } = reading.manifest;
  const created = createdTime(annotations["org.opencontainers.image.created"]);
  if (created !== undefined) return { created, createdBy: "annotation" };
  return isImageConfig(config) ? timeInConfig(run, config) : undefined;
}

async function timeInConfig(run: Run, { digest, size }: Descriptor): Promise<MadeAt | undefined> {
  if (size > MAX_CONFIG_BYTES) return undefined;
  const asked = { purpose: "when it was made", maxBytes: MAX_CONFIG_BYTES };
  const answer = await run.registry.blob(run.repository, digest, asked);
  if (!answer.found) return undefined;
  const { value } = parseJson(answer.value);
  const created = isJsonObject(value) ? createdTime(value.created) : undefined;
  return created === undefined ? undefined : { created, createdBy: "config" };
}
