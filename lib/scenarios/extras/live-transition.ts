// A registry gets the referrers API while it runs: what was pushed with a tag before must be in its lists after.
import { check, type Extra, finds, Scene, wordsOf } from "./extra.ts";

export const liveTransition: Extra = {
  registry: "motorcycle",
  description:
    "A registry without the API is upgraded: it re-indexes what digest tags list, and answers the API",
  expected: "found by referrers tag before, by API after",
  why: "An upgraded registry must include what a referrers tag lists (distribution-spec, Enabling the Referrers API), so nothing that was attached before is lost, and from then on no tag is needed.",
  async play(demo, recorder, signal) {
    const { registry, target } = await demo.start("bicycle");
    const { value } = await target.use("live-transition", recorder.session(signal), async (place) => {
      const scene = new Scene("live-transition", place, recorder);
      await scene.pushImage();
      const early = await scene.attach("before the upgrade");
      const before = await scene.look();
      const taken = registry.setReferrersApi("on");
      registry.switches.ociSubjectHeader = true;
      const outcome = `the API is on; ${taken} taken from referrers tags`;
      recorder.add("registry", { what: "is upgraded", outcome, exchanges: [] });
      const after = await scene.look();
      const late = await scene.attach("after the upgrade");
      return { early, late, before, after, last: await scene.look() };
    });
    const { early, late, before, after, last } = value;
    const [api] = before?.asked ?? [];
    const noTag = after && after.asked.length === 1;
    return {
      target,
      observed: `${wordsOf(before)} before, ${wordsOf(after)} after`,
      checks: [
        check(
          "before: the referrers API answers 404, X is found by the referrers tag",
          `${api?.reason}; ${wordsOf(before)}`,
          api?.said === "absent" && finds(before, [early]),
        ),
        check(
          "after: the referrers API answers 200 and lists X, which only the tag listed before",
          wordsOf(after),
          finds(after, [early]),
        ),
        check(
          "after: consumers stop asking for the referrers tag",
          noTag ? "the referrers API alone was asked" : "tags were asked",
          noTag,
        ),
        check(
          "after: producers stop writing it",
          late.tag ? "the tag was written" : `${late.indexedBy} was relied on`,
          late.tag === undefined,
        ),
        check("both are found by the API", wordsOf(last), finds(last, [early, late])),
      ],
    };
  },
};
