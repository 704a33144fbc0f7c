// ORAS's referrers API, older than OCI's: as an extension, and before that under its own root.
import type { Extension } from "#lib/registry";
import { supported } from "#lib/upgrade";
import type { Strategy, StrategyAnswer, StrategyContext, Subject } from "../strategy.ts";
import { isAdvertised, notAdvertised } from "./advertised.ts";
import { answerOfList } from "./referrers-list.ts";

export const orasApi: Strategy = {
  id: "oras-api",
  title: "ORAS API",
  spec: "https://github.com/oras-project/artifacts-spec/blob/main/manifest-referrers-api.md",
  async find(subject, context) {
    const extensions = await context.shared.extensions(subject.repository);
    if (!context.requested && !isAdvertised(extensions, advertisesOras)) return notAdvertised(extensions);
    const newer = await askForm("ext", subject, context);
    return newer.outcome === "unsupported" ? askForm("v1", subject, context) : newer;
  },
};

/** `cncf.oras.referrers` is the extension's older name (artifacts-spec#105). */
export function advertisesOras(extension: Extension): boolean {
  if (extension.name === "_oras" || extension.name === "cncf.oras.referrers") return true;
  return extension.endpoints.some((endpoint) => endpoint.includes("_oras/artifacts/referrers"));
}

function askForm(
  form: "ext" | "v1",
  { repository, digest, place }: Subject,
  { registry, shared }: StrategyContext,
): Promise<StrategyAnswer> {
  const asked = form === "ext" ? "the ORAS extension" : "the older ORAS API";
  return shared.learn(asked, { strategy: "oras-api", repository, digest, place }, async () => {
    const answer = await registry.orasReferrers(repository, digest, form, { purpose: `ORAS API (${form})` });
    const result = answerOfList(answer, { asked, repository, capability: "orasReferrers" });
    if (!answer.found) return result;
    return {
      ...result,
      observed: { orasReferrers: supported(`${asked} answered with a list`, result.exchanges) },
    };
  });
}
