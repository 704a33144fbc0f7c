import type { Strategy } from "../strategy.ts";
import { askReferrersApi } from "./referrers-list.ts";

/** OCI 1.1: the registry keeps the list. */
export const referrersApi: Strategy = {
  id: "referrers-api",
  title: "referrers API",
  spec: "https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers",
  find: ({ digest, repository, place }, { registry, shared }) =>
    shared.learn("referrers API", { strategy: "referrers-api", digest, repository, place }, () =>
      askReferrersApi(registry, repository, digest),
    ),
};
