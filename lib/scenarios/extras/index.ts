// The extra rows by name.
import type { Extra } from "./extra.ts";
import { ghcrLike } from "./ghcr-like.ts";
import { gitlabLike } from "./gitlab-like.ts";
import { headerWithoutApi } from "./header-without-api.ts";
import { liveTransition } from "./live-transition.ts";
import { lostUpdate } from "./lost-update.ts";
import { quayLike } from "./quay-like.ts";

export const EXTRAS = {
  "lost-update": lostUpdate,
  "live-transition": liveTransition,
  "header-without-api": headerWithoutApi,
  "quay-like": quayLike,
  "ghcr-like": ghcrLike,
  "gitlab-like": gitlabLike,
} as const satisfies Record<string, Extra>;

export type ExtraName = keyof typeof EXTRAS;
