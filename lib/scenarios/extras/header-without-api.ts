// A registry that promises an index with OCI-Subject, and has none.
import { check, type Extra, finds, Scene, wordsOf } from "./extra.ts";

export const headerWithoutApi: Extra = {
  registry: "bicycle",
  description: "A push is confirmed with OCI-Subject, but there is no referrers API",
  expected: "0 found by trusting the header, 1 by asking the API",
  why: "Docker Hub (2024-03) and ECR (before 2024-06) sent the header before they had the API. A producer that believes it writes no tag, and nobody finds what it attached; one that asks the API first does not fall for it.",
  async play(demo, recorder, signal) {
    const { target } = await demo.start("header-only");
    const { value } = await target.use("header-without-api", recorder.session(signal), async (place) => {
      const scene = new Scene("header-without-api", place, recorder);
      await scene.pushImage();
      const trusting = await scene.attach("trusts the header");
      const lost = await scene.look();
      const careful = await scene.attach("asks the API", { trust: "api" });
      return { trusting, lost, careful, found: await scene.look(), image: scene.image };
    });
    const { trusting, lost, careful, found, image } = value;
    const isPromised = trusting.ociSubject === image.digest;
    return {
      target,
      observed: `${wordsOf(lost)} with the header trusted; ${wordsOf(found)} with the API asked`,
      checks: [
        check(
          "X is stored, and OCI-Subject names the image",
          trusting.said,
          trusting.state === "stored" && isPromised,
        ),
        check(
          "the producer that trusts it writes no tag",
          trusting.tag ? "a tag was written" : "no tag",
          trusting.tag === undefined,
        ),
        check(
          "the referrers API answers 404",
          lost?.asked[0]?.reason ?? "could not check",
          lost?.asked[0]?.said === "absent",
        ),
        check("X is lost: 0 found", wordsOf(lost), finds(lost, [])),
        check(
          "the producer that asks the API keeps the tag",
          careful.tag?.said ?? "no tag",
          careful.tag?.state === "kept",
        ),
        check("its X is found by the referrers tag", wordsOf(found), finds(found, [careful])),
      ],
    };
  },
};
