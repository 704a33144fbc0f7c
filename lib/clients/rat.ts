// 🐀 rat (current): an existing runtime. It pulls the image and knows nothing of references, in either reading.
import { RAT } from "./generations.ts";
import { hear } from "./hear.ts";
import type { PulledImage, Question } from "./shapes.ts";

/** One GET, and no other request. */
export async function rat({ registry, repository, digest, tell }: Question): Promise<PulledImage> {
  const heard = await hear(() =>
    registry.manifest(repository, digest, { accept: RAT.accept, purpose: "pull the image" }),
  );
  const { exchanges } = heard;
  if (!heard.found) {
    tell?.({ what: "pulls the image", outcome: heard.said, exchanges });
    return { state: heard.state, reason: heard.said, exchanges };
  }
  const { mediaType, bytes, manifest } = heard.value;
  tell?.({ what: "pulls the image", outcome: `${heard.status}, ${bytes.byteLength} bytes`, exchanges });
  return { state: "pulled", digest: heard.value.digest, mediaType, bytes, manifest, exchanges };
}
