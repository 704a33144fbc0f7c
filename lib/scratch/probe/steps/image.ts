// A1: two blobs and an image. Whoever refuses these refuses every push.
import type { Answer } from "#lib/registry";
import { pushVerdict, wordsOf } from "../push-verdict.ts";
import { idsOf, type Step } from "../step.ts";

export const pushImage: Step = {
  id: "A1",
  title: "A plain image",
  asks: "Does it take an image that is pushed by digest?",
  decides: [],
  async begin(trial) {
    const { repository, content } = trial;
    const blobs: Answer<unknown>[] = [];
    for (const { bytes, name } of [content.payload, content.config]) {
      blobs.push(await repository.pushBlob(bytes, { purpose: name }));
    }
    const { image } = content;
    const answer = await repository.pushManifest(image.digest, image, { purpose: image.name });
    if (answer.found) trial.image = "taken";
    // What it says of itself: nothing is held against it yet.
    const { support } = pushVerdict(answer, "a plain image", "taken");
    if (support === "unsupported") trial.image = "refused";
    const refused = blobs.find((blob) => !blob.found);
    const exchanges = idsOf(...blobs, answer);
    if (answer.found) return { known: { outcome: "yes", observed: "it took the image", exchanges } };
    const first = refused && !refused.found ? `a blob was answered with ${wordsOf(refused)}, ` : "";
    const observed = `${first}the image with ${wordsOf(answer)}`;
    return { known: { outcome: support === "unsupported" ? "no" : "unknown", observed, exchanges } };
  },
};
