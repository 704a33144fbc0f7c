// The ways of finding referrers, in the order in which they are shown.
import type { Strategy } from "../strategy.ts";
import { buildkit } from "./buildkit.ts";
import { cosignTag } from "./cosign-tag.ts";
import { orasApi } from "./oras-api.ts";
import { otherRepository } from "./other-repository.ts";
import { referrersApi } from "./referrers-api.ts";
import { referrersTag } from "./referrers-tag.ts";
import { tagListing } from "./tag-listing.ts";
import { wgApi } from "./wg-api.ts";

export const STRATEGIES: readonly Strategy[] = [
  referrersApi,
  referrersTag,
  tagListing,
  cosignTag,
  buildkit,
  orasApi,
  wgApi,
  otherRepository,
];
