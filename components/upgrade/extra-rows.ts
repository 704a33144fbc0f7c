// The rows besides the seed's eighteen: what the field does that its table does not foresee.
import { EXTRA_SCENARIOS, type ExtraScenario } from "#lib/api";

export type ExtraRow = { id: ExtraScenario; title: string; about: string };

const WORDS: Record<ExtraScenario, Omit<ExtraRow, "id">> = {
  "lost-update": {
    title: "Two producers write one referrers tag at once",
    about:
      "Both read the tag's list, add their own entry and push it. The later push drops the earlier entry, unless the registry heeds If-Match or the producer reads back what it wrote.",
  },
  "live-transition": {
    title: "A registry switches the API on",
    about:
      "A referrer is pushed while there are only tags. Then the API is switched on: it must list what was pushed before, and consumers stop asking for the tag.",
  },
  "header-without-api": {
    title: "OCI-Subject without the API",
    about:
      "The registry confirms the subject of a push, so the producer writes no tag. But no API lists it: what was attached is stored, and nobody finds it.",
  },
  "quay-like": {
    title: "400 for digests it does not know",
    about:
      "The API is there, yet an unknown digest is called invalid, and a push is not confirmed, so producers keep writing tags beside a working API.",
  },
  "ghcr-like": {
    title: "Referrers redirected to another host",
    about:
      "The question for referrers is answered with a redirect away from the registry. A consumer must not take that for an empty list.",
  },
  "gitlab-like": {
    title: "A referrers tag that is the image itself",
    about:
      "The tag sha256-… is read as the digest that it spells, so a consumer that believes it takes the image for a list of its own referrers.",
  },
};

/** In the contract's order. */
export const EXTRA_ROWS: readonly ExtraRow[] = EXTRA_SCENARIOS.map((id) => ({ id, ...WORDS[id] }));
