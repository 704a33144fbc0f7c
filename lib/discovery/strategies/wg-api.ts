// The working group's test API for Proposal E: `_oci/artifacts/referrers?digest=`.
import type { Extension } from "#lib/registry";
import type { Strategy } from "../strategy.ts";
import { isAdvertised, notAdvertised } from "./advertised.ts";
import { answerOfList } from "./referrers-list.ts";

const ASKED = "the working group's test API";

export const wgApi: Strategy = {
  id: "wg-api",
  title: "working-group API",
  spec: "https://github.com/opencontainers/wg-reference-types/blob/main/docs/proposals/PROPOSAL_E.md",
  async find({ repository, digest, place }, context) {
    const extensions = await context.shared.extensions(repository);
    if (!context.requested && !isAdvertised(extensions, advertisesTestApi)) return notAdvertised(extensions);
    const asked = { strategy: "wg-api", repository, digest, place } as const;
    return context.shared.learn(ASKED, asked, async () => {
      const answer = await context.registry.wgReferrers(repository, digest, { purpose: "working-group API" });
      const result = answerOfList(answer, { asked: ASKED, repository, capability: "referrersApi" });
      // It is not the referrers API, so it proves nothing about that.
      return { ...result, observed: undefined };
    });
  },
};

function advertisesTestApi(extension: Extension): boolean {
  return extension.endpoints.some((endpoint) => endpoint.includes("_oci/artifacts/referrers"));
}
