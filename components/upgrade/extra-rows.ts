// The rows besides the seed's eighteen: what the field does that its table does not foresee.
import { EXTRA_SCENARIOS, type ExtraScenario } from "#lib/api";

export type ExtraRow = { id: ExtraScenario; title: string; about: string };

// The titles are the runs' own descriptions.
const WORDS: Record<ExtraScenario, Omit<ExtraRow, "id">> = {
  "lost-update": {
    title: "Two producers read a referrers tag at once, and each writes it with its own entry",
    about:
      "The later push would drop the earlier entry, unless the registry heeds If-Match or the producer reads back what it wrote.",
  },
  "live-transition": {
    title: "A registry without the API is upgraded: it re-indexes what digest tags list, and answers the API",
    about: "What was attached before must stay in sight, and consumers stop asking for the tag.",
  },
  "header-without-api": {
    title: "A push is confirmed with OCI-Subject, but there is no referrers API",
    about:
      "A producer that trusts the header writes no tag: what it attached is stored, and nobody finds it.",
  },
  "quay-like": {
    title: "The API is there, but unknown digests are called invalid, and no push is confirmed",
    about:
      "As Quay does. Producers keep writing tags beside a working API; a 400 must not read as an empty list.",
  },
  "ghcr-like": {
    title: "The question for referrers is redirected to another host",
    about:
      "As GHCR does. A list of referrers is never elsewhere, and a redirect must not read as an empty list.",
  },
  "gitlab-like": {
    title: "The referrers tag is answered with the image itself",
    about:
      "As GitLab does: sha256-… is read as the digest that it spells. Who believes it takes the image for a list.",
  },
};

/** In the contract's order. */
export const EXTRA_ROWS: readonly ExtraRow[] = EXTRA_SCENARIOS.map((id) => ({ id, ...WORDS[id] }));
