// The API is there, says 400 for digests that it does not know, and confirms no push.
import { check, type Extra, finds, Scene, wordsOf } from "./extra.ts";

/** Of no manifest: the digest of nothing. */
const UNKNOWN = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const quayLike: Extra = {
  registry: "motorcycle",
  description: "The API is there, but unknown digests are called invalid, and no push is confirmed",
  expected: "1 found by API; a 400 is not taken for none",
  why: "As Quay does (2026-08): without OCI-Subject producers keep tags beside a working API, whose entries it mixes into its lists; and its 400 for a digest without a manifest says nothing of referrers.",
  async play(demo, recorder, signal) {
    const { target } = await demo.start("quay-like");
    const { value } = await target.use("quay-like", recorder.session(signal), async (place) => {
      const scene = new Scene("quay-like", place, recorder);
      await scene.pushImage();
      const x = await scene.attach("its only producer");
      return { x, found: await scene.look(), unknown: await scene.look(UNKNOWN) };
    });
    const { x, found, unknown } = value;
    const isOpen = unknown?.completeness === "failed" && unknown.found.length === 0;
    return {
      target,
      observed: `${wordsOf(found)}; unknown digest: ${wordsOf(unknown)}`,
      checks: [
        check("X is stored without OCI-Subject", x.said, x.state === "stored" && x.ociSubject === undefined),
        check(
          "so the producer keeps a tag beside the working API",
          x.tag?.said ?? "no tag",
          x.tag?.state === "kept",
        ),
        check(
          "the referrers API lists X once",
          wordsOf(found),
          found?.by === "referrers-api" && finds(found, [x]),
        ),
        check(
          "400 for an unknown digest: could not check, never none",
          unknown?.reason ?? "not asked",
          isOpen,
        ),
      ],
    };
  },
};
