// A tag that spells a digest is read as that digest, so the referrers tag is the image itself.
import { check, type Extra, finds, Scene, wordsOf } from "./extra.ts";

export const gitlabLike: Extra = {
  registry: "bicycle",
  description: "The referrers tag is answered with the image itself",
  expected: "producer stops and says so; 0 found, nothing made up",
  why: "As GitLab does (2026-09): sha256-… is taken for sha256:…. A producer that added to what it read there would rewrite the image as a list, and a consumer that believed it would take the image's own parts for its referrers. Neither happens; but without API and tag nobody finds X.",
  async play(demo, recorder, signal) {
    const { target, registry } = await demo.start("gitlab-like");
    const { value } = await target.use("gitlab-like", recorder.session(signal), async (place) => {
      const scene = new Scene("gitlab-like", place, recorder);
      await scene.pushImage();
      const x = await scene.attach("its only producer");
      return { x, lookup: await scene.look(), tag: place.tag };
    });
    const { x, lookup, tag } = value;
    const [, read] = lookup?.asked ?? [];
    const tags = [...registry.store.repository(target.repositoryFor("gitlab-like")).tags.keys()];
    const told = x.tag?.state === "refused" ? x.tag.said : (x.tag?.state ?? "no tag");
    return {
      target,
      observed: `producer stopped; ${wordsOf(lookup)}`,
      checks: [
        check("X is stored", x.said, x.state === "stored"),
        check("the producer finds the image at the tag, stops and says so", told, x.tag?.state === "refused"),
        check("nothing was written under the tag", `tags: ${tags.join(", ")}`, `${tags}` === tag),
        check(
          "the consumer does not take the image for a list",
          read?.reason ?? "not asked",
          read?.reason.includes("the subject itself"),
        ),
        check("0 found: X cannot be found here", wordsOf(lookup), finds(lookup, [])),
      ],
    };
  },
};
