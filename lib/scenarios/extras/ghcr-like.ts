// The question for referrers is redirected to another host, which has no list.
import { check, type Extra, finds, Scene, wordsOf } from "./extra.ts";

export const ghcrLike: Extra = {
  registry: "bicycle",
  description: "The question for referrers is redirected to another host",
  expected: "redirect not followed, 1 found by referrers tag",
  why: "As GHCR does (2026-05): the redirect leads to a web site. A list of referrers is never elsewhere, so it is taken for a missing API, no credentials leave the registry, and the tag has the answer.",
  async play(demo, recorder, signal) {
    const { target } = await demo.start("ghcr-like");
    const { value } = await target.use("ghcr-like", recorder.session(signal), async (place) => {
      const scene = new Scene("ghcr-like", place, recorder);
      await scene.pushImage();
      return { x: await scene.attach("its only producer"), lookup: await scene.look() };
    });
    const { x, lookup } = value;
    const [api] = lookup?.asked ?? [];
    const asked = recorder.those(lookup?.exchanges ?? []);
    const abroad = asked.filter(({ url }) => new URL(url).host !== target.registry).length;
    return {
      target,
      observed: wordsOf(lookup),
      checks: [
        check(
          "the referrers API answers with a redirect to another origin",
          api?.reason ?? "not asked",
          api?.reason.startsWith("303 to "),
        ),
        check("the redirect is not followed", `${abroad} requests to other hosts`, abroad === 0),
        check("the producer keeps the referrers tag", x.tag?.said ?? "no tag", x.tag?.state === "kept"),
        check(
          "X is found by the referrers tag",
          wordsOf(lookup),
          lookup?.by === "referrers-tag" && finds(lookup, [x]),
        ),
      ],
    };
  },
};
