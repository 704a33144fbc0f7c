// A repository of ten thousand tags over real HTTP: how much is asked, and what comes of it.
import { expect, test } from "vitest";
import { referrersTag } from "#lib/oci";
import { standing } from "./audit.test-support.ts";

/** Each has three names, a referrers tag and a signature's tag. */
const IMAGES = 2000;
/** The first so many have a referrer that only the tag lists. */
const GAP = 500;

test("10,000 tags: each read once, each digest asked about once, every finding counted", async () => {
  const { shelf, registry, run } = await standing({ requestLogSize: 60_000 });
  const { tags } = registry.store.repository(shelf.repository);
  for (let n = 0; n < IMAGES; n++) {
    const { digest } = shelf.image({
      tag: `v${n}.0.0`,
      created: new Date(Date.UTC(2015, 0, n)).toISOString(),
    });
    tags.set(`v${n}.0`, digest);
    tags.set(`v${n}`, digest);
    tags.set(`${referrersTag(digest)}.sig`, digest);
    shelf.list(digest, [shelf.artifact({ subject: digest, index: n >= GAP })]);
  }
  expect(tags.size).toBe(10_000);
  const found = await run();
  expect(found).toMatchObject({ end: "complete", completeness: "complete", compared: IMAGES });
  expect(found.tags).toMatchObject({ all: 10_000, plain: 3 * IMAGES, referrers: IMAGES, cosign: IMAGES });
  const counted = found.counts.filter(({ count }) => count > 0);
  expect(counted).toEqual([{ kind: "tag-only", count: GAP, listed: GAP }]);
  expect(found.upgrade.reindexGap).toHaveLength(GAP);
  expect(found.rows).toHaveLength(3 * IMAGES);
  expect(found.rows.filter(({ created }) => created)).toHaveLength(3 * 500);
  expect(found.timesUnread).toBe(IMAGES - 500);
  const lines = registry.requests.lines();
  expect(new Set(lines).size).toBe(lines.length);
  // The tag list in ten full pages and an empty one, every plain tag; of each image its referrers, its tag and the entry; 500 configs.
  expect(lines).toHaveLength(11 + 3 * IMAGES + 3 * IMAGES + 500);
});
